import { css } from '../../shared/base/css.ts';

/** The overlay on a drop target elsewhere on the page. */
export const overlayStyles = css`
  .overlay {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 0;
    border: 2px solid var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
    pointer-events: none;
    overflow: visible;
  }
  .overlay:popover-open {
    display: grid;
    place-items: center;
  }
  .overlay span {
    display: flex;
    gap: var(--_space);
    padding: 10px 18px;
    border-radius: 2em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    box-shadow: var(--_shadow);
  }
`;
