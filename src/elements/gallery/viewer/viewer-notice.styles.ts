import { css } from '../../shared/base/css.ts';

export const viewerNoticeStyles = css`
  :host {
    position: fixed;
    inset: auto 0 max(16px, env(safe-area-inset-bottom));
    z-index: 2147483000;
    inline-size: fit-content;
    max-inline-size: calc(100% - 32px);
    margin: 0 auto;
    padding: 0;
    border: 0;
    background: none;
    overflow: visible;
    font:
      400 14px/1.45 system-ui,
      sans-serif;
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 10px 14px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  .words {
    flex: 1 1 220px;
  }
  .button {
    text-decoration: none;
  }
  .icon-button {
    margin-inline-start: auto;
  }
  :host(.is-waiting) {
    pointer-events: none;
    animation: appear 0.2s 0.3s both;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
