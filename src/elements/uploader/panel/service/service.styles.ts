import { css } from '../../../shared/base/css.ts';

/** Quiet lines on what the service says of the images. */
export const serviceStyles = css`
  .fact {
    display: flex;
    align-items: center;
    gap: var(--_space);
    padding: 6px var(--_pad);
    border-block-end: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.4;
    flex: none;
  }
  .fact > .icon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }
  .fact .words {
    flex: 1;
    min-inline-size: 0;
    padding-block: 2px;
    overflow-wrap: anywhere;
  }
  .fact .clock {
    font-variant-numeric: tabular-nums;
  }
  .fact a {
    display: inline-block;
    min-block-size: 24px;
    line-height: 24px;
    color: var(--_accent);
    font-weight: 600;
    text-underline-offset: 0.2em;
  }
  .fact a:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
    border-radius: 3px;
  }
  .fact .icon-button {
    flex: none;
  }
  @media (pointer: coarse) {
    .fact a {
      min-block-size: 44px;
      line-height: 44px;
    }
  }
  @media (forced-colors: active) {
    .fact a {
      color: LinkText;
    }
  }
`;
