import { css } from '../../shared/base/css.ts';

export const scrubberStyles = css`
  /* As high as the list, and beside it; the rail in it stays in view. */
  .scrub-place {
    position: absolute;
    z-index: 2;
    inset-block: 0;
    inset-inline-end: -52px;
    inline-size: 52px;
    pointer-events: none;
  }
  .scrubber {
    position: sticky;
    inset-block-start: calc(var(--_bar-top) + var(--_bar-height, 0px));
    block-size: calc(var(--_view, 0) * 1px - var(--_bar-top) - var(--_bar-height, 0px));
    color: var(--_muted);
    cursor: pointer;
    outline: none;
    pointer-events: auto;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-tap-highlight-color: transparent;
    -webkit-touch-callout: none;
  }

  .scrub-mark {
    position: absolute;
    inset-block-start: calc(var(--_y) * 1px);
    inset-inline-end: 4px;
    translate: 0 -50%;
    font-size: 11px;
    font-variant-numeric: tabular-nums;
    line-height: 16px;
    white-space: nowrap;
  }
  .scrub-mark.is-year {
    font-weight: 600;
  }
  .scrub-mark:not(.is-year, .is-month) {
    inset-inline-end: 6px;
    inline-size: 4px;
    block-size: 4px;
    border-radius: 50%;
    background: var(--_line-strong);
  }

  .scrub-handle,
  .scrub-bubble {
    position: absolute;
    inset-block-start: calc(var(--_at, 0) * 1px);
    inset-inline-end: 0;
    translate: 0 -50%;
  }
  .scrub-handle {
    inline-size: 100%;
    block-size: 24px;
    cursor: grab;
  }
  /* Beside the marks, so that the one that it stands at can be read. */
  .scrub-handle::before {
    content: '';
    position: absolute;
    inset-block-start: calc(50% - 2px);
    inset-inline-start: 2px;
    inline-size: 8px;
    block-size: 4px;
    border-radius: 2px;
    background: var(--_accent);
    transition: inline-size var(--_duration) var(--_ease);
  }
  .scrubber:is(:hover, [data-dragging]) > .scrub-handle::before {
    inline-size: 12px;
  }
  .scrub-handle > .icon {
    display: none;
  }
  .scrubber[data-dragging],
  .scrubber[data-dragging] > .scrub-handle {
    cursor: grabbing;
  }
  .scrubber:focus-visible > .scrub-handle::before {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .scrub-bubble {
    inset-block-start: calc(var(--_bubble, 0) * 1px);
    inset-inline-end: calc(100% + 6px);
    padding: 4px 12px;
    border: 1px solid var(--_line);
    border-radius: 99px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    color: var(--_text);
    font-size: 13px;
    font-weight: 550;
    line-height: 22px;
    white-space: nowrap;
    pointer-events: none;
    opacity: 0;
    transition: opacity var(--_duration) var(--_ease);
  }
  .scrubber:is([data-hovered], [data-dragging], :focus-visible) > .scrub-bubble {
    opacity: 1;
  }

  .scrub-end {
    display: none;
    position: absolute;
    inset-block-end: 26px;
    inset-inline-end: 4px;
    padding: 3px;
    border-radius: 50%;
    background: var(--_surface);
  }
  .scrub-end > .spinner {
    display: block;
    inline-size: 14px;
    block-size: 14px;
  }
  .is-loading > .scrub-end {
    display: block;
  }

  @media (pointer: coarse) {
    .scrub-handle {
      block-size: 44px;
    }
  }

  /* Over the images: only the handle, and only while it is wanted. */
  @container (inline-size < 640px) {
    .scrub-place {
      inset-inline-end: 0;
      inline-size: 44px;
    }
    .scrubber {
      pointer-events: none;
      opacity: 0;
      transition: opacity var(--_duration) var(--_ease);
    }
    .scrubber:is([data-shown], [data-dragging], :focus-visible) {
      opacity: 1;
    }
    .scrub-handle {
      display: grid;
      place-items: center;
      inline-size: 32px;
      block-size: 40px;
      border: 1px solid var(--_line);
      border-inline-end: 0;
      border-start-start-radius: 20px;
      border-end-start-radius: 20px;
      background: var(--_surface);
      box-shadow: var(--_shadow);
      color: var(--_text);
    }
    .scrub-handle::before {
      display: none;
    }
    .scrubber:focus-visible > .scrub-handle {
      outline: 2px solid var(--_accent);
      outline-offset: 2px;
    }
    /* The target is larger than what one sees. */
    .scrub-handle::after {
      content: '';
      position: absolute;
      inset-block: -2px;
      inset-inline: -12px 0;
    }
    .scrub-handle > .icon {
      display: block;
    }
    .scrubber:is([data-shown], [data-dragging], :focus-visible) > .scrub-handle {
      pointer-events: auto;
    }
    .scrub-mark {
      display: none;
    }
    .scrubber:is([data-dragging], :focus-visible) > .scrub-mark.is-year {
      display: block;
      inset-inline-end: 40px;
      padding-inline: 8px;
      border-radius: 99px;
      background: var(--_surface);
      box-shadow: var(--_shadow);
    }
    .scrub-bubble {
      inset-inline-end: 40px;
      z-index: 1;
    }
    .scrub-end {
      inset-inline-end: 8px;
    }
  }

  @media (forced-colors: active) {
    .scrub-mark:not(.is-year, .is-month) {
      background: CanvasText;
    }
    .scrub-handle::before {
      background: Highlight;
    }
    .scrubber:focus-visible > .scrub-handle,
    .scrubber:focus-visible > .scrub-handle::before {
      outline-color: Highlight;
    }
  }
  @media print {
    .scrub-place {
      display: none;
    }
  }
`;
