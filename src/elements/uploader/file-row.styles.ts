import { css } from '../shared/css.ts';

/** Rows and tiles of files: of one height in every state. */
export const rowStyles = css`
  .list {
    list-style: none;
    flex: 1 1 auto;
    max-block-size: var(--_list-size);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .list:focus-visible {
    outline-offset: -2px;
  }
  .file {
    display: grid;
    grid-template-columns: 56px minmax(0, 1fr) auto;
    column-gap: var(--_pad);
    align-items: center;
    block-size: 72px;
    padding-inline: var(--_pad);
    position: relative;
  }
  .file + .file::before {
    content: '';
    position: absolute;
    inset-block-start: 0;
    inset-inline: calc(56px + 2 * var(--_pad)) var(--_pad);
    block-size: 1px;
    background: var(--_line);
  }

  .thumb {
    position: relative;
    inline-size: 56px;
    block-size: 56px;
  }
  .thumb img,
  .blank {
    inline-size: 100%;
    block-size: 100%;
    border-radius: calc(var(--_radius-small) + 1px);
    background: var(--_raised);
  }
  .thumb img {
    display: block;
    object-fit: cover;
  }
  /* A long list, which a keyboard can scroll, has enough to do. */
  :where(.list:not([tabindex])) .thumb img {
    animation: appear var(--_duration) var(--_ease);
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .blank {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 2px;
    color: var(--_muted);
    border: 1px solid var(--_line);
    font-size: 0.625rem;
    font-weight: 650;
    letter-spacing: 0.04em;
    line-height: 1;
  }
  .badge {
    position: absolute;
    inset-block-end: -3px;
    inset-inline-end: -3px;
    display: grid;
    place-items: center;
    inline-size: 20px;
    block-size: 20px;
    border-radius: 50%;
    border: 2px solid var(--_surface);
    background: var(--_muted);
    color: var(--_surface);
  }
  .badge .icon {
    inline-size: 12px;
    block-size: 12px;
    stroke-width: 2.75;
  }
  [data-status='ready'] .badge {
    background: var(--_success);
  }
  [data-status='failed'] .badge {
    background: var(--_danger);
  }
  [data-status='queued'] .thumb img,
  [data-status='paused'] .thumb img {
    opacity: 0.6;
  }

  .about {
    position: relative;
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: 2px;
    min-inline-size: 0;
    block-size: 56px;
  }
  .name {
    font-size: 0.9375em;
    font-weight: 550;
    line-height: 1.3;
  }
  .whole {
    display: inline-flex;
    max-inline-size: 100%;
    vertical-align: top;
  }
  .stem {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }
  .tail {
    flex: none;
    white-space: pre;
  }
  .status {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.3;
    font-variant-numeric: tabular-nums;
  }
  [data-status='failed'] .status {
    color: var(--_danger);
  }
  [data-status='ready'] .status .words {
    color: var(--_success);
  }
  /* What went wrong is read in full: of all rows these alone may grow. */
  [data-view='list'][data-fields] .file[data-status='failed'] {
    block-size: auto;
    min-block-size: 72px;
  }
  [data-view='list'][data-fields]:not([data-fields='0']) .file[data-status='failed'] {
    grid-template-rows: minmax(72px, auto) auto;
  }
  [data-view='list'][data-fields] [data-status='failed'] .about {
    block-size: auto;
    min-block-size: 56px;
    padding-block: 6px;
  }
  [data-status='failed'] .status {
    display: block;
    overflow: visible;
    overflow-wrap: anywhere;
  }
  .about .bar {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    block-size: 3px;
  }
  .bar:is([data-unknown='true'], [data-sent]) span {
    inset-inline: 0 auto;
    inline-size: 40%;
    transform: none;
    transition: none;
    animation: pass 1400ms var(--_ease) infinite;
  }
  @keyframes pass {
    from {
      inset-inline-start: -40%;
    }
    to {
      inset-inline-start: 100%;
    }
  }
  :host(:is(:state(paused), :state(offline))) .bar:is([data-unknown='true'], [data-sent]) span {
    animation-play-state: paused;
  }

  .file .actions {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .remedy {
    min-block-size: 32px;
    padding-inline: 8px;
    font-size: 0.875em;
    white-space: nowrap;
  }
  .remedy .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  /* What a person may write: as many lines as there are fields, whatever the state. */
  .fields {
    grid-column: 2 / -1;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(11em, 1fr));
    gap: 6px var(--_space);
    align-self: start;
  }
  .field {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 8px;
  }
  .field .input {
    grid-column: 1 / -1;
    grid-row: 2;
  }
  /* On the line of the field's name, so that no row grows by it. */
  .unsaved {
    justify-self: end;
    grid-row: 1;
    color: var(--_danger);
    font-size: 0.75em;
    line-height: 1.3;
    white-space: nowrap;
  }
  .unsaved button {
    position: relative;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-decoration: underline;
    cursor: pointer;
  }
  .unsaved button::before {
    content: '';
    position: absolute;
    inset: -6px;
  }
  .field-name {
    color: var(--_muted);
    font-size: 0.75em;
    line-height: 1.3;
  }
  .fields .input {
    min-block-size: 32px;
  }
  .fields .input:read-only {
    border-color: var(--_line);
    background: var(--_raised);
  }
  [data-view='list']:not([data-fields='0']) .file {
    block-size: auto;
    grid-template-rows: 72px auto;
    padding-block-end: var(--_pad);
  }

  /* Tiles */
  [data-view='grid'] .list {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(var(--_tile-size), 100%), 1fr));
    gap: var(--_pad);
    padding: var(--_pad);
    align-content: start;
    align-items: start;
  }
  [data-view='grid'] .gap {
    grid-column: 1 / -1;
    margin-block-end: calc(-1 * var(--_pad));
  }
  [data-view='grid'] .file {
    display: flex;
    flex-direction: column;
    align-items: stretch;
    gap: 6px;
    block-size: auto;
    padding: 0;
  }
  [data-view='grid'] .file::before {
    display: none;
  }
  [data-view='grid'] .thumb {
    inline-size: auto;
    block-size: auto;
    aspect-ratio: 4 / 3;
  }
  [data-view='grid'] .thumb img {
    position: absolute;
    inset: 0;
  }
  [data-view='grid'] .blank {
    font-size: 0.75rem;
  }
  [data-view='grid'] .badge {
    inset-block-end: 6px;
    inset-inline-end: 6px;
    inline-size: 24px;
    block-size: 24px;
  }
  [data-view='grid'] .about {
    block-size: auto;
    justify-content: flex-start;
    padding-block-start: 7px;
  }
  [data-view='grid'] .about .bar {
    inset-block: 0 auto;
  }
  [data-view='grid'] .status {
    min-block-size: 2.6em;
  }
  /* Laid over the picture: the way out in one corner, the way on in the opposite one. */
  [data-view='grid'] .file .actions {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    aspect-ratio: 4 / 3;
    padding: 6px;
    justify-content: flex-end;
    align-items: flex-start;
    pointer-events: none;
  }
  [data-view='grid'] .file .actions > * {
    pointer-events: auto;
  }
  [data-view='grid'] .actions :is(.icon-button, .remedy) {
    background: color-mix(in srgb, var(--_surface) 90%, transparent);
    color: var(--_text);
    box-shadow: 0 1px 2px rgb(15 20 40 / 20%);
  }
  [data-view='grid'] .remedy {
    position: absolute;
    inset-block-end: 6px;
    inset-inline-start: 6px;
    max-inline-size: calc(100% - 12px);
  }
  [data-view='grid'] [data-status='failed'] .badge {
    inset-block: 6px auto;
    inset-inline: 6px auto;
  }
  [data-view='grid'] .fields {
    grid-template-columns: 1fr;
    align-self: stretch;
  }

  @container (inline-size < 34rem) {
    .remedy {
      inline-size: 36px;
      padding: 0;
    }
    .remedy .words {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    [data-view='grid'] .list {
      grid-template-columns: repeat(auto-fill, minmax(min(8rem, 100%), 1fr));
    }
  }
  @container (inline-size < 30rem) {
    [data-view='list'] .fields {
      grid-column: 1 / -1;
    }
    [data-view='list'] .file {
      block-size: 84px;
    }
    [data-view='list'][data-fields] .file[data-status='failed'] {
      min-block-size: 84px;
    }
    [data-view='list']:not([data-fields='0']) .file {
      grid-template-rows: 84px auto;
    }
    [data-view='list'] .about {
      block-size: 68px;
    }
    .status {
      -webkit-line-clamp: 3;
    }
    [data-view='grid'] .status {
      -webkit-line-clamp: 2;
    }
  }
  @media (pointer: coarse) {
    .remedy {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
    .fields .input {
      min-block-size: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .bar:is([data-unknown='true'], [data-sent]) span {
      animation: none;
      inline-size: 100%;
      opacity: 0.5;
    }
    .thumb img {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .badge {
      forced-color-adjust: none;
      background: CanvasText;
      color: Canvas;
      border-color: Canvas;
    }
  }
`;
