import { css } from '../../shared/base/css.ts';

/** The cards of the states without a picture, and the buttons over one. */
export const sceneStyles = css`
  :host {
    /* An adopted picture stands in its line as it did before. */
    color: inherit;
    line-height: inherit;
  }
  .panel {
    position: absolute;
    inset: 0;
    overflow: hidden;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    padding: calc(var(--_space) * 2);
    border-radius: inherit;
    background: var(--_raised);
    box-shadow: inset 0 0 0 1px var(--_line);
    color: var(--_text);
    font-size: 14px;
    line-height: 1.45;
    text-align: center;
    text-wrap: balance;
  }
  .badge {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: var(--_surface);
    box-shadow: 0 0 0 1px var(--_line);
    color: var(--_muted);
  }
  .words {
    display: grid;
    gap: 2px;
    max-inline-size: 34em;
  }
  .title {
    font-weight: 600;
  }
  .hint {
    color: var(--_muted);
    font-size: 13px;
  }
  .panel .button {
    margin-block-start: calc(var(--_space) * 0.5);
    font-size: 14px;
  }
  .button .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  .error .badge,
  .failed .badge {
    color: var(--_danger);
  }

  .processing .badge {
    color: var(--_accent);
    animation: breathe 2.4s ease-in-out infinite;
  }
  .progress {
    position: relative;
    overflow: hidden;
    flex: none;
    inline-size: min(160px, 50%);
    block-size: 3px;
    margin-block-start: calc(var(--_space) * 0.5);
    border-radius: 2px;
    background: var(--_line);
  }
  .progress::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: -40%;
    inline-size: 40%;
    border-radius: inherit;
    background: var(--_accent);
    animation: pass 2.4s ease-in-out infinite;
  }
  @keyframes pass {
    to {
      inset-inline-start: 100%;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.55;
    }
  }

  /* Over a blurred picture: dark glass, whatever the theme. */
  .panel.nsfw {
    background: rgb(12 14 22 / 62%);
    box-shadow: none;
    color: #fff;
  }
  .panel.nsfw .hint {
    color: rgb(255 255 255 / 86%);
  }
  .panel.nsfw .badge {
    background: rgb(255 255 255 / 14%);
    box-shadow: none;
    color: #fff;
  }
  .panel.nsfw .button {
    border-color: rgb(255 255 255 / 50%);
    background: rgb(255 255 255 / 12%);
    color: #fff;
  }
  .panel.nsfw .button:hover {
    background: rgb(255 255 255 / 24%);
  }
  .panel.nsfw .button:focus-visible {
    outline-color: #fff;
  }
  .bare .panel.nsfw {
    background: #23262f;
  }

  .zooms > slot::slotted(*) {
    cursor: zoom-in;
  }
  .tools {
    position: absolute;
    z-index: 1;
    inset-block-start: var(--_space);
    inset-inline-end: var(--_space);
    display: flex;
    gap: calc(var(--_space) * 0.5);
  }
  .tools .icon-button,
  .news:not(:empty) {
    background: rgb(12 14 22 / 62%);
    color: #fff;
  }
  .tools .icon-button:hover {
    background: rgb(12 14 22 / 82%);
    color: #fff;
  }
  .tools .icon-button:focus-visible {
    outline-color: #fff;
    box-shadow: 0 0 0 6px rgb(12 14 22 / 62%);
  }
  .news:not(:empty) {
    align-self: center;
    padding: 4px 10px;
    border-radius: var(--_radius-small);
    font-size: 13px;
    line-height: 1.45;
  }
  @media (hover: hover) {
    .tools .icon-button {
      opacity: 0;
      transition: opacity var(--_duration) var(--_ease);
    }
    .frame:hover > .tools .icon-button,
    .tools:focus-within .icon-button {
      opacity: 1;
    }
  }

  @container (inline-size >= 700px) and (block-size >= 420px) {
    .panel {
      gap: calc(var(--_space) * 1.25);
      font-size: 18px;
    }
    .hint,
    .panel .button {
      font-size: 16px;
    }
    .badge {
      inline-size: 60px;
      block-size: 60px;
    }
    .badge .icon {
      inline-size: 26px;
      block-size: 26px;
    }
    .progress {
      inline-size: 220px;
    }
  }
  /* The smaller the place, the fewer the words; those who listen hear them all. */
  @container (inline-size < 300px) or (block-size < 220px) {
    .hint {
      display: none;
    }
    .panel {
      gap: calc(var(--_space) * 0.75);
      padding: var(--_space);
    }
    .badge {
      inline-size: 36px;
      block-size: 36px;
    }
  }
  @container (block-size < 170px) {
    .panel {
      flex-direction: row;
      text-align: start;
    }
    .panel .button,
    .progress {
      margin-block-start: 0;
    }
    .progress {
      position: absolute;
      inset-block-end: 0;
      inset-inline: 0;
      inline-size: 100%;
      border-radius: 0;
      background: none;
    }
  }
  @container (inline-size < 180px) or (block-size < 90px) {
    .words,
    .label {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .panel {
      padding: 0;
    }
    .acts .badge {
      display: none;
    }
    .panel .button {
      position: absolute;
      inset: 0;
      min-block-size: 0;
      margin: 0;
      padding: 0;
      border: 0;
      border-radius: inherit;
      background: none;
    }
    .panel .button:focus-visible {
      outline-offset: -3px;
    }
    .error .button {
      color: var(--_danger);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .processing .badge {
      animation: none;
    }
    .progress::after {
      inset-inline-start: 0;
      inline-size: 100%;
      opacity: 0.5;
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .panel {
      border: 1px solid CanvasText;
    }
    .panel.nsfw {
      background: Canvas;
      color: CanvasText;
    }
    .panel.nsfw .hint {
      color: CanvasText;
    }
    .progress::after {
      background: Highlight;
    }
    .tools .icon-button,
    .news:not(:empty) {
      background: ButtonFace;
    }
  }
  @media print {
    .panel {
      box-shadow: none;
      border: 1px solid #999;
    }
    .frame .panel.nsfw {
      background: #fff;
      color: #000;
    }
    .panel.nsfw .hint,
    .panel.nsfw .badge {
      color: #333;
    }
    .acts .badge {
      display: grid;
    }
    .progress {
      display: none;
    }
  }
`;
