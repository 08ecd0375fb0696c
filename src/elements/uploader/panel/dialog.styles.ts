import { css } from '../../shared/base/css.ts';

/** The dialog of `variant="dialog"`. */
export const dialogStyles = css`
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
    header,
    footer {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }
    footer {
      justify-content: flex-end;
    }
    h2 {
      font-size: 1.125em;
    }
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
`;
