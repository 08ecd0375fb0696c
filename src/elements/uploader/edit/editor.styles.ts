import { css } from '../../shared/base/css.ts';

/** The editor's dialog; it comes with the first edit. */
export const editorStyles = css`
  dialog.editor {
    inline-size: min(58rem, 100vw - 2rem);
    block-size: min(46rem, 100dvh - 2rem);
    max-inline-size: none;
    max-block-size: none;
  }
  .editor .desk {
    display: grid;
    grid-template: 'header' auto 'stage' minmax(7.5rem, 1fr) 'tools' auto 'facts' auto 'footer' auto / minmax(
        0,
        1fr
      );
    gap: var(--_space);
    block-size: 100%;
    padding: calc(var(--_space) * 2);
    overflow-y: auto;
  }
  .editor header {
    grid-area: header;
  }
  .editor h2 {
    margin: 0;
    font-size: 1.125em;
  }
  .editor .desk p {
    margin: 0;
  }

  .editor .stage {
    grid-area: stage;
    position: relative;
    overflow: hidden;
    border-radius: var(--_radius-small);
    background: #0b0d13;
    color: #fff;
    color-scheme: dark;
    forced-color-adjust: none;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    cursor: grab;
  }
  .editor .stage:active {
    cursor: grabbing;
  }
  .editor canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .editor .crop {
    position: absolute;
  }
  .editor .frame {
    position: absolute;
    inset: 0;
    outline: 1px solid #fff;
    box-shadow: 0 0 0 2px rgb(11 13 19 / 45%);
  }
  .editor .frame:focus-visible {
    outline: 2px solid #fff;
    outline-offset: 1px;
    box-shadow:
      0 0 0 1px #1d4ed8,
      0 0 0 6px #7aa2ff;
  }
  /* The thirds, while something moves. */
  .editor .frame::before,
  .editor .frame::after {
    content: '';
    position: absolute;
    inset: 0 33.33%;
    border-inline: 1px solid rgb(255 255 255 / 70%);
    opacity: 0;
    transition: opacity var(--_duration) var(--_ease);
    pointer-events: none;
  }
  .editor .frame::after {
    inset: 33.33% 0;
    border-inline: 0;
    border-block: 1px solid rgb(255 255 255 / 70%);
  }
  .editor [data-moving] .frame::before,
  .editor [data-moving] .frame::after {
    opacity: 1;
  }

  .editor .handle {
    position: absolute;
    inline-size: 44px;
    block-size: 44px;
    translate: -50% -50%;
    display: grid;
    place-items: center;
    border-radius: 50%;
    touch-action: none;
  }
  .editor .handle::before {
    content: '';
    inline-size: 14px;
    block-size: 14px;
    border: 2px solid #0b0d13;
    border-radius: 50%;
    background: #fff;
  }
  .editor .handle:focus-visible {
    outline: none;
  }
  .editor .handle:focus-visible::before {
    inline-size: 20px;
    block-size: 20px;
    outline: 3px solid #7aa2ff;
    background: #fff;
  }
  .editor .handle[data-x='-1'] {
    left: 0;
  }
  .editor .handle[data-x='0'] {
    left: 50%;
  }
  .editor .handle[data-x='1'] {
    left: 100%;
  }
  .editor .handle[data-y='-1'] {
    top: 0;
  }
  .editor .handle[data-y='0'] {
    top: 50%;
  }
  .editor .handle[data-y='1'] {
    top: 100%;
  }
  .editor .handle[data-x='-1'][data-y='-1'],
  .editor .handle[data-x='1'][data-y='1'] {
    cursor: nwse-resize;
  }
  .editor .handle[data-x='1'][data-y='-1'],
  .editor .handle[data-x='-1'][data-y='1'] {
    cursor: nesw-resize;
  }
  .editor .edge {
    border-radius: 0;
  }
  .editor .edge[data-x='0'] {
    inline-size: max(0px, 100% - 44px);
    block-size: 32px;
    cursor: ns-resize;
  }
  .editor .edge[data-y='0'] {
    inline-size: 32px;
    block-size: max(0px, 100% - 44px);
    cursor: ew-resize;
  }
  .editor .edge::before {
    inline-size: 22px;
    block-size: 6px;
    border-width: 1px;
    border-radius: 3px;
  }
  .editor .edge[data-y='0']::before {
    inline-size: 6px;
    block-size: 22px;
  }

  .editor :is(.wait, .trouble) {
    position: absolute;
    inset: 0;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    padding: calc(var(--_space) * 2);
  }
  .editor .wait {
    pointer-events: none;
  }
  .editor [data-state='saving'] .wait {
    background: rgb(11 13 19 / 60%);
  }

  .editor .tools {
    grid-area: tools;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--_space) calc(var(--_space) * 2);
    min-inline-size: 0;
  }
  .editor .ratios {
    display: flex;
    gap: 4px;
    min-inline-size: 0;
    margin: 0;
    padding: 3px;
    border: 0;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .editor .ratios label {
    position: relative;
    flex: none;
    cursor: pointer;
  }
  .editor .ratios input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .editor .ratios span {
    display: flex;
    align-items: center;
    min-block-size: 34px;
    padding-inline: clamp(8px, 2.2vw, 12px);
    border: 1px solid transparent;
    border-radius: 2em;
    color: var(--_muted);
    font-weight: 550;
    white-space: nowrap;
  }
  .editor .ratios input:hover + span {
    background: var(--_raised);
    color: var(--_text);
  }
  .editor .ratios input:checked + span {
    border-color: var(--_accent);
    background: var(--_tint);
    color: var(--_text);
  }
  .editor .ratios input:focus-visible + span {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .editor .turns {
    display: flex;
    gap: 4px;
    direction: ltr;
  }
  .editor .icon-button {
    inline-size: 36px;
    block-size: 36px;
    color: var(--_text);
  }
  .editor .straighten {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
    inline-size: 100%;
    max-inline-size: 34rem;
    margin-inline: auto;
  }
  .editor .straighten input {
    flex: 1;
    min-inline-size: 4rem;
    min-block-size: 28px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .editor output {
    min-inline-size: 3.2em;
    font-variant-numeric: tabular-nums;
    text-align: end;
    direction: ltr;
  }
  .editor .numbers {
    grid-column: 1 / -1;
    inline-size: 100%;
    max-inline-size: 34rem;
    margin-inline: auto;
    font-size: 0.9375em;
  }
  .editor summary span {
    color: var(--_muted);
  }
  .editor summary {
    font-variant-numeric: tabular-nums;
    inline-size: fit-content;
    min-block-size: 28px;
    cursor: pointer;
    align-content: center;
  }
  .editor .numbers div {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(6rem, 1fr));
    gap: var(--_space);
    padding-block-start: 4px;
  }
  .editor .numbers label {
    display: grid;
    gap: 2px;
  }
  .editor .numbers input {
    inline-size: 100%;
    min-block-size: 34px;
    padding-inline: 8px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-variant-numeric: tabular-nums;
  }

  .editor .facts {
    grid-area: facts;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    color: var(--_danger);
    text-align: center;
  }
  .editor [data-problem='false'] {
    display: none;
  }
  .editor footer {
    grid-area: footer;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--_space);
  }
  .editor .reset {
    margin-inline-end: auto;
  }
  .editor .question {
    flex: 1 1 auto;
    font-weight: 550;
  }
  .editor [aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  @media (pointer: coarse) {
    .editor .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }
    .editor .ratios span,
    .editor summary,
    .editor .straighten input,
    .editor .numbers input {
      min-block-size: 44px;
    }
    .editor .handle:not(.edge)::before {
      inline-size: 18px;
      block-size: 18px;
    }
  }
  /* A small window is the editor's alone. */
  @media (width < 44rem), (height < 36rem) {
    dialog.editor {
      inline-size: 100vw;
      block-size: 100dvh;
      margin: 0;
      border: 0;
      border-radius: 0;
    }
    .editor .desk {
      gap: 4px;
      padding: var(--_space);
      padding-inline: max(var(--_space), env(safe-area-inset-left))
        max(var(--_space), env(safe-area-inset-right));
      padding-block-end: max(var(--_space), env(safe-area-inset-bottom));
    }
    .editor .tools {
      grid-template-columns: minmax(0, 1fr);
      gap: 4px;
    }
    .editor .turns {
      justify-content: space-evenly;
    }
    .editor footer .button {
      padding-inline: 10px;
    }
    .editor .question {
      flex-basis: 100%;
    }
  }
  @media (height < 36rem) {
    .editor header {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  /* A phone on its side. */
  @media (height < 30rem) and (width > 34rem) {
    .editor .desk {
      grid-template:
        'stage tools' minmax(0, 1fr) 'stage facts' auto 'stage footer' auto / minmax(0, 1fr)
        minmax(15rem, 42%);
      gap: 4px 12px;
      overflow: hidden;
    }
    .editor .tools {
      align-content: start;
      overflow-y: auto;
      block-size: 100%;
    }
  }
  @media (forced-colors: active) {
    .editor .ratios input:checked + span {
      border-color: Highlight;
      outline: 1px solid Highlight;
    }
    .editor .stage {
      border: 1px solid CanvasText;
    }
    .editor [aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .editor .frame::before,
    .editor .frame::after {
      transition: none;
    }
  }
`;
