import { css } from '../shared/base/css.ts';

/**
 * The picture's place, the skeleton and the caption. They are adopted before those of `later/scene.ts` and win over
 * them: what comes later moves nothing.
 */
export const frameStyles = css`
  :host {
    --_skeleton: var(--imgpro-skeleton, light-dark(#e9ebf0, #262a35));
    display: block;
    position: relative;
    box-sizing: border-box;
    font-family: var(--imgpro-font, inherit);
  }
  .base {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .frame {
    position: relative;
    isolation: isolate;
    flex: auto;
    min-block-size: 0;
  }
  .made {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    place-items: start;
  }
  .made > .stage,
  .made ::slotted(*) {
    grid-area: 1 / 1;
  }
  .bare > slot {
    display: none;
  }
  .adopted.shown > .stage {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    min-block-size: 0;
  }
  .adopted.loading > .stage {
    z-index: -1;
    overflow: hidden;
  }
  .tiny,
  .skeleton,
  .skeleton::after,
  ::slotted(img[slot='placeholder']) {
    position: absolute;
    inset: 0;
  }
  .tiny,
  ::slotted(img[slot='placeholder']) {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    filter: blur(12px);
    scale: 1.1;
  }
  .adopted.loading ::slotted(img:not([slot])) {
    background-color: var(--_skeleton);
  }

  .stage {
    container-type: size;
    position: relative;
    min-block-size: 100%;
    max-block-size: 100%;
    border-radius: var(--imgpro-image-radius, 0);
  }
  .nsfw > .stage {
    z-index: 1;
  }
  /* It lies over the picture that it holds the place of; clicks and menus are for that. */
  .shown:not(.nsfw) > .stage {
    pointer-events: none;
  }

  .skeleton {
    overflow: hidden;
    border-radius: inherit;
    background: var(--_skeleton);
  }
  .skeleton::after {
    content: '';
    background: linear-gradient(100deg, #0000 20%, light-dark(#fff9, #ffffff0f), #0000 80%);
    translate: -100%;
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
      translate: 100%;
    }
  }
  :host([hidden]) {
    display: none !important;
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
