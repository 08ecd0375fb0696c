import { css } from '../../shared/base/css.ts';

/** Progress of an action, the notice about the last one, and the questions before. */
export const manageStyles = css`
  .work {
    display: inline-flex;
    align-items: center;
    gap: 10px;
    padding-inline: 8px;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
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

  /* Under the toolbar, in view wherever one has scrolled to. */
  .notice {
    position: sticky;
    inset-block-start: calc(var(--_bar-top) + 64px);
    z-index: 2;
    display: flex;
    align-items: flex-start;
    gap: 10px;
    margin-block-end: 12px;
    padding: 10px 8px 10px 14px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
  }
  .notice > .icon {
    margin-block: 6px;
    color: var(--_success);
  }
  .notice.is-trouble > .icon {
    color: var(--_danger);
  }
  .notice-text {
    flex: 1;
    padding-block: 5px;
  }
  .notice > .button {
    flex: none;
  }
  .notice strong {
    font-weight: 600;
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
  .button.danger {
    border-color: transparent;
    background: var(--_danger);
    color: light-dark(#fff, #2a0805);
  }
  .dialog-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 10px;
    margin-block-start: 22px;
  }
  @media print {
    .notice,
    .dialog {
      display: none;
    }
  }
`;
