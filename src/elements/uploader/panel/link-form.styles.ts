import { css } from '../../shared/base/css.ts';

/** The field for an address, and fields like it. */
export const linkFormStyles = css`
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
