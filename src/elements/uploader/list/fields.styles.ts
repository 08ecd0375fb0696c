import { css } from '../../shared/base/css.ts';

/** The fields of a file, as its caption: closed, they are one line under its name; open, they stand in the row. */
export const fieldStyles = css`
  .fields {
    position: relative;
    display: flex;
    align-items: center;
    gap: 2px 10px;
    grid-column: 2;
    min-inline-size: 0;
    min-block-size: 1.25em;
    align-self: start;
    font-size: 0.8125em;
    line-height: 1.25;
  }

  /* The end of the way by keys: seen while it has the focus, over the end of the list, so that nothing moves. */
  [data-action='send'] {
    position: absolute;
    inset-block-end: var(--_space);
    inset-inline-end: var(--_pad);
    &:not(:focus, :active) {
      clip-path: inset(50%);
    }
  }

  /* Closed: one line, whatever is written. */
  .said {
    position: relative;
    display: flex;
    gap: 6px;
    min-inline-size: 0;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: none;
    color: var(--_muted);
    font: inherit;
    text-align: start;
    white-space: nowrap;
  }
  span.said {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  button.said {
    cursor: pointer;
  }
  .said:focus-visible {
    outline-offset: 0; /* the state is right above */
  }
  /* To be hit, it is higher than it looks: over the name and the state, which are no controls. */
  button.said::before {
    content: '';
    position: absolute;
    inset: -8px -4px -5px;
  }
  .said > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .said .text {
    color: var(--_text);
  }
  .prompt {
    flex: none;
    max-inline-size: 100%;
    color: var(--_accent);
  }
  .text + .prompt {
    flex: 0 1 auto;
    color: var(--_muted);
  }
  .prompt[data-needed='true'] {
    flex: none;
    color: var(--_text);
    font-weight: 600;
  }
  [data-tried='true'] .prompt[data-needed='true'] {
    color: var(--_danger);
  }
  button.said:hover:not(:disabled) .prompt,
  button.said:hover:not(:disabled) .text {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .proposal {
    font-style: italic;
  }

  .small,
  .unsaved button {
    flex: none;
    /* Higher than its line, which is none the higher for it. */
    min-block-size: 24px;
    margin-block: -4px;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: none;
    color: var(--_accent);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  .small:hover,
  .unsaved button {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .small:disabled {
    color: var(--_muted);
    cursor: default;
  }
  .unsaved {
    flex: none;
    color: var(--_danger);
    white-space: nowrap;
  }
  .unsaved button {
    color: inherit;
  }

  /* Open: in the row itself, which grows. */
  .fields.open {
    display: grid;
    grid-column: 2 / -1;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding-block: 6px 4px;
    font-size: 0.875em;
  }
  .field {
    display: grid;
    gap: 5px; /* the buttons above it reach no further */
  }
  .field-head,
  .suggestion {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 12px;
    font-size: 0.9375em;
  }
  .field-name {
    flex: 1;
    color: var(--_muted);
    white-space: nowrap;
  }
  .needed {
    color: var(--_text);
    font-weight: 600;
  }
  [data-tried='true'] .needed {
    color: var(--_danger);
  }
  .applied {
    color: var(--_muted);
  }
  .applied .small + .small {
    margin-inline-start: 10px;
  }
  .suggestion .proposal {
    flex: 1 1 12em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .field .input {
    display: block;
    field-sizing: content;
    min-block-size: 34px;
    max-block-size: 9.5em;
    padding-block: 5px;
    line-height: 1.45;
    resize: none;
  }
  .field .input:read-only {
    border-color: var(--_line);
    background: var(--_raised);
  }
  .field .left {
    justify-self: end;
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }
  .field-end {
    display: flex;
    justify-content: end;
  }
  .field-end .button {
    min-block-size: 28px;
    padding: 2px 10px;
    font-size: inherit;
  }

  /* A row with its line is 56 pixels high: the picture, and three lines of text beside it. */
  [data-view='list']:not([data-fields='0']) .list {
    --_row: max(56px, 3.5em);
    --_thumb: 44px;
  }
  [data-view='list']:not([data-fields='0']) .file {
    grid-template-rows: minmax(0, auto) minmax(0, auto);
    align-content: center;
    .thumb {
      grid-area: 1 / 1 / span 2;
    }
    .actions {
      grid-area: 1 / -2 / span 2;
    }
    .about {
      grid-area: 1 / 2;
      block-size: auto;
      gap: 0;
      position: static;
    }
    .about .bar {
      inset-block-end: -1px;
      inset-inline: calc(var(--_thumb) + 2 * var(--_pad)) var(--_pad);
    }
    .name {
      font-size: 0.875em;
      line-height: 1.25;
    }
    .status {
      -webkit-line-clamp: 1;
      font-size: 0.75em;
      line-height: 1.3;
    }
    .fields {
      grid-row: 2;
    }
  }
  [data-view='list']:not([data-fields='0']) .file:has(.fields.open) {
    block-size: auto;
    min-block-size: var(--_row);
    padding-block: 6px;
    align-items: start;
    .actions {
      grid-row: 1;
    }
  }
  .remedies {
    grid-row: 1 / span 2;
  }
  /* Nothing is written, and nothing can be: the other rows keep the line, for which all are of one height. */
  [data-status='failed'] .fields:has(> .said:empty) {
    display: none;
  }
  [data-view='grid'] :is(.fields:not(.open), .said) {
    flex-wrap: wrap;
  }
  [data-view='grid'] .said > * {
    max-inline-size: 100%;
  }

  @container (inline-size < 30rem) {
    /* There is no room for what is proposed: it is read, and taken, where the fields are open. */
    .said + .use,
    /* Nor for what may be added to the text. */
    .text + .prompt:not([data-needed='true']) {
      display: none;
    }
    [data-view='list']:not([data-fields='0']) .fields.open {
      grid-area: 3 / 1 / auto / -1;
    }
  }
  @container (inline-size < 34rem) {
    /* The button above it keeps all of its height. */
    [data-view='list'] .remedies ~ .fields:not(.open) {
      margin-block-start: var(--_over, 4px);
    }
    [data-view='list'] .remedies ~ .fields > button.said::before {
      inset-block: calc(-1 * var(--_over, 4px));
    }
  }
  @container (inline-size >= 34rem) {
    /* An error of one line takes a row no higher. */
    [data-view='list']:not([data-fields='0']) .file[data-status='failed'] {
      padding-block: 3px;
    }
  }
  @container (inline-size < 24rem) {
    /* A state of two lines, as of one that is tried again, takes no row higher than the others. */
    [data-view='list']:not([data-fields='0']) .list {
      --_row: max(68px, 4.25em);
      .status {
        -webkit-line-clamp: 2;
      }
    }
  }
  @media (pointer: coarse) {
    button.said::before {
      inset: -26px -4px -8px;
    }
    [data-view='list'] .remedies ~ .fields {
      --_over: 14px;
    }
    .small,
    .unsaved button {
      min-inline-size: 44px;
      min-block-size: 44px;
      margin-block: -14px;
    }
    .field .input,
    .field-end .button {
      min-block-size: 44px;
    }
  }
`;
