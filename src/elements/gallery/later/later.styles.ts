import { css } from '../../shared/base/css.ts';

/** Looks of tiles without a picture, messages, and paper. */
export const laterStyles = css`
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

  .message {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 200px;
    padding: 32px 24px;
    text-align: center;
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
    color: var(--_muted);
  }
  .message .icon-large .icon {
    inline-size: 36px;
    block-size: 36px;
    stroke-width: 1.1;
    color: var(--_line-strong);
  }
  .message strong {
    color: var(--_text);
    font-weight: 600;
    font-size: 1.05em;
  }
  .message p {
    margin: 0;
    max-inline-size: 44ch;
    text-wrap: balance;
  }
  .message .button {
    margin-block-start: 12px;
    color: var(--_text);
  }
  .message.is-error {
    border-style: solid;
  }
  .message.is-error .icon-large .icon {
    color: var(--_danger);
  }
  .message.is-row {
    min-block-size: 72px;
    margin-block-start: 12px;
    padding: 14px 18px;
    flex-direction: row;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 8px 16px;
    text-align: start;
  }
  .message.is-row .button {
    margin: 0;
  }
  .message.is-row > div {
    flex: 1 1 240px;
  }
  .message.is-row p {
    max-inline-size: none;
    text-wrap: pretty;
  }

  .paper {
    margin: 0;
    padding: 24px 12px;
    color: var(--_muted);
    text-align: center;
  }

  @media (forced-colors: active) {
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
    .message .icon-large .icon,
    .message.is-error .icon-large .icon {
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
    /* The room left in a row goes to its tiles by their shapes, so that they stay equally high. */
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
    .pill,
    .more,
    .probes,
    .skeleton,
    .end,
    .toolbar-place,
    .message.is-row {
      display: none;
    }
    .has-scrubber > .stage {
      margin: 0;
    }
  }
`;
