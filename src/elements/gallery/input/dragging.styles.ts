import { css } from '../../shared/base/css.ts';

export const draggingStyles = css`
  /* A carried tile makes the page neither wider nor longer. */
  @media screen {
    .list {
      contain: layout;
    }
  }
  .tile.is-dragged {
    z-index: 4;
    overflow: hidden;
    content-visibility: visible;
    scale: 1.03;
    opacity: 0.92;
    box-shadow: 0 10px 32px rgb(0 0 0 / 38%);
  }
  .list:has(.is-dragged) .face {
    cursor: grabbing;
  }
  .drop-place {
    position: absolute;
    box-sizing: border-box;
    inset-block-start: calc(var(--_y) * 1px);
    inset-inline-start: calc(var(--_x) * 1px);
    inline-size: calc(var(--_w) * 1px);
    block-size: calc(var(--_h) * 1px);
    border: 2px dashed var(--_accent);
    border-radius: var(--_tile-radius);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
    pointer-events: none;
  }
  @media (forced-colors: active) {
    .drop-place {
      border-color: Highlight;
      background: none;
    }
    .tile.is-dragged {
      outline: 3px solid Highlight;
    }
  }
`;
