import { css } from '../../shared/base/css.ts';

/** Files as tiles, where the view is a grid. */
const tileStyles = css`
  [data-view='grid'] .list {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(var(--_tile-size), 100%), 1fr));
    gap: var(--_pad);
    padding: var(--_pad);
    align-content: start;
    align-items: start;
  }
  [data-view='grid'] .list > .before {
    grid-column: 1 / -1;
    margin-block-end: calc(-1 * var(--_pad));
  }
  [data-view='grid'] .list > .height {
    box-sizing: content-box;
    padding-block-end: var(--_pad);
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
  /* A line with its text follows. */
  [data-view='grid']:not([data-fields='0']) .status {
    min-block-size: 0;
  }
  /* Laid over the picture: the way out in one corner, the way on in the opposite one. */
  [data-view='grid'] .file :is(.actions, .remedies) {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    aspect-ratio: 4 / 3;
    padding: 6px;
    display: flex;
    justify-content: flex-end;
    align-items: flex-start;
    pointer-events: none;
  }
  [data-view='grid'] .file .remedies {
    justify-content: flex-start;
    align-items: flex-end;
  }
  [data-view='grid'] .file :is(.actions, .remedies) > * {
    background: color-mix(in srgb, var(--_surface) 90%, transparent);
    color: var(--_text);
    box-shadow: 0 1px 2px rgb(15 20 40 / 20%);
    pointer-events: auto;
  }
  [data-view='grid'] [data-status='failed'] .badge {
    inset-block: 6px auto;
    inset-inline: 6px auto;
  }
  [data-view='grid'] .fields {
    grid-template-columns: 1fr;
    align-self: stretch;
  }
  /* A tile with open fields reaches down beside the next row: its neighbours are not pushed apart. Rows of a long list are counted. */
  [data-view='grid'] .list:not([tabindex]) > .file:has(.fields.open) {
    grid-row: span 2;
  }

  @container (inline-size < 34rem) {
    [data-view='grid'] .list {
      grid-template-columns: repeat(auto-fill, minmax(min(8rem, 100%), 1fr));
    }
    [data-view='grid'] .remedies .icon {
      display: none;
    }
  }
  @media (pointer: coarse) {
    /* The buttons in the corners are higher, and small tiles are not. */
    [data-view='grid'] .file .remedies {
      padding: 2px;
    }
  }
`;

export const styles = [tileStyles];
