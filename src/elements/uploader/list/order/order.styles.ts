import { css } from '../../../shared/base/css.ts';

/** A list whose files can be put into another order, and one that is being dragged. */
export const orderStyles = css`
  [data-orderable] .thumb {
    cursor: grab;
    -webkit-touch-callout: none;
  }
  /* The grip: six dots that the pointer finds on the picture. */
  @media (hover: hover) {
    [data-orderable] .thumb::after {
      content: '';
      position: absolute;
      inset-block-start: calc(50% - 14px);
      inset-inline-start: calc(50% - 9px);
      inline-size: 18px;
      block-size: 28px;
      border-radius: 6px;
      background:
        radial-gradient(circle, currentcolor 1.3px, transparent 1.8px) 0 0 / 6px 6px content-box,
        color-mix(in srgb, var(--_surface) 92%, transparent);
      padding: 5px 3px;
      box-sizing: border-box;
      color: var(--_text);
      box-shadow: 0 1px 3px rgb(15 20 40 / 30%);
      opacity: 0;
      transition: opacity var(--_duration) var(--_ease);
    }
    [data-orderable]:not(.is-ordering) .thumb:hover::after {
      opacity: 1;
    }
  }

  .is-ordering,
  .is-ordering * {
    cursor: grabbing !important;
    user-select: none;
  }
  .is-ordering .file {
    transition: translate 180ms var(--_ease);
  }
  .is-ordering .file.is-carried {
    z-index: 2;
    transition: none;
    background: var(--_surface);
    border-radius: var(--_radius-small);
    box-shadow:
      0 0 0 1px var(--_line),
      0 8px 24px rgb(15 20 40 / 24%);
  }
  .is-carried::before {
    visibility: hidden;
  }
  @media (pointer: coarse) {
    [data-orderable] .file {
      user-select: none;
      -webkit-user-select: none;
    }
    [data-orderable] :is(input, textarea) {
      user-select: text;
      -webkit-user-select: text;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .is-ordering .file {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .is-ordering .file.is-carried {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    [data-orderable] .thumb::after {
      forced-color-adjust: none;
      background-color: Canvas;
      color: CanvasText;
    }
  }
`;
