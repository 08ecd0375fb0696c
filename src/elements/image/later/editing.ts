import { imageSources } from '../../../image/sources.ts';
import { MADE, pictureAround } from '../marks.ts';

export { imageAttributes, placeholderUrl } from '../../../image/attributes.ts';
export { imageSources };

/** Puts the `<img>` into a `<picture>` with these sources; one that is there is used. Gives the picture. */
export function arrange(img: HTMLImageElement, sources: ReturnType<typeof imageSources>): Element {
  const around = pictureAround(img);
  const picture = around === img ? document.createElement('picture') : around;
  const wanted = sources.map((source) => {
    const element = document.createElement('source');
    for (const [name, value] of Object.entries(source)) element.setAttribute(name, value as string);
    return element;
  });
  const present = [...picture.querySelectorAll('source')];
  if (present.length !== wanted.length || !present.every((one, at) => one.isEqualNode(wanted[at]!))) {
    for (const source of present) source.remove();
    picture.prepend(...wanted);
  }
  if (picture !== around) {
    picture.setAttribute(MADE, '');
    if (img.parentNode) img.replaceWith(picture);
    picture.append(img);
  }
  return picture;
}
