import { css } from '../base/css.ts';

/** Buttons and icons. */
export const controls = css`
  .button,
  .icon-button {
    appearance: none;
    border: 1px solid transparent;
    border-radius: var(--_radius-small);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 550;
    cursor: pointer;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    transition:
      background-color var(--_duration) var(--_ease),
      border-color var(--_duration) var(--_ease),
      color var(--_duration) var(--_ease);
  }
  .button {
    min-block-size: 36px;
    padding: 6px 14px;
    border-color: var(--_line-strong);
    background: var(--_surface);
  }
  .button:hover {
    background: var(--_raised);
  }
  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .button.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--_accent);
  }
  .button.quiet:hover {
    background: var(--_tint);
  }
  .icon-button {
    inline-size: 32px;
    block-size: 32px;
    padding: 0;
    color: var(--_muted);
  }
  .icon-button:hover {
    background: var(--_raised);
    color: var(--_text);
  }
  .button:disabled,
  .icon-button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  @media (pointer: coarse) {
    .button {
      min-block-size: 44px;
    }
    .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }
  }

  .icon {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  @media (forced-colors: active) {
    .button,
    .icon-button {
      border-color: ButtonText;
    }
    .button.primary {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .button:disabled,
    .icon-button:disabled {
      border-color: GrayText;
      background: Canvas;
      color: GrayText;
      opacity: 1;
    }
  }
  @media print {
    .button,
    .icon-button {
      display: none;
    }
  }
`;
