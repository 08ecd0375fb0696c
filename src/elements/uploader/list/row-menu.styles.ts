import { css } from '../../shared/base/css.ts';

/** The menu of a row, in the top layer. */
export const rowMenuStyles = css`
  .row-menu {
    position: fixed;
    /* By the window's left edge, as it is measured, whatever the direction of the text. */
    inset: var(--_y, 0) auto auto var(--_x, 0);
    inline-size: max-content;
    min-inline-size: 11em;
    max-inline-size: min(20em, 100vw - 16px);
    max-block-size: var(--_height, none);
    margin: 0;
    padding: 4px;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius-small) + 4px);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: 0.9375rem;
    text-align: start;
  }
  .row-menu [role='menuitem'] {
    appearance: none;
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 6px 10px;
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    color: inherit;
    font: inherit;
    line-height: 1.3;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }
  .row-menu [role='menuitem'] .icon {
    color: var(--_muted);
  }
  .row-menu [role='menuitem']:is(:hover, :focus) {
    background: var(--_raised);
  }
  .row-menu [role='menuitem']:focus-visible {
    outline-offset: -2px;
  }
  .row-menu [data-tone='danger'],
  .row-menu [data-tone='danger'] .icon {
    color: var(--_danger);
  }
  .row-menu .note {
    padding: 6px 10px 8px;
    color: var(--_muted);
    font-size: 0.8125rem;
    line-height: 1.3;
  }
  .by-hand {
    display: grid;
    gap: 8px;
    padding: 8px;
    line-height: 1.35;
  }
  .by-hand .input {
    min-inline-size: 0;
  }
  .row-menu [role='alertdialog'] {
    display: grid;
    gap: 12px;
    padding: 8px;
    line-height: 1.35;
  }
  #row-question {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
  }
  .row-menu .danger {
    border-color: transparent;
    background: var(--_danger);
    color: var(--_surface);
  }
  .row-menu .danger:hover {
    background: color-mix(in srgb, var(--_danger) 88%, var(--_text));
  }
  .at-work {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--_muted);
  }
  .at-work:focus {
    outline: none;
  }

  @media (pointer: coarse) {
    .row-menu [role='menuitem'] {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .row-menu [role='menuitem']:is(:hover, :focus) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .row-menu .danger {
      border-color: ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }
  }
`;
