import { css } from '../../shared/base/css.ts';

/** The question about a folder, and how far its reading is. */
export const intakeStyles = css`
  .intake {
    flex-wrap: wrap;
    align-items: center;
  }
  .intake .words {
    flex: 1 1 12em;
  }
  .intake .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }
  .intake .answers .button {
    min-block-size: 32px;
    padding: 4px 12px;
  }
  @media (pointer: coarse) {
    .intake .answers .button {
      min-block-size: 44px;
    }
  }
`;
