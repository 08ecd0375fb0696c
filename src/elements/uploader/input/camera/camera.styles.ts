import { css } from '../../../shared/base/css.ts';

/** The camera's dialog; it comes with the first photo. */
export const cameraStyles = css`
  .camera .stage {
    position: relative;
    display: grid;
    place-items: center;
    aspect-ratio: 16 / 9;
    min-block-size: 11rem;
    max-block-size: 60dvh;
    overflow: clip;
    border-radius: var(--_radius-small);
    background: #0b0d13;
    color: #fff;
  }
  .camera .stage > * {
    grid-area: 1 / 1;
  }
  .camera :is(video, img) {
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
    object-fit: contain;
  }
  .camera [hidden] {
    display: none;
  }
  .camera [data-mirrored='true'] video {
    scale: -1 1;
  }
  .camera p {
    display: flex;
    align-items: center;
    gap: var(--_space);
    max-inline-size: 30em;
    margin: 0;
    padding: calc(var(--_space) * 2);
  }
  .camera .starting:empty,
  .camera [data-state='failed'] .starting {
    display: none;
  }
  .camera .sheet footer {
    flex-wrap: wrap;
    gap: var(--_space);
    min-block-size: 36px;
  }
  .camera .sheet h2 {
    margin: 0;
  }
  @media (pointer: coarse) {
    .camera .sheet footer {
      min-block-size: 44px;
    }
  }
  @container (inline-size < 24rem) {
    .camera .sheet footer .button {
      flex: 1 1 9rem;
    }
  }
  @media (forced-colors: active) {
    .camera .stage {
      border: 1px solid CanvasText;
    }
  }
`;
