import type { ImageLike } from '../../../image/core/plain.ts';
import { linkTarget } from '../../../image/links.ts';
import { MADE, MARK, pictureAround } from '../marks.ts';

/** The parts that a link around a picture is made of. */
export interface Linked {
  host: Element;
  img: HTMLImageElement;
  /** The element has made the picture. */
  made: boolean;
  image: ImageLike | null;
  link: 'page' | 'file';
}

/** Wraps the picture in a link, or takes the link off again when it leads nowhere. An author's own link stays. */
export function linkPicture({ host, img, made, image, link }: Linked): void {
  const picture = pictureAround(img);
  const around = picture.closest('a');
  const present = around && host.contains(around) ? around : null;
  if (present && !present.hasAttribute(MARK)) return;
  const href = linkTarget(image ?? { url: img.src }, link);
  if (!href) present?.replaceWith(...present.childNodes);
  else if (present) {
    if (present.getAttribute('href') !== href) present.setAttribute('href', href);
  } else {
    const anchor = document.createElement('a');
    anchor.setAttribute(MARK, '');
    anchor.toggleAttribute(MADE, made);
    anchor.href = href;
    picture.replaceWith(anchor);
    anchor.append(picture);
  }
}
