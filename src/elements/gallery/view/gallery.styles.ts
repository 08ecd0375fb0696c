import { css } from '../../shared/base/css.ts';

export const galleryStyles = css`
  :host {
    display: block;
    --_tile-radius: var(--imgpro-tile-radius, 6px);
    --_bar-top: var(--imgpro-toolbar-top, 0px);
  }
  .base {
    position: relative;
    container-type: inline-size;
  }
  .stage {
    position: relative;
  }
  .list {
    position: relative;
    block-size: calc(var(--_extent, 0) * 1px);
  }

  /* The toolbar's place, until it is there: nothing moves when it comes. */
  .toolbar-place {
    block-size: 56px;
    margin-block-end: 8px;
  }

  .has-toolbar {
    --_bar-height: 56px;
  }
  /* Where it is wide the rail of dates has room of its own, from the beginning: nothing moves when it comes. */
  @container (inline-size >= 640px) {
    .has-scrubber > .stage {
      margin-inline-end: 52px;
    }
  }

  .end {
    margin: 0;
    padding: 24px 12px;
    color: var(--_muted);
    text-align: center;
  }

  .probes {
    position: absolute;
    inset: 0;
    overflow: clip;
    visibility: hidden;
    pointer-events: none;
    contain: strict;
  }
  .probes > * {
    position: absolute;
  }
  .probe-width {
    inset-inline: 0;
    block-size: 0;
  }
  .probe-lengths {
    inline-size: var(--imgpro-row-height, 0px);
    block-size: calc(var(--imgpro-gap, -1px) + 1px);
  }
  .probe-count {
    inline-size: calc(var(--imgpro-columns, 0) * 1px);
  }

  /* The parts of the list whose tiles are not in the page. */
  .probe-above {
    inset-inline: 0;
    block-size: calc(var(--_above, 0) * 1px);
  }
  .probe-below {
    inset-inline: 0;
    inset-block: calc(var(--_below, 0) * 1px) 0;
  }

  .skeleton {
    position: relative;
    overflow: hidden;
    max-block-size: min(70vh, 720px);
    block-size: calc(var(--_extent, 0) * 1px);
    mask-image: linear-gradient(#000 40%, transparent);
    animation: breathe 1.8s ease-in-out infinite alternate;
  }
  .ghost {
    position: absolute;
    inset-block-start: calc(var(--_y) * 1px);
    inset-inline-start: calc(var(--_x) * 1px);
    inline-size: calc(var(--_w) * 1px);
    block-size: calc(var(--_h) * 1px);
    border-radius: var(--_tile-radius);
    background: var(--_raised);
    background: color-mix(in srgb, var(--_line) 55%, var(--_raised));
  }
  @keyframes breathe {
    from {
      opacity: 1;
    }
    to {
      opacity: 0.55;
    }
  }

  .more {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 12px;
    min-block-size: 72px;
    padding: 12px;
    color: var(--_muted);
    text-align: center;
  }
  .more .button {
    color: var(--_text);
  }

  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: none;
    }
  }
`;
