import { css } from '../../shared/base/css.ts';

/** The drop zone as a bar above the list: the state of all files, and progress, of all and of each. */
export const summaryStyles = css`
  [data-filled='true'] .zone {
    flex: none;
    flex-flow: wrap;
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
    /* Where the buttons leave it less, they have a line of their own. */
    flex: 1 1 11em;
    min-inline-size: 0;
  }

  .summary {
    flex: 1;
    min-inline-size: 0;
  }
  /* On the lower edge of the bar, where it takes no room. */
  .bar.total {
    inset-block-end: -2px;
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
  .summary .text {
    font-variant-numeric: tabular-nums;
    line-height: 1.3;
    overflow-wrap: anywhere;
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
  /* Over, and calm: the words of a result, no longer of something at work. */
  .summary[data-tone='good'] .line {
    font-weight: 500;
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

  /* Progress: of all, and of each. */
  .bar {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    block-size: 3px;
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
  /* The steps of many files are small. */
  .bar[data-long='true'] span {
    transition: none;
  }
  .bar:dir(rtl) span {
    --_way: -1;
    transform-origin: right;
  }
  :host(:is(:state(paused), :state(offline))) .bar span {
    background: var(--_muted);
  }

  @container (inline-size < 34rem) {
    /* On a line of their own the buttons go from one end of it to the other. */
    .state:has(.button) {
      flex-wrap: wrap;
      .summary {
        flex: 99 0 auto;
        max-inline-size: 100%;
      }
      .overall {
        flex: auto;
      }
      .primary {
        flex: 1;
      }
      .icon-button {
        margin-inline-start: auto;
      }
    }
    [data-filled='true'] .choices {
      .button {
        padding-inline: 8px;
      }
      .words {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
    }
  }
  @container (inline-size < 26rem) {
    /* The button says how many are chosen, and the bar is as high as later on. */
    .state:has(.primary) .summary[data-tone='plain'] {
      display: none;
    }
    /* Many ways in have a line of their own, from one end to the other. */
    [data-filled='true'] .choices:has(> :nth-of-type(3)) {
      flex-basis: 100%;
      justify-content: space-between;
    }
  }
`;
