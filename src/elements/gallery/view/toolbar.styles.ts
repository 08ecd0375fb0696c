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
  .work {
    display: inline-flex;
    align-items: center;
    gap: 10px;
    padding-inline: 8px;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  ::slotted([slot='toolbar']) {
    flex: none;
  }
  @container (inline-size < 640px) {
    .work-text {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
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

  .dialog {
    inline-size: min(440px, calc(100vw - 32px));
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.15);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 24px 64px rgb(10 14 30 / 28%);
    font: inherit;
    text-align: start;
  }
  .dialog::backdrop {
    background: rgb(12 15 25 / 45%);
  }
  .dialog[open] {
    animation: rise var(--_duration) var(--_ease);
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  .dialog form {
    padding: 22px 24px 20px;
  }
  .dialog h2 {
    margin: 0 0 8px;
    font-size: 1.15rem;
    font-weight: 650;
    text-wrap: balance;
  }
  .dialog p {
    margin: 0;
    color: var(--_muted);
  }
  .dialog label {
    display: block;
    margin-block: 12px 6px;
    font-weight: 550;
  }
  .dialog textarea,
  .dialog select {
    inline-size: 100%;
    min-block-size: 42px;
    padding: 9px 12px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    resize: vertical;
  }
  .dialog .hint {
    margin-block-start: 6px;
    font-size: 0.9em;
  }
  .dialog-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 10px;
    margin-block-start: 22px;
  }
  @media print {
    .toolbar,
    .dialog {
      display: none;
    }
  }
`;
