/** Marks what `renderImage` or the element has written; on an `<img>` its value is the id of the image shown. */
export const MARK = 'data-imgpro';
/** … which is blurred because it is flagged. */
export const VEILED = 'data-imgpro-veiled';
/** Marks what the element itself has made, may take away, and lays out. */
export const MADE = 'data-imgpro-made';

/** The `<picture>` around an `<img>`, if there is one, else that itself. */
export function pictureAround(img: HTMLImageElement): Element {
  return img.parentElement?.localName === 'picture' ? img.parentElement : img;
}
