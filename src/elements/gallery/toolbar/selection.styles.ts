import { css } from '../../shared/base/css.ts';

/** Tiles that can be selected, and those that are. */
export const selectionStyles = css`
  /* The check mark: a calm ring on the picture, filled when chosen. The target is larger than what one sees. */
  .check {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 0;
    background: none;
    display: grid;
    place-items: center;
    color: transparent;
    cursor: pointer;
    opacity: 0;
    outline: none;
    transition: opacity var(--_duration) var(--_ease);
    -webkit-tap-highlight-color: transparent;
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 50%;
    border: 2px solid #fff;
    background: rgb(12 14 20 / 34%);
    box-shadow: 0 0 3px rgb(0 0 0 / 45%);
    transition:
      background-color var(--_duration) var(--_ease),
      border-color var(--_duration) var(--_ease),
      scale var(--_duration) var(--_ease);
  }
  .mark .icon {
    inline-size: 15px;
    block-size: 15px;
    stroke-width: 2.4;
  }
  .check:hover .mark {
    scale: 1.1;
    background: rgb(12 14 20 / 60%);
    color: rgb(255 255 255 / 85%);
  }
  .check:focus-visible .mark {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px #fff;
  }
  .tile:hover .check,
  .tile:focus-within .check,
  .is-selecting .check,
  .is-selected .check {
    opacity: 1;
  }
  /* Where nothing hovers the ring is always there, but quietly until it is wanted. */
  @media (hover: none) {
    .check {
      opacity: 0.8;
    }
    :not(.is-selecting) > .stage .tile .mark {
      inline-size: 20px;
      block-size: 20px;
      border-width: 1.5px;
      background: rgb(12 14 20 / 18%);
    }
  }
  .is-selected .mark,
  .is-selected .check:hover .mark {
    background: var(--_accent);
    border-color: #fff;
    color: var(--_on-accent);
  }
  .is-selected .face {
    inset: 9px;
    inline-size: calc(100% - 18px);
    block-size: calc(100% - 18px);
    border-radius: max(0px, calc(var(--_tile-radius) - 2px));
  }
  .tile.is-selected {
    background: color-mix(in srgb, var(--_accent) 22%, var(--_surface));
  }
  .is-selected .badge {
    inset-block-end: 4px;
  }
  /* The one of a whole group stands beside its heading. */
  .group-check {
    position: static;
  }
  .group-check .mark {
    border-color: var(--_line-strong);
    background: none;
    box-shadow: none;
  }
  .group-check:hover .mark {
    color: var(--_muted);
    background: none;
  }
  .group-name:hover .group-check,
  .group-check:focus-visible,
  .group-check:not([aria-checked='false']) {
    opacity: 1;
  }
  .group-check:not([aria-checked='false']) .mark {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
  }
  .group-check[aria-checked='mixed'] .icon {
    display: none;
  }
  .group-check[aria-checked='mixed'] .mark::before {
    content: '';
    inline-size: 10px;
    border-block-start: 2px solid;
  }
  @media (forced-colors: active) {
    .is-selected.tile {
      outline: 3px solid Highlight;
      outline-offset: -3px;
    }
    .mark {
      forced-color-adjust: none;
      border-color: CanvasText;
      background: Canvas;
    }
    .is-selected .mark,
    .group-check:not([aria-checked='false']) .mark {
      background: Highlight;
      color: HighlightText;
    }
  }
  @media print {
    .is-selected .face {
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
    }
    .check {
      display: none;
    }
  }
`;
