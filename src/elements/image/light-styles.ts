import { css } from '../shared/base/css.ts';

/**
 * For the `<img>`s that the element makes, which live in the page's own tree. No rule has any specificity: the page
 * styles "imgpro-image img" as it likes. They fill the place up to their own width, without being enlarged.
 */
const sheet = css`
  :where(imgpro-image img[data-imgpro-made]) {
    display: block;
    grid-area: 1 / 1;
    max-inline-size: 100%;
    block-size: auto;
    color: transparent;
  }
  :where(imgpro-image picture[data-imgpro-made]) {
    display: contents;
  }
  :where(imgpro-image > a[data-imgpro-made]) {
    display: grid;
    grid-area: 1 / 1;
    inline-size: fit-content;
    max-inline-size: 100%;
  }
`;

/** Puts the sheet into the document or shadow root that an element lives in, once. Allowed by any CSP. */
export function adoptLightStyles(element: Element): void {
  const { adoptedStyleSheets } = element.getRootNode() as Document;
  const styles = sheet.styleSheet;
  // An element that is in no document yet has no sheets around it.
  if (styles && adoptedStyleSheets?.includes(styles) === false) adoptedStyleSheets.push(styles);
}
