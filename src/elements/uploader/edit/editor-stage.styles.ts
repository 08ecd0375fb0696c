import { css } from '../../shared/base/css.ts';

/** The editor's stage: the picture, the frame of the crop with its handles, and waiting over it. */
export const editorStageStyles = css`
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

  @media (pointer: coarse) {
    .editor .handle:not(.edge)::before {
      inline-size: 18px;
      block-size: 18px;
    }
  }
  @media (forced-colors: active) {
    .editor .stage {
      border: 1px solid CanvasText;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .editor .frame::before,
    .editor .frame::after {
      transition: none;
    }
  }
`;
