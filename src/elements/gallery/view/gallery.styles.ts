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

  .group {
    position: absolute;
    inset-inline: 0;
    inset-block-start: calc(var(--_y) * 1px);
    block-size: calc(var(--_h) * 1px);
  }
  .group-name {
    position: sticky;
    inset-block-start: calc(var(--_bar-top) + var(--_bar-height, 0px));
    z-index: 2;
    display: flex;
    align-items: center;
    box-sizing: border-box;
    block-size: 52px;
    /* Nearer to its own images than to those before. */
    padding: 6px 2px 0;
    container-type: scroll-state;
  }
  /* A ground for what stands over images; where browsers can tell, only then. */
  .group-name::before,
  .toolbar::before {
    content: '';
    position: absolute;
    inset: 0;
    z-index: -1;
    background: var(--_surface);
    background: color-mix(in srgb, var(--_surface) 94%, transparent);
    backdrop-filter: blur(14px) saturate(1.4);
  }
  /* Up to the line of the toolbar, which stands over it. */
  .group-name::before {
    inset-block-start: -1px;
  }
  @supports (container-type: scroll-state) {
    .group-name::before,
    .toolbar::before {
      opacity: 0;
    }
    @container scroll-state(stuck: block-start) {
      .group-name::before,
      .toolbar::before {
        opacity: 1;
      }
    }
  }
  .group-name > h3 {
    margin: 0;
    font-size: 1.05em;
    font-weight: 600;
    text-align: start;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .has-toolbar {
    --_bar-height: 56px;
  }
  .group {
    --_heading-height: 52px;
  }

  /* Where it is wide the rail of dates has room of its own, from the beginning: nothing moves when it comes. */
  @container (inline-size >= 640px) {
    .has-scrubber > .stage {
      margin-inline-end: 52px;
    }
  }

  .end,
  .paper {
    margin: 0;
    padding: 24px 12px;
    color: var(--_muted);
    text-align: center;
  }
  .paper {
    display: none;
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

  @media (forced-colors: active) {
    .message .icon-large .icon,
    .message.is-error .icon-large .icon {
      color: CanvasText;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: none;
    }
  }
  @media print {
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
    .paper {
      display: block;
    }
    .group,
    .group-name {
      position: static;
      block-size: auto;
    }
    .group > [role='list'] {
      display: flex;
      flex-wrap: wrap;
      gap: 3mm;
    }
    .list:has(.group) {
      display: block;
    }
  }
`;
