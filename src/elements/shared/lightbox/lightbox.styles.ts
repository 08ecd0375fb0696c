import { css } from '../base/css.ts';

/**
 * The part of PhotoSwipe 5.4.4's photoswipe.css (MIT, Dmytro Semenov) that its stage needs, without its controls,
 * which are not used; adopted by the document while the viewer is open. And the dialog around it.
 */
export const lightboxStyles = css`
  .imgpro-lightbox {
    position: fixed;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: hidden;
    background: none;
    color: #fff;
    outline: 0;
    /* PhotoSwipe counts pixels from the left; the controls have a direction of their own. */
    direction: ltr;
  }
  .imgpro-lightbox::backdrop {
    background: none;
  }

  .imgpro-lightbox .pswp {
    --pswp-bg: #0b0c10;
    --pswp-placeholder-bg: #1b1d24;
    --pswp-error-text-color: #d6d9e2;
    position: fixed;
    inset: 0;
    width: 100%;
    height: 100%;
    z-index: 1;
    display: none;
    touch-action: none;
    outline: 0;
    opacity: 0.003;
    contain: layout style size;
    overflow: hidden;
    -webkit-tap-highlight-color: rgb(0 0 0 / 0%);
    transform: translateZ(0);
    will-change: opacity;
  }
  .imgpro-lightbox .pswp * {
    box-sizing: border-box;
  }
  .imgpro-lightbox .pswp img {
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: 0;
    box-shadow: none;
  }
  .imgpro-lightbox .pswp--open {
    display: block;
  }
  .pswp__bg {
    opacity: 0.005;
    background: var(--pswp-bg);
    transform: translateZ(0);
    will-change: opacity;
  }
  .pswp__scroll-wrap {
    overflow: hidden;
  }
  .pswp__scroll-wrap,
  .pswp__bg,
  .pswp__container,
  .pswp__item,
  .pswp__content,
  .pswp__img,
  .pswp__zoom-wrap {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    height: 100%;
  }
  .pswp__img,
  .pswp__zoom-wrap {
    width: auto;
    height: auto;
  }
  /* A box of a guessed shape never stretches the picture in it. */
  .pswp__img {
    object-fit: contain;
  }
  .pswp__container,
  .pswp__img {
    user-select: none;
    -webkit-user-select: none;
  }
  .pswp--click-to-zoom.pswp--zoom-allowed .pswp__img {
    cursor: zoom-in;
  }
  .pswp--click-to-zoom.pswp--zoomed-in .pswp__img {
    cursor: grab;
  }
  .pswp--click-to-zoom.pswp--zoomed-in .pswp__img:active {
    cursor: grabbing;
  }
  .pswp__item {
    z-index: 1;
    overflow: hidden;
  }
  .pswp__hidden {
    display: none !important;
  }
  .pswp__content {
    pointer-events: none;
  }
  .pswp__content > * {
    pointer-events: auto;
  }
  .pswp__error-msg-container {
    display: grid;
  }
  .pswp__error-msg {
    margin: auto;
    padding: 24px;
    font:
      500 15px/1.5 system-ui,
      sans-serif;
    color: var(--pswp-error-text-color);
  }
  div.pswp__img--placeholder,
  .pswp__img--with-bg {
    background: var(--pswp-placeholder-bg);
  }
  @media print {
    .imgpro-lightbox {
      display: none;
    }
  }
`;

/** The controls, on a dark stage whatever the page's colours are. */
export const controlStyles = css`
  :host {
    color-scheme: dark;
    position: absolute;
    inset: 0;
    z-index: 10;
    pointer-events: none;
    opacity: 0;
    color: #fff;
    font:
      400 14px/1.45 system-ui,
      sans-serif;
    transition: opacity var(--_duration) var(--_ease);
    --_accent: #fff;
  }
  :host(.is-shown) {
    opacity: 1;
  }
  :host(.is-shown) :is(button, a, .caption) {
    pointer-events: auto;
  }
  :host(:not(.is-shown)) :is(.bar, .previous, .next, .veil) {
    visibility: hidden;
    transition: visibility 0s var(--_duration);
  }
  .bar {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: 4px;
    padding: max(8px, env(safe-area-inset-top)) max(8px, env(safe-area-inset-right)) 32px
      max(8px, env(safe-area-inset-left));
    /* Dark enough for white letters over a white picture, in one row or two. */
    background: linear-gradient(rgb(0 0 0 / 60%) calc(100% - 32px), rgb(0 0 0 / 0%));
  }
  .position {
    flex: 1;
    padding-inline: 10px;
    font-variant-numeric: tabular-nums;
    text-shadow: 0 1px 3px rgb(0 0 0 / 60%);
  }
  .news {
    position: absolute;
    inset-block-start: calc(max(8px, env(safe-area-inset-top)) + 56px);
    inset-inline: 16px;
    inline-size: fit-content;
    margin: 0 auto;
    padding: 6px 14px;
    border-radius: 999px;
    background: rgb(20 22 28 / 85%);
    text-align: center;
  }
  .news:not(.is-shown) {
    visibility: hidden;
  }
  .spinner {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: 36px;
    block-size: 36px;
    border-color: rgb(255 255 255 / 30%);
    border-block-start-color: #fff;
    /* A picture is mostly there before anybody waits for it. */
    animation:
      appear 0.2s 0.6s both,
      turn 800ms linear infinite;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .icon-button {
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    color: #fff;
    text-decoration: none;
  }
  .icon-button:hover {
    background: rgb(255 255 255 / 16%);
    color: #fff;
  }
  .icon-button .icon {
    inline-size: 24px;
    block-size: 24px;
    filter: drop-shadow(0 1px 2px rgb(0 0 0 / 50%));
  }
  :focus-visible {
    outline: 2px solid #fff;
    outline-offset: -4px;
    box-shadow: 0 0 0 2px rgb(0 0 0 / 60%);
  }
  .zoom[aria-pressed='true'] {
    background: rgb(255 255 255 / 22%);
  }
  :is(.previous, .next) .icon:dir(rtl) {
    scale: -1 1;
  }
  .previous,
  .next {
    position: absolute;
    top: 50%;
    translate: 0 -50%;
    inline-size: 48px;
    block-size: 48px;
    background: rgb(20 22 28 / 45%);
  }
  .previous:hover,
  .next:hover {
    background: rgb(20 22 28 / 80%);
  }
  .previous:disabled,
  .next:disabled {
    visibility: hidden;
  }
  .previous {
    inset-inline-start: 12px;
  }
  .next {
    inset-inline-end: 12px;
  }
  /* Six buttons fill a phone's width: the place goes under them. */
  @media (max-width: 480px) {
    .bar {
      flex-wrap: wrap;
      justify-content: end;
      row-gap: 0;
    }
    .position {
      order: 1;
      flex-basis: 100%;
      text-align: end;
    }
  }
  @media (pointer: coarse) {
    .previous,
    .next {
      inline-size: 44px;
      block-size: 44px;
      background: rgb(20 22 28 / 30%);
    }
  }
  .caption {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    margin: 0;
    max-block-size: 30%;
    overflow: auto;
    padding: 40px 20px max(16px, env(safe-area-inset-bottom));
    background: linear-gradient(rgb(0 0 0 / 0%), rgb(0 0 0 / 60%) 40px);
    text-align: center;
    text-wrap: balance;
    font-size: 15px;
    overflow-wrap: anywhere;
    user-select: text;
    -webkit-user-select: text;
  }
  .veil {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 12px;
    text-shadow: 0 1px 4px rgb(0 0 0 / 70%);
  }
  .veil p {
    margin: 0;
    font-weight: 600;
  }
  .veil .button {
    background: rgb(20 22 28 / 75%);
    border-color: rgb(255 255 255 / 70%);
  }
`;
