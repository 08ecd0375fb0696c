import { css } from '../../shared/base/css.ts';

/** The notices between the way in and the list, and the address typed in there. */
export const noticeStyles = css`
  .checking {
    margin: 0;
    padding: calc(var(--_space) / 2) var(--_pad);
    color: var(--_muted);
    font-size: 0.8125em;
    text-align: center;
  }

  /* One line for many: what was not added. */
  .notice {
    display: flex;
    align-items: flex-start;
    gap: var(--_space);
    padding: 6px var(--_pad);
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
    font-size: 0.875em;
    flex: none;
  }
  [data-filled='false'] .notice {
    border-block-start: 1px solid var(--_line);
    border-block-end: 0;
  }
  .notice > .icon {
    margin-block: 6px;
    color: var(--_warning);
  }
  .notice .words {
    flex: 1;
    min-inline-size: 0;
    padding-block: 5px;
    overflow-wrap: anywhere;
  }
  .notice summary {
    cursor: pointer;
    border-radius: 4px;
  }
  .notice ul {
    margin-block-start: 6px;
    padding-inline-start: 1.25em;
    max-block-size: 10em;
    overflow-y: auto;
    color: var(--_muted);
  }
  .notice .button {
    min-block-size: 0;
    padding: 2px 0;
    font-size: inherit;
  }
  .notice .icon-button {
    flex: none;
  }

  /* An address typed in. */
  .link {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space);
    padding: var(--_space) var(--_pad);
    border-block: 1px solid var(--_line);
    margin-block-start: -1px;
    flex: none;
  }
  .link label {
    flex: 1;
    min-inline-size: 8em;
  }
  .link-error {
    flex-basis: 100%;
    color: var(--_danger);
    font-size: 0.8125em;
  }
  .link-error:empty {
    display: none;
  }
  .input {
    appearance: none;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 4px 10px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: max(16px, 0.9375em);
  }
  @media (pointer: fine) {
    .input {
      font-size: 0.9375em;
    }
  }
  .input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .input:focus-visible {
    outline-offset: -1px;
  }
  .input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
`;
