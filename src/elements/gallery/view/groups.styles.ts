import { css } from '../../shared/base/css.ts';

export const groupStyles = css`
  .group {
    position: absolute;
    inset-inline: 0;
    inset-block-start: calc(var(--_y) * 1px);
    block-size: calc(var(--_h) * 1px);
  }
  .group-name {
    position: sticky;
    inset-block-start: calc(var(--_bar-top) + var(--_bar-height, 0px));
    z-index: 2;
    display: flex;
    align-items: center;
    box-sizing: border-box;
    block-size: 52px;
    /* Nearer to its own images than to those before. */
    padding: 6px 2px 0;
    container-type: scroll-state;
  }
  /* A ground where it stands over images; where browsers can tell, only then. */
  .group-name::before {
    content: '';
    position: absolute;
    inset: 0;
    z-index: -1;
    background: var(--_surface);
    background: color-mix(in srgb, var(--_surface) 94%, transparent);
    backdrop-filter: blur(14px) saturate(1.4);
  }
  /* Up to the line of the toolbar, which stands over it. */
  .group-name::before {
    inset-block-start: -1px;
  }
  @supports (container-type: scroll-state) {
    .group-name::before {
      opacity: 0;
    }
    @container scroll-state(stuck: block-start) {
      .group-name::before {
        opacity: 1;
      }
    }
  }
  .group-name > h3 {
    margin: 0;
    font-size: 1.05em;
    font-weight: 600;
    text-align: start;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .group {
    --_heading-height: 52px;
  }

  @media print {
    .group,
    .group-name {
      position: static;
      block-size: auto;
    }
    .group > [role='list'] {
      display: flex;
      flex-wrap: wrap;
      gap: 3mm;
    }
    .list:has(.group) {
      display: block;
    }
  }
`;
