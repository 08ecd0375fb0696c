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
  .camera .sheet footer select {
    appearance: auto;
    min-inline-size: 0;
    max-inline-size: 100%;
    flex: 0 1 14rem;
    margin-inline-end: auto;
    text-overflow: ellipsis;
  }
  .camera .strip {
    display: flex;
    gap: var(--_space);
    margin: 0;
    padding: 3px;
    list-style: none;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .camera .strip li {
    flex: none;
  }
  .camera .strip button {
    display: block;
    inline-size: 72px;
    block-size: 54px;
    padding: 0;
    border: 2px solid transparent;
    border-radius: var(--_radius-small);
    background: #0b0d13;
    overflow: clip;
    cursor: pointer;
  }
  .camera .strip button[aria-pressed='true'] {
    border-color: var(--_accent);
  }
  .camera .strip button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .camera .strip img {
    object-fit: cover;
  }
  .camera :is(.leave, .full) {
    flex: 1 1 10rem;
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
    .camera .sheet footer select {
      flex-basis: 100%;
    }
  }
  @media (forced-colors: active) {
    .camera .stage {
      border: 1px solid CanvasText;
    }
  }
`;
