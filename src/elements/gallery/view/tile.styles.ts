import { css } from '../../shared/base/css.ts';

export const tileStyles = css`
  .tile {
    position: absolute;
    inset-block-start: calc(var(--_y) * 1px);
    inset-inline-start: calc(var(--_x) * 1px);
    inline-size: calc(var(--_w) * 1px);
    block-size: calc(var(--_h) * 1px);
    border-radius: var(--_tile-radius);
    overflow: clip;
    /* Tiles far from the view are neither laid out nor painted; their boxes are known without. */
    content-visibility: auto;
    contain-intrinsic-size: calc(var(--_w) * 1px) calc(var(--_h) * 1px);
    /* Beneath the bars that stay in view. */
    scroll-margin-block: calc(var(--_bar-top) + var(--_bar-height, 0px) + var(--_heading-height, 0px) + 12px)
      24px;
  }
  /* The tile clips what is in it, so the ring of the link inside is drawn around the tile. */
  .tile:has(.face:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
    z-index: 1;
  }
  .face {
    display: block;
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    padding: 0;
    border: 0;
    border-radius: inherit;
    overflow: hidden;
    appearance: none;
    background: color-mix(in srgb, var(--_line) 45%, var(--_raised));
    color: inherit;
    font: inherit;
    text-decoration: none;
    outline: none;
    -webkit-tap-highlight-color: transparent;
    transition: inset var(--_duration) var(--_ease);
  }
  /* A long press is the gallery's own; elsewhere it is the browser's, which offers to save the picture. */
  :host(:is([selectable], [manage], [reorderable])) .face {
    touch-action: manipulation;
    -webkit-touch-callout: none;
    user-select: none;
    -webkit-user-select: none;
  }
  img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    opacity: 0;
  }
  img.is-loaded {
    opacity: 1;
  }
  img.is-fading {
    transition: opacity calc(var(--_duration) * 1.5) linear;
  }

  .caption {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    padding: 28px 12px 0;
    /* The space below is a border: a line that is cut off would show in a padding. */
    border-block-end: 9px solid transparent;
    background: linear-gradient(rgb(0 0 0 / 0%), rgb(0 0 0 / 68%)) border-box;
    color: #fff;
    font-size: 13px;
    line-height: 1.35;
    text-align: start;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    opacity: 0;
    transition: opacity var(--_duration) var(--_ease);
  }
  .tile:hover .caption,
  .face:focus-visible .caption {
    opacity: 1;
  }
  /* Where nothing hovers the caption is always there: one calm line. */
  @media (hover: none) {
    .caption {
      padding: 20px 10px 0;
      border-block-end-width: 6px;
      -webkit-line-clamp: 1;
      opacity: 1;
    }
  }

  @media (forced-colors: active) {
    .tile {
      border: 1px solid CanvasText;
    }
    .tile:has(.face:focus-visible) {
      outline: 3px solid Highlight;
      outline-offset: 2px;
    }
    .caption {
      forced-color-adjust: none;
    }
  }
`;
