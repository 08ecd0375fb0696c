import { css } from '../../shared/base/css.ts';

/** The notice about files of an earlier page, with its two answers. */
export const recoveredStyles = css`
  .button.danger {
    border-color: transparent;
    background: var(--_danger);
    color: light-dark(#fff, #2a0805);
  }
  .recovered {
    flex-wrap: wrap;
    align-items: center;
    padding-block: 8px;
  }
  .notice.recovered > .icon {
    margin-block: 0;
  }
  .notice.calm > .icon {
    color: var(--_muted);
  }
  .recovered > .words {
    flex: 1 1 14em;
  }
  .recovered .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    margin-inline-start: auto;
  }
  .notice.recovered .button {
    min-block-size: 32px;
    padding: 4px 14px;
  }
  @media (pointer: coarse) {
    .notice.recovered .button {
      min-block-size: 44px;
    }
  }
`;
