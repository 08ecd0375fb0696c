import { css } from '../../shared/base/css.ts';

export const selectingStyles = css`
  .band {
    position: absolute;
    z-index: 1;
    box-sizing: border-box;
    inset-block-start: calc(var(--_y) * 1px);
    inset-inline-start: calc(var(--_x) * 1px);
    inline-size: calc(var(--_w) * 1px);
    block-size: calc(var(--_h) * 1px);
    border: 1px solid var(--_accent);
    border-radius: 2px;
    background: color-mix(in srgb, var(--_accent) 16%, transparent);
    pointer-events: none;
  }
  @media (forced-colors: active) {
    .band {
      border: 2px solid Highlight;
      background: none;
    }
  }
`;
