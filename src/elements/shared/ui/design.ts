import { css } from '../base/css.ts';

/**
 * The design system: few custom properties, each of which a page may set (on the element, or on any ancestor).
 * Inside, the `--_x` twins are used, so that a page's value and the default meet in one place.
 */
export const design = css`
  :host {
    --_accent: var(--imgpro-accent, light-dark(#2f5bea, #8ea8ff));
    --_on-accent: var(--imgpro-on-accent, light-dark(#ffffff, #0d1330));
    --_text: var(--imgpro-text, light-dark(#181b24, #eceef4));
    --_muted: var(--imgpro-muted, light-dark(#596073, #a4abbd));
    --_surface: var(--imgpro-surface, light-dark(#ffffff, #15171e));
    --_raised: var(--imgpro-raised, light-dark(#f5f6f9, #1f222c));
    --_line: var(--imgpro-line, light-dark(#d9dde6, #343947));
    --_line-strong: var(--imgpro-line-strong, light-dark(#868da0, #727a8f));
    --_danger: var(--imgpro-danger, light-dark(#b3261e, #ff9a90));
    --_success: var(--imgpro-success, light-dark(#1a7340, #6fd598));
    --_warning: var(--imgpro-warning, light-dark(#8a5300, #f2b866));
    --_radius: var(--imgpro-radius, 12px);
    --_radius-small: calc(var(--_radius) * 0.6);
    --_space: var(--imgpro-space, 8px);
    --_font: var(--imgpro-font, inherit);
    --_duration: var(--imgpro-duration, 160ms);
    --_ease: cubic-bezier(0.2, 0, 0, 1);
    --_shadow: 0 1px 2px rgb(15 20 40 / 8%), 0 8px 24px rgb(15 20 40 / 10%);
    --_tint: color-mix(in srgb, var(--_accent) 9%, transparent);

    box-sizing: border-box;
    color: var(--_text);
    font-family: var(--_font);
    line-height: 1.45;
  }
  /* English in a page of another language. No attribute: Chromium 156 forgets :dir() when one is taken from a root's child. */
  [lang='en'] {
    direction: ltr;
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .spinner {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    border: 2px solid var(--_line);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn 800ms linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_duration: 0.01ms;
    }
    .spinner {
      animation: none;
    }
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
    .spinner {
      border-block-start-color: Highlight;
    }
  }
  @media print {
    .spinner {
      display: none;
    }
  }
`;
