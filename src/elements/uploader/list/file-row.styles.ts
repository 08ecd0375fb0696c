import { css } from '../../shared/base/css.ts';

/** Rows of files: of one height in every state. */
export const rowStyles = css`
  .list {
    /* Of a row, and of the text in it: more where letters are larger. */
    --_row: max(56px, 3.5em);
    --_about: max(44px, 2.75em);
    --_thumb: 40px;
    position: relative;
    list-style: none;
    flex: 1 1 auto;
    max-block-size: var(--_list-size);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .list > .height {
    position: absolute;
    inset-block-start: 0;
    inline-size: 1px;
  }
  .list:focus-visible {
    outline-offset: -2px;
  }
  .file {
    display: grid;
    grid-template-columns: var(--_thumb) minmax(0, 1fr) auto;
    column-gap: var(--_pad);
    align-items: center;
    block-size: var(--_row);
    padding-inline: var(--_pad);
    position: relative;
  }
  .file + .file::before {
    content: '';
    position: absolute;
    inset-block-start: 0;
    inset-inline: calc(var(--_thumb) + 2 * var(--_pad)) var(--_pad);
    block-size: 1px;
    background: var(--_line);
  }

  .thumb {
    position: relative;
    inline-size: var(--_thumb);
    block-size: var(--_thumb);
  }
  .thumb img,
  .blank {
    inline-size: 100%;
    block-size: 100%;
    border-radius: calc(var(--_radius-small) + 1px);
    background: var(--_raised);
  }
  .thumb img {
    display: block;
    object-fit: cover;
  }
  /* A long list, which a keyboard can scroll, has enough to do. */
  :where(.list:not([tabindex])) .thumb img {
    animation: appear var(--_duration) var(--_ease);
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .blank {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 1px;
    color: var(--_muted);
    border: 1px solid var(--_line);
    font-size: 0.5625rem;
    font-weight: 650;
    letter-spacing: 0.04em;
    line-height: 1;
  }
  .badge {
    position: absolute;
    inset-block-end: -3px;
    inset-inline-end: -3px;
    display: grid;
    place-items: center;
    inline-size: 18px;
    block-size: 18px;
    border-radius: 50%;
    border: 2px solid var(--_surface);
    background: var(--_muted);
    color: var(--_surface);
  }
  .badge .icon {
    inline-size: 10px;
    block-size: 10px;
    stroke-width: 3;
  }
  [data-status='ready'] .badge {
    background: var(--_success);
  }
  [data-status='failed'] .badge {
    background: var(--_danger);
  }
  [data-status='paused'] .thumb img {
    opacity: 0.6;
  }

  .about {
    position: relative;
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: 1px;
    min-inline-size: 0;
    block-size: var(--_about);
  }
  .name {
    font-size: 0.9375em;
    font-weight: 550;
    line-height: 1.3;
  }
  /* The copy for screen readers is not selected with the name. */
  .name > .visually-hidden {
    user-select: none;
  }
  .whole {
    display: inline-flex;
    max-inline-size: 100%;
    vertical-align: top;
  }
  .stem,
  .tail {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }
  .tail {
    flex: none;
    max-inline-size: 100%;
  }
  .status {
    /* Where lines are high, it stands out of its box rather than being cut. */
    flex: none;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.3;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  [data-status='failed'] .status {
    display: block;
    overflow: visible;
    color: var(--_danger);
  }
  /* The error of a failed file is read in full: of all rows these alone may grow. */
  [data-view='list'][data-fields] .file[data-status='failed'] {
    block-size: auto;
    min-block-size: var(--_row);
    padding-block: 6px;
    .about {
      block-size: auto;
    }
  }
  /* On the lower edge of the row, clear of the text. */
  .about .bar {
    inset-block-end: -5px;
  }
  .list[tabindex] :is(.bar, .bar span) {
    transition: none;
  }
  .bar[data-endless] span {
    inset-inline: 0 auto;
    inline-size: 40%;
    transform: none;
    transition: none;
    animation: pass 1400ms var(--_ease) infinite;
  }
  /* Moved, not placed: a place would have the page laid out in each frame. */
  @keyframes pass {
    from {
      translate: calc(var(--_way, 1) * -100%);
    }
    to {
      translate: calc(var(--_way, 1) * 250%);
    }
  }
  :host(:is(:state(paused), :state(offline))) .bar[data-endless] span {
    animation-play-state: paused;
  }

  .file .actions {
    grid-column: -2;
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .remedy {
    min-block-size: 32px;
    padding: 4px 8px;
    font-size: 0.875em;
    line-height: 1.2;
  }

  @container (inline-size < 30rem) {
    .name {
      font-size: 0.875em;
      line-height: 1.2;
    }
    .status {
      font-size: 0.75em;
      line-height: 1.2;
    }
    /* The menu has it, too, and a name needs the room. */
    .actions:has([data-action='menu']) [data-action='edit'] {
      display: none;
    }
  }
  @container (inline-size < 24rem) {
    /* The state says more than the size, and is read to its end. */
    .file:not([data-status='queued']) .size:has(+ .words) {
      display: none;
    }
  }
  @container (inline-size >= 34rem) {
    .file[data-status='failed'] {
      grid-template-columns: var(--_thumb) minmax(0, 1fr) auto auto;
    }
  }
  @container (inline-size < 34rem) {
    /* Beside the buttons an error would be a column of single words; what helps comes after it, on a line of its own. */
    [data-view='list'][data-fields] .file[data-status='failed'] {
      .about {
        display: contents;
      }
      .actions {
        grid-row: 1;
      }
      .name {
        align-self: center;
      }
      .status {
        grid-area: 2 / 2 / auto / -1;
      }
      .thumb {
        grid-row: 1 / span 2;
        align-self: start;
      }
      .remedies {
        grid-area: 3 / 2 / auto / -1;
        /* Its sign stands below the first letter of the error. */
        margin-inline-start: -11px;
      }
      .fields {
        grid-row: 4;
        grid-column-end: -1;
      }
    }
  }
  @media (pointer: coarse) {
    .base .remedy {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
`;
