import { css } from '../../shared/base/css.ts';

/** The bar of moving by clicks, the picked images, and those whose place can be chosen. */
export const placingStyles = css`
  .placing .hint {
    flex: 1 1 auto;
    min-inline-size: 0;
    padding-inline: 8px;
    font-weight: 600;
    line-height: 1.25;
  }
  .begin {
    white-space: nowrap;
  }
  .placing .icon-button {
    flex: none;
  }
  @container (inline-size < 400px) {
    .placing .hint {
      padding-inline: 4px;
      font-size: 14px;
    }
  }
  /* Below this the words would stand one under the other; they are said, and the buttons have names. */
  @container (inline-size < 300px) {
    .placing .hint {
      overflow: hidden;
      block-size: 1px;
      padding: 0;
      color: transparent;
    }
  }
  .base:has(.placing) .face {
    cursor: pointer;
  }
  .base:has(.placing) .check {
    visibility: hidden;
  }
  .tile.is-picked::after,
  .base:has(.placing) .tile:hover::after {
    content: '';
    position: absolute;
    inset: 0;
    z-index: 1;
    border: 3px solid var(--_accent);
    border-radius: var(--_tile-radius);
    pointer-events: none;
  }
  .base:has(.placing) .tile:not(.is-picked):hover::after {
    border: 2px dashed var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  @media (hover: none) {
    .base:has(.placing) .tile:not(.is-picked):hover::after {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .tile.is-picked::after,
    .base:has(.placing) .tile:hover::after {
      border-color: Highlight;
    }
  }
  @media print {
    .tile.is-picked::after {
      display: none;
    }
  }
`;
