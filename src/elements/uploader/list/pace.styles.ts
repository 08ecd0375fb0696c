import { css } from '../../shared/base/css.ts';

/** Speed and time left, beside the state of what is sent. */
export const paceStyles = css`
  .summary .pace {
    color: var(--_muted);
    font-weight: 400;
  }
  .pace span::before {
    content: '\\a0· ';
  }
  .file:not([data-status='uploading']) .pace {
    display: none;
  }
  @container (inline-size < 30rem) {
    .file .speed {
      display: none;
    }
  }
  @container (inline-size < 34rem) {
    .summary .pace {
      display: block;
      .speed {
        display: none;
      }
      .left::before {
        content: none;
      }
    }
  }
`;
