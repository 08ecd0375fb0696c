import { css } from '../../shared/base/css.ts';

/** The notices between the way in and the list. */
export const noticeStyles = css`
  .checking {
    margin: 0;
    padding: calc(var(--_space) / 2) var(--_pad);
    color: var(--_muted);
    font-size: 0.8125em;
    text-align: center;
  }

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
  .notice .button {
    min-block-size: 0;
    padding: 2px 0;
    font-size: inherit;
  }
  .notice .icon-button {
    flex: none;
  }
  @media (pointer: coarse) {
    /* As high as with a mouse, in line with the text. */
    .notice .icon-button {
      margin-block: -6px;
    }
  }
`;
