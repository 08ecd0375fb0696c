import { css } from '../../shared/base/css.ts';

/** The editor's tools: shapes, turns, straightening, and the crop in numbers. */
export const editorToolsStyles = css`
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
  }
  /* A small window is the editor's alone. */
  @media (width < 44rem), (height < 36rem) {
    .editor .tools {
      grid-template-columns: minmax(0, 1fr);
      gap: 4px;
    }
    .editor .turns {
      justify-content: space-evenly;
    }
  }
  /* A phone on its side: the tools stand beside the stage. */
  @media (height < 30rem) and (width > 34rem) {
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
  }
`;
