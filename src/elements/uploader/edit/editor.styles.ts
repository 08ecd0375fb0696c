import { css } from '../../shared/base/css.ts';

/** The editor's dialog: where its stage, tools and buttons stand. It comes with the first edit. */
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
  }
  @media (forced-colors: active) {
    .editor [aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
  }
`;
