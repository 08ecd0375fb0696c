import { css } from '@lit/reactive-element/css-tag.js';

/**
 * The picture's place, the skeleton and the caption. They are adopted before those of `later/scene.ts` and win over
 * them: what comes later moves nothing.
 */
export const frameStyles = css`
  :host {
    --_skeleton: var(--imgpro-skeleton, light-dark(#e9ebf0, #262a35));
    --_sheen: light-dark(rgb(255 255 255 / 60%), rgb(255 255 255 / 6%));
    --_corners: var(--imgpro-image-radius, 0px);
    display: block;
    position: relative;
    box-sizing: border-box;
    font-family: var(--imgpro-font, inherit);
    /* An adopted picture stands in its line as it did before. */
    color: inherit;
    line-height: inherit;
  }
  .base {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .frame {
    position: relative;
    isolation: isolate;
    flex: 1 1 auto;
    min-block-size: 0;
  }
  .frame.made {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    align-items: start;
    justify-items: start;
  }
  .frame.made > .stage,
  .frame.made ::slotted(*) {
    grid-area: 1 / 1;
  }
  .frame.bare > slot {
    display: none;
  }
  .frame.adopted.shown > .stage {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    min-block-size: 0;
  }
  .frame.adopted.loading > .stage {
    z-index: -1;
    overflow: hidden;
  }
  .tiny,
  ::slotted(img[slot='placeholder']) {
    display: block;
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    filter: blur(12px);
    scale: 1.1;
  }
  .frame.adopted.loading ::slotted(img:not([slot])) {
    background-color: var(--_skeleton);
  }

  .stage {
    container-type: size;
    position: relative;
    inline-size: min(100%, var(--_width, 100%));
    aspect-ratio: var(--_ratio, 4 / 3);
    min-block-size: 100%;
    max-block-size: 100%;
    border-radius: var(--_corners);
  }
  .nsfw > .stage {
    z-index: 1;
  }
  /* It lies over the picture that it holds the place of; clicks and menus are for that. */
  .shown:not(.nsfw) > .stage {
    pointer-events: none;
  }

  .skeleton {
    position: absolute;
    inset: 0;
    overflow: hidden;
    border-radius: inherit;
    background: var(--_skeleton);
  }
  .skeleton::after {
    content: '';
    position: absolute;
    inset: 0;
    background: linear-gradient(100deg, transparent 20%, var(--_sheen) 50%, transparent 80%);
    translate: -100% 0;
  }
  @media (prefers-reduced-motion: no-preference) {
    .skeleton::after {
      /* A picture that comes at once needs no show. */
      animation: sheen 2s ease-in-out 400ms infinite;
    }
  }
  @keyframes sheen {
    60%,
    100% {
      translate: 100% 0;
    }
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  .caption {
    padding-block-start: calc(var(--imgpro-space, 8px) * 0.75);
    color: var(--imgpro-muted, light-dark(#596073, #a4abbd));
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }

  @media (forced-colors: active) {
    .skeleton {
      border: 1px solid CanvasText;
    }
  }
  @media print {
    .skeleton {
      display: none;
    }
  }
`;
