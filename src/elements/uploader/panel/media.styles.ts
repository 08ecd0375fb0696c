import { css } from '../../shared/base/css.ts';

/**
 * Rules for few: large letters in a narrow place; less motion; forced colours, as of a contrast theme, where a background says
 * nothing; and paper, which has the whole list.
 */
const mediaStyles = css`
  @container (inline-size < 14rem) {
    .list {
      --_row: 7.6em;
      --_about: 6.7em;
    }
    .list .status {
      -webkit-line-clamp: 5;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .list .thumb img,
    .list .bar span {
      animation: none;
    }
    .base .bar span {
      transition: none;
    }
    .list .bar[data-endless] span {
      inline-size: 100%;
      opacity: 0.5;
    }
  }

  @media (forced-colors: active) {
    /* A colour of its own would stay as it is: browsers leave those of drawings alone. */
    .icon {
      color: inherit !important;
    }
    .base[data-variant='button'][data-filled='false'] {
      border-color: Canvas;
    }
    :host(:state(disabled)) .base {
      border-color: GrayText;
    }
    :host(:state(disabled)) :is(.label, .hint, .glyph) {
      color: GrayText;
    }
    .over {
      outline: 3px solid Highlight;
      outline-offset: -3px;
      background: Canvas;
    }

    .base .bar {
      block-size: 6px;
      border: 1px solid CanvasText;
    }
    .bar span {
      background: Highlight;
    }
    :host(:is(:state(paused), :state(offline))) .bar span {
      background: GrayText;
    }
    .file .badge {
      forced-color-adjust: none;
      border-color: Canvas;
      background: CanvasText;
      color: Canvas;
    }
    .file + .file::before {
      background: CanvasText;
    }
  }

  @media print {
    .base,
    .list {
      max-block-size: none;
      overflow: visible;
    }
    .file {
      break-inside: avoid;
    }
    .badge {
      print-color-adjust: exact;
    }
    .base :is(.bar, .link) {
      display: none;
    }
  }
`;

export const styles = [mediaStyles];
