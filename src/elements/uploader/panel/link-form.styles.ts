import { css } from '../../shared/base/css.ts';

/** The form for the address of an image. */
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
`;
