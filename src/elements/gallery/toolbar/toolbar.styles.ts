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
    background: var(--_surface);
    background: color-mix(in srgb, var(--_surface) 88%, transparent);
    backdrop-filter: blur(14px) saturate(1.4);
    border-block-end: 1px solid transparent;
    transition: border-color var(--_duration) var(--_ease);
  }
  .toolbar.is-active {
    border-color: var(--_line);
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
  @container (inline-size < 480px) {
    .is-active .all {
      inline-size: 40px;
      padding: 0;
    }
    .is-active .all span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
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
