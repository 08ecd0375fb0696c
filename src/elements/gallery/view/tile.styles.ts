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
  .caption:has(+ .badge) {
    padding-inline-end: 40px;
  }
  .badge {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 8px;
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 50%;
    background: rgb(12 14 20 / 62%);
    color: #fff;
  }
  .badge .icon {
    inline-size: 14px;
    block-size: 14px;
  }

  /* Tiles without a picture: processing, failed, blocked, broken, veiled. */
  .panel {
    display: grid;
    /* A long name would widen the column beyond the tile, and be centred there. */
    grid-template-columns: minmax(0, 1fr);
    place-items: center;
    cursor: default;
    container: panel / size;
  }
  button.panel {
    cursor: pointer;
  }
  .words {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 4px;
    max-inline-size: 100%;
    padding: 6px 10px;
    color: var(--_muted);
    font-size: 13px;
    line-height: 1.3;
    text-align: center;
  }
  .words > .icon {
    inline-size: 24px;
    block-size: 24px;
    stroke-width: 1.3;
  }
  .words > .spinner {
    margin-block-end: 4px;
    inline-size: 18px;
    block-size: 18px;
    border-color: color-mix(in srgb, var(--_muted) 30%, transparent);
    border-block-start-color: var(--_muted);
  }
  .fact {
    color: var(--_text);
    font-weight: 550;
  }
  .file {
    max-inline-size: min(100%, 22ch);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 12px;
  }
  .pill {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    margin-block-start: 6px;
    padding: 4px 12px;
    border: 1px solid var(--_line-strong);
    border-radius: 99px;
    background: var(--_surface);
    color: var(--_text);
    font-size: 12px;
    font-weight: 550;
  }
  .pill .icon {
    inline-size: 14px;
    block-size: 14px;
  }
  .face:hover > .words > .pill {
    background: var(--_raised);
  }
  .is-failed .words > .icon {
    color: var(--_danger);
  }
  .veil img {
    position: absolute;
    inset: 0;
  }
  .veil .words,
  .veil .fact {
    color: #fff;
    text-shadow: 0 1px 3px rgb(0 0 0 / 70%);
  }
  .veil::after {
    content: '';
    position: absolute;
    inset: 0;
    background: rgb(12 14 20 / 45%);
  }
  .veil .words {
    z-index: 1;
  }
  .veil .pill {
    border-color: rgb(255 255 255 / 80%);
    background: rgb(12 14 20 / 45%);
    color: #fff;
    text-shadow: none;
  }
  .veil:hover > .words > .pill {
    background: rgb(12 14 20 / 75%);
  }
  /* In a small tile only what matters is said. */
  @container panel (inline-size < 120px) or (block-size < 120px) {
    .words .file {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      clip-path: inset(50%);
    }
  }

  /* In a very small one its sign says it; the words are for those who hear them. */
  @container panel (inline-size < 88px) {
    .fact,
    .pill > span,
    .pill:not(:has(.icon)) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .pill {
      margin: 0;
      padding: 7px;
    }
    .words:has(> .pill .icon) > .icon {
      display: none;
    }
  }
  @container panel (block-size < 100px) and (inline-size >= 88px) {
    .words:has(> .pill) > .icon {
      display: none;
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
    .caption,
    .badge,
    .veil .words,
    .veil::after {
      forced-color-adjust: none;
    }
    .veil::after {
      background: rgb(12 14 20 / 70%);
    }
    .is-failed .words > .icon {
      color: CanvasText;
    }
  }

  /* On paper the images follow one another as the page has room for them, all that have been loaded. */
  @media print {
    .list {
      display: flex;
      flex-wrap: wrap;
      gap: 3mm;
      block-size: auto;
    }
    /* What is left of a row goes to its tiles by their shapes, so that they stay equally high. */
    .tile {
      position: relative;
      inset: auto;
      flex: calc(var(--_w) / var(--_h)) 1 calc(42mm * var(--_w) / var(--_h));
      inline-size: auto;
      block-size: auto;
      aspect-ratio: var(--_w) / var(--_h);
      content-visibility: visible;
      break-inside: avoid;
    }
    /* Not display: none, which takes the focus away. */
    .tile.is-unprinted,
    .group:not(:has(.tile:not(.is-unprinted))) {
      position: absolute;
      inset-block-start: 0;
      block-size: 0;
      overflow: clip;
      opacity: 0;
    }
    .list::after {
      content: '';
      flex: 1000 1 0;
    }
    img {
      opacity: 1;
    }
    .badge,
    .pill {
      display: none;
    }
  }
`;
