import { css } from '../../shared/base/css.ts';

/** The fields a person may write in: as many lines as there are fields, whatever the state. */
export const fieldStyles = css`
  .fields {
    grid-column: 2 / -1;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(11em, 100%), 1fr));
    gap: 6px var(--_space);
    align-self: start;
  }
  .field {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 8px;
  }
  .field .input {
    grid-column: 1 / -1;
    grid-row: 2;
  }
  /* On the line of the field's name, so that no row grows by it. */
  .unsaved {
    justify-self: end;
    grid-row: 1;
    color: var(--_danger);
    font-size: 0.75em;
    line-height: 1.3;
    white-space: nowrap;
  }
  .unsaved button {
    position: relative;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-decoration: underline;
    cursor: pointer;
  }
  .unsaved button::before {
    content: '';
    position: absolute;
    inset: -6px;
  }
  .field-name {
    color: var(--_muted);
    font-size: 0.75em;
    line-height: 1.3;
  }
  .fields .input {
    min-block-size: 32px;
  }
  .fields .input:read-only {
    border-color: var(--_line);
    background: var(--_raised);
  }
  [data-view='list']:not([data-fields='0']) .file {
    block-size: auto;
    grid-template-rows: var(--_row) auto;
    padding-block-end: var(--_pad);
  }
  [data-view='list']:not([data-fields='0']) .file[data-status='failed'] {
    grid-template-rows: minmax(var(--_row), auto) auto;
  }

  @container (inline-size < 30rem) {
    [data-view='list'] .fields {
      grid-column: 1 / -1;
    }
  }
  @media (pointer: coarse) {
    .fields .input {
      min-block-size: 44px;
    }
  }
`;
