import { css } from '../../shared/base/css.ts';

/** Speed and time left, beside the state of what is sent. */
export const paceStyles = css`
  .summary .pace {
    color: var(--_muted);
    font-weight: 400;
  }
  .file:not([data-status='uploading']) .pace {
    display: none;
  }
  @container (inline-size < 30rem) {
    .file .speed {
      display: none;
    }
  }
  @container (inline-size < 24rem) {
    .summary .speed {
      display: none;
    }
    /* One line, of which the time left would be cut: its bar and its percent say that it is being sent. */
    [data-view='list']:not([data-fields='0']) .file:has(.pace .left) .words {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
`;
