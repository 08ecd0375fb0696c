import { css } from '../../shared/base/css.ts';

export const toolbarStyles = css`
  .toolbar {
    position: sticky;
    inset-block-start: var(--_bar-top);
    z-index: 3;
    display: flex;
    align-items: center;
    gap: 4px;
    block-size: 56px;
    margin-block-end: 8px;
    padding-block: 6px;
    container-type: scroll-state;
    border-block-end: 1px solid transparent;
    transition: border-color var(--_duration) var(--_ease);
  }
  .toolbar.is-active {
    border-color: var(--_line);
  }
  /* A ground where it stands over images; where browsers can tell, only then. */
  .toolbar::before {
    content: '';
    position: absolute;
    inset: 0;
    z-index: -1;
    background: var(--_surface);
    background: color-mix(in srgb, var(--_surface) 94%, transparent);
    backdrop-filter: blur(14px) saturate(1.4);
  }
  @supports (container-type: scroll-state) {
    .toolbar::before {
      opacity: 0;
    }
    @container scroll-state(stuck: block-start) {
      .toolbar::before {
        opacity: 1;
      }
    }
  }
  .mirrored {
    display: inline-flex;
  }
  .mirrored .icon:dir(rtl) {
    scale: -1 1;
  }
  .count {
    flex: 1 1 auto;
    padding-inline: 2px;
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
    white-space: nowrap;
  }
  .is-active .count {
    padding-inline: 8px;
    color: var(--_text);
    font-weight: 600;
  }
  .toolbar .icon-button {
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
  }
  @media (pointer: coarse) {
    .toolbar .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }
  }
  .menu,
  .actions {
    display: contents;
  }
  .more-actions {
    display: none;
  }
  .actions .label {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .toolbar [aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }
  .toolbar .icon-button.is-danger:hover {
    background: color-mix(in srgb, var(--_danger) 12%, transparent);
    color: var(--_danger);
  }
  ::slotted([slot='toolbar']) {
    flex: none;
  }
  /* Where it is narrow the same buttons are a menu, with their names beside them. */
  @container (inline-size < 560px) {
    .more-actions {
      display: inline-flex;
    }
    .actions {
      display: none;
    }
    .actions:popover-open {
      position: fixed;
      inset: auto;
      inset-block: var(--_top, auto) var(--_bottom, auto);
      inset-inline-end: var(--_end, 0);
      display: flex;
      flex-direction: column;
      margin: 0;
      padding: 6px;
      max-block-size: calc(100vh - 16px);
      overflow: auto;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      box-shadow: var(--_shadow);
    }
    .toolbar .actions .icon-button {
      inline-size: auto;
      min-block-size: 44px;
      justify-content: flex-start;
      padding-inline: 12px 18px;
      border-radius: var(--_radius-small);
      color: var(--_text);
      white-space: nowrap;
    }
    .actions .label {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }
  }
  .all,
  .work {
    white-space: nowrap;
  }
  @container (inline-size < 680px) {
    .toolbar:is(.is-active, :has(.work)) .all {
      inline-size: 40px;
      padding: 0;
    }
    .toolbar:is(.is-active, :has(.work)) .all span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  /* Next to the progress there is no room for the number of images. */
  @container (inline-size < 400px) {
    .toolbar:has(.work) .count {
      display: none;
    }
    .toolbar:has(.work) .work {
      flex: 1;
    }
  }
  @container (inline-size < 340px) {
    .toolbar .all {
      inline-size: 40px;
      padding: 0;
    }
    .toolbar .all span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @media (pointer: coarse) {
    .toolbar .all {
      min-inline-size: 44px;
    }
  }
  @container (inline-size < 480px) {
    .toolbar {
      gap: 0;
    }
  }

  @media print {
    .toolbar {
      display: none;
    }
  }
`;
