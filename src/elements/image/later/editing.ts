import { imageAttributes, placeholderUrl } from '../../../image/attributes.ts';
import type { ImageAttributes, ImageLike, ImageOptions } from '../../../image/core/plain.ts';
import { imageSources } from '../../../image/sources.ts';
import { MADE, pictureAround } from '../marks.ts';

export { imageDimensions } from '../../../image/attributes.ts';

/** The attributes of an image that is not plain, and the function that puts the `<img>` beside its sources, if any. */
export function edited(
  image: ImageLike,
  options: ImageOptions,
): { attributes: ImageAttributes; arrange: ((img: HTMLImageElement) => Element) | null } {
  const sources = imageSources(image, options);
  return {
    attributes: imageAttributes(image, options),
    arrange: sources.length > 0 ? (img) => arrange(img, sources) : null,
  };
}

/** Puts the `<img>` into a `<picture>` with these sources; one that is there is used. Gives the picture. */
function arrange(img: HTMLImageElement, sources: ReturnType<typeof imageSources>): Element {
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

/** Puts the image's tiny picture into the skeleton, if it can have one. */
export function drawTiny(stage: Element, image: ImageLike): void {
  const skeleton = stage.querySelector('.skeleton')!;
  const src = placeholderUrl(image);
  if ((skeleton.querySelector('img')?.getAttribute('src') ?? null) === src) return;
  skeleton.replaceChildren();
  if (!src) return;
  const tiny = document.createElement('img');
  tiny.className = 'tiny';
  tiny.alt = '';
  tiny.src = src;
  skeleton.append(tiny);
}
