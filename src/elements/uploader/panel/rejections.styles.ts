import { css } from '../../shared/base/css.ts';

/** The names of many files that were not added, behind one line. */
export const rejectionStyles = css`
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
`;
