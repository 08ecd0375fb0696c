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
  .work .button {
    padding-inline: 10px;
  }
  @container (inline-size < 640px) {
    .work {
      gap: 6px;
    }
    .work-text {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }

  /* At the end of the view, wherever one has scrolled to; after the last image it covers none. No image moves for it. */
  .notices {
    position: sticky;
    inset-block-end: max(16px, env(safe-area-inset-bottom));
    z-index: 3;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    margin-block-start: 12px;
    pointer-events: none;
  }
  .notice {
    display: flex;
    align-items: flex-start;
    gap: 10px;
    box-sizing: border-box;
    max-inline-size: min(100%, 640px);
    padding-block: 6px;
    padding-inline: 14px 6px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    pointer-events: auto;
    animation: come var(--_duration) var(--_ease);
  }
  @keyframes come {
    from {
      translate: 0 12px;
    }
  }
  .notice > .icon {
    flex: none;
    margin-block: 10px;
    color: var(--_success);
  }
  .notice.is-trouble > .icon {
    color: var(--_danger);
  }
  .notice-text {
    display: flex;
    flex-direction: column;
    flex: 1 1 auto;
    min-inline-size: 0;
    padding-block: 9px;
  }
  .notice-actions {
    display: flex;
    flex: none;
    align-items: center;
    gap: 4px;
    margin-inline-start: auto;
    padding-inline-start: 8px;
  }
  .notice .button {
    flex: none;
  }
  @container (inline-size < 480px) {
    .notice {
      flex-wrap: wrap;
      inline-size: 100%;
      row-gap: 0;
    }
    .notice-text {
      flex: 1 1 100px;
    }
    .notice-actions {
      padding-inline-start: 0;
    }
  }

  /* On the tile that an action could not be done on; its tooltip says why. */
  .refused {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 8px;
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border: 2px solid #fff;
    border-radius: 50%;
    background: #b3261e;
    color: #fff;
    box-shadow: 0 0 3px rgb(0 0 0 / 45%);
  }
  .refused .icon {
    inline-size: 16px;
    block-size: 16px;
    stroke-width: 1.8;
  }
  .notice strong {
    font-weight: 600;
  }

  .dialog {
    inline-size: min(440px, calc(100vw - 32px));
    max-block-size: calc(100dvh - 32px);
    padding: 0;
    overflow: auto;
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
  .dialog .field + .field {
    margin-block-start: 14px;
  }
  .dialog .draft {
    margin-block-start: 12px;
    padding: 8px 12px;
    border-radius: var(--_radius-small);
    background: var(--_raised);
    color: var(--_text);
    font-size: 0.9em;
  }
  .dialog .link {
    appearance: none;
    padding: 4px 2px;
    border: 0;
    background: none;
    color: var(--_accent);
    font: inherit;
    font-weight: 550;
    text-decoration: underline;
    text-underline-offset: 2px;
    cursor: pointer;
  }
  @media (pointer: coarse) {
    .dialog .link {
      min-block-size: 44px;
    }
  }
  .dialog ::placeholder {
    color: var(--_muted);
    font-style: italic;
    opacity: 1;
  }
  .dialog input,
  .dialog textarea,
  .dialog select {
    display: block;
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
  .dialog .hint:empty {
    display: none;
  }
  .dialog-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 10px;
    margin-block-start: 22px;
  }
  @media (forced-colors: active) {
    .notice > .icon,
    .notice.is-trouble > .icon {
      color: CanvasText;
    }
    .refused {
      forced-color-adjust: none;
      background: Mark;
      color: MarkText;
    }
  }
  @media print {
    .refused,
    .notices,
    .dialog {
      display: none;
    }
  }
`;
