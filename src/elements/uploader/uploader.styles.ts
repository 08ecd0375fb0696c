import { css } from '../shared/base/css.ts';

/** The empty panel, as it is shown first; each other concern has a file of its own. */
export const panelStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    --_list-size: var(--imgpro-list-size, 26rem);
    --_panel-size: var(--imgpro-panel-size, 15rem);
    --_tile-size: var(--imgpro-tile-size, 9.5rem);
    --_pad: calc(var(--_space) * 1.5);
  }
  p,
  ul,
  h2 {
    margin: 0;
    padding: 0;
  }
  [hidden] {
    display: none !important;
  }

  .base {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: var(--_panel-size);
    border: 1.5px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow: clip;
    transition:
      border-color var(--_duration) var(--_ease),
      background-color var(--_duration) var(--_ease);
  }
  .base[data-filled='false'] {
    border-style: dashed;
    border-color: var(--_line-strong);
  }

  /* The drop zone: the whole panel while it is empty. */
  .zone {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 1.25);
    padding: calc(var(--_space) * 2.5) calc(var(--_space) * 2);
    text-align: center;
    text-wrap: balance;
    flex: 1;
    position: relative;
  }
  [data-filled='false'][data-locked='false'] .zone {
    cursor: pointer;
  }
  [data-filled='false'][data-locked='false']:has(.zone:hover):not(:has(button:hover)) {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 3%, var(--_surface));
  }
  .glyph {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    border-radius: 50%;
    background: var(--_tint);
    color: var(--_accent);
  }
  .glyph .icon {
    inline-size: 24px;
    block-size: 24px;
  }
  .label {
    font-size: 1.0625em;
    font-weight: 600;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
  }
  .hint {
    color: var(--_muted);
    font-size: 0.8125em;
  }
  .state {
    display: none;
  }

  .zone .button {
    font-size: 0.9375em;
  }
  /* Many ways, in a narrow place: the first one, and below it the others side by side, each with its name under its sign. */
  @container (inline-size < 34rem) {
    [data-filled='false'] .choices:has(> :nth-of-type(3)) {
      align-items: flex-start;
      max-inline-size: 22em;
      .primary {
        flex-basis: 100%;
      }
      .quiet {
        flex: 1;
        flex-direction: column;
        padding: 6px 4px;
        font-size: 0.8125em;
        line-height: 1.25;
      }
    }
  }

  /* The sign of a drag over the zone: above whatever is there, so that nothing moves. */
  .over {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
    color: var(--_accent);
    font-weight: 600;
    opacity: 0;
    visibility: hidden;
    pointer-events: none;
    transition: opacity var(--_duration) var(--_ease);
  }
  :host(:state(dragging)) .base {
    border-color: var(--_accent);
    border-style: solid;
    box-shadow: 0 0 0 3px var(--_tint);
  }
  .base[data-over] .over {
    opacity: 1;
    visibility: visible;
  }

  /* Disabled: the page's own way to look disabled, without losing what is there. */
  :host(:state(disabled)) .base {
    background: var(--_raised);
    color: var(--_muted);
    border-color: var(--_line);
  }
  :host(:state(disabled)) .glyph {
    color: inherit;
    background: color-mix(in srgb, var(--_muted) 12%, transparent);
  }

  .base[data-variant='button'] {
    min-block-size: 0;
    &[data-filled='false'] {
      display: inline-flex;
      border-color: transparent;
      background: none;
      .zone {
        flex-flow: wrap;
        justify-content: flex-start;
        padding: 0;
        text-align: start;
      }
      :is(.glyph, .label) {
        display: none;
      }
      .notice {
        border: 1px solid var(--_line);
        border-radius: var(--_radius-small);
        margin-block-start: var(--_space);
      }
    }
  }
`;
