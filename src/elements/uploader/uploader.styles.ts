import { css } from '../shared/css.ts';

/** Panel, drop zone, bar, notices. Rows are in file-row.styles.ts. */
export const styles = css`
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

  /* The way in: the whole panel while it is empty, a bar above the list then. */
  .zone {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 1.25);
    padding: calc(var(--_space) * 2.5) calc(var(--_space) * 2);
    text-align: center;
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
    text-wrap: balance;
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
    text-wrap: balance;
  }
  .checking {
    margin: 0;
    padding: calc(var(--_space) / 2) var(--_pad);
    color: var(--_muted);
    font-size: 0.8125em;
    text-align: center;
  }
  .state {
    display: none;
  }

  [data-filled='true'] .zone {
    flex: none;
    flex-direction: row;
    justify-content: flex-start;
    gap: var(--_space);
    min-block-size: 64px;
    padding: var(--_space) var(--_pad);
    border-block-end: 1px solid var(--_line);
    text-align: start;
  }
  [data-filled='true'] :is(.glyph, .label, .hint) {
    display: none;
  }
  [data-filled='true'] .state {
    display: flex;
    align-items: center;
    gap: var(--_space);
    flex: 1;
    min-inline-size: 0;
  }
  [data-filled='true'] .choices {
    flex-wrap: nowrap;
    flex: none;
  }

  .summary {
    flex: 1;
    min-inline-size: 0;
  }
  /* On the lower edge of the bar, where it takes no room. */
  .bar.total {
    position: absolute;
    inset-inline: 0;
    inset-block-end: -2px;
    block-size: 3px;
    border-radius: 0;
    background: none;
  }
  .summary .line {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 20px;
    font-weight: 600;
    font-size: 0.9375em;
  }
  .zone .button {
    font-size: 0.9375em;
  }
  .summary .text {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-variant-numeric: tabular-nums;
    line-height: 1.3;
  }
  button.text {
    appearance: none;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    text-decoration: underline;
    text-decoration-color: var(--_line-strong);
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .summary[data-tone='good'] .icon {
    color: var(--_success);
  }
  .summary[data-tone='bad'] .line .icon {
    color: var(--_danger);
  }
  .overall {
    display: flex;
    align-items: center;
    gap: 4px;
    flex: none;
  }

  /* What a drag shows: over the zone, above whatever is there, so that nothing moves. */
  .over {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    background: color-mix(in srgb, color-mix(in srgb, var(--_accent) 12%, var(--_surface)) 92%, transparent);
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

  /* The same over a drop target elsewhere on the page. */
  .veil {
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
  .veil:popover-open {
    display: grid;
    place-items: center;
  }
  .veil span {
    display: flex;
    gap: var(--_space);
    padding: 10px 18px;
    border-radius: 2em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    box-shadow: var(--_shadow);
  }

  /* One line for many: what was not added. */
  .notice {
    display: flex;
    align-items: flex-start;
    gap: var(--_space);
    padding: 6px var(--_pad);
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
    font-size: 0.875em;
    flex: none;
  }
  [data-filled='false'] .notice {
    border-block-start: 1px solid var(--_line);
    border-block-end: 0;
  }
  .notice > .icon {
    margin-block: 6px;
    color: var(--_warning);
  }
  .notice .words {
    flex: 1;
    min-inline-size: 0;
    padding-block: 5px;
    overflow-wrap: anywhere;
  }
  .notice summary {
    cursor: pointer;
    border-radius: 4px;
  }
  .notice ul {
    margin-block-start: 6px;
    padding-inline-start: 1.25em;
    max-block-size: 10em;
    overflow-y: auto;
    color: var(--_muted);
  }
  .notice .button {
    min-block-size: 0;
    padding: 2px 0;
    font-size: inherit;
  }
  .notice .icon-button {
    flex: none;
  }

  /* An address typed in. */
  .link {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space);
    padding: var(--_space) var(--_pad);
    border-block: 1px solid var(--_line);
    margin-block-start: -1px;
    flex: none;
  }
  .link label {
    flex: 1;
    min-inline-size: 8em;
  }
  .link-error {
    flex-basis: 100%;
    color: var(--_danger);
    font-size: 0.8125em;
  }
  .link-error:empty {
    display: none;
  }
  .input {
    appearance: none;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 4px 10px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: max(16px, 0.9375em);
  }
  @media (pointer: fine) {
    .input {
      font-size: 0.9375em;
    }
  }
  .input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .input:focus-visible {
    outline-offset: -1px;
  }
  .input[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  /* Progress: of all, and of each. */
  .bar {
    position: relative;
    block-size: 4px;
    border-radius: 2px;
    background: var(--_line);
    overflow: hidden;
    transition: opacity var(--_duration) var(--_ease);
  }
  .bar[data-idle='true'] {
    opacity: 0;
  }
  .bar span {
    position: absolute;
    inset: 0;
    border-radius: inherit;
    background: var(--_accent);
    transform: scaleX(var(--_progress, 0));
    transform-origin: left;
    transition: transform 200ms linear;
  }
  .bar:dir(rtl) span {
    transform-origin: right;
  }
  :host(:is(:state(paused), :state(offline))) .bar span {
    background: var(--_muted);
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
  }
  .base[data-variant='button'][data-filled='false'] {
    display: inline-flex;
    border-color: transparent;
    background: none;
  }
  .base[data-variant='button'][data-filled='false'] .zone {
    flex-direction: row;
    padding: 0;
    flex-wrap: wrap;
    justify-content: flex-start;
    text-align: start;
  }
  .base[data-variant='button'][data-filled='false'] :is(.glyph, .label) {
    display: none;
  }
  .base[data-variant='button'][data-filled='false'] .notice {
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    margin-block-start: var(--_space);
  }

  dialog {
    inline-size: min(44rem, 100vw - 2rem);
    max-block-size: min(46rem, 100dvh - 2rem);
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.25);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow: clip;
  }
  dialog::backdrop {
    background: rgb(10 14 28 / 45%);
  }
  .sheet {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2.5);
    max-block-size: inherit;
    container-type: inline-size;
    overflow-y: auto;
  }
  .sheet header,
  .sheet footer {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  .sheet footer {
    justify-content: flex-end;
  }
  .sheet h2 {
    font-size: 1.125em;
  }
  .tally {
    min-inline-size: 1.6em;
    padding-inline: 0.4em;
    border-radius: 1em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 0.8125em;
    text-align: center;
  }

  @container (inline-size < 34rem) {
    [data-waits='true'] .summary .line {
      display: none;
    }
    [data-filled='true'] .choices [data-action='browse'] {
      padding-inline: 8px;
    }
    [data-filled='true'] .choices [data-action='browse'] .words {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
      block-size: 6px;
    }
    .bar span {
      forced-color-adjust: none;
      background: Highlight;
    }
    :host(:state(dragging)) .base {
      border-color: Highlight;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .bar span {
      transition: none;
    }
  }
`;
