import type { ImageAttributes } from '../../image/plain.ts';
import { adoptLightStyles } from './light-styles.ts';
import { MADE, MARK, pictureAround, VEILED } from './marks.ts';
import { hasAddress } from './pixels.ts';

/** In writing order: `src` comes when all it depends on is there. */
const ATTRIBUTES = [
  'loading',
  'sizes',
  'width',
  'height',
  'decoding',
  'fetchpriority',
  'alt',
  'srcset',
  'src',
] as const satisfies readonly (keyof ImageAttributes)[];

export interface FoundImage {
  img: HTMLImageElement;
  /** Written by us, or empty: it may be written. An author's own never is. */
  ours: boolean;
  /** Made by the element. */
  made: boolean;
  /** Id of the image shown, if it is ours. */
  id: string | null;
  veiled: boolean;
}

export interface Shown {
  id: string;
  veiled: boolean;
  attributes: ImageAttributes;
  /** Puts the `<img>` into a `<picture>` of several formats, if there are to be some; gives its outermost node. */
  arrange: ((img: HTMLImageElement) => Element) | null;
}

/** The `<img>` in the page's own tree: found, made, rewritten, linked, taken away. */
export class LightImage {
  readonly #host: HTMLElement;
  /** What the author wrote on an `<img>` that we have filled in. */
  readonly #kept = new WeakMap<HTMLImageElement, ReadonlySet<string>>();

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** The picture's `<img>`: the first that is not meant for another slot. */
  find(): FoundImage | null {
    for (const img of this.#host.querySelectorAll('img')) {
      if (this.#isSlotted(img)) continue;
      const id = img.getAttribute(MARK);
      return {
        img,
        ours: id !== null || !hasAddress(img),
        made: img.hasAttribute(MADE),
        id,
        veiled: img.hasAttribute(VEILED),
      };
    }
    return null;
  }

  /** Shows an image: what is ours is rewritten where it differs; another image gets an `<img>` of its own. */
  show({ id, veiled, attributes, arrange }: Shown): HTMLImageElement {
    if (this.find()?.made && this.find()?.id !== id) this.clear();
    const present = this.find()?.img;
    const img = present ?? document.createElement('img');
    if (!present) {
      img.setAttribute(MADE, '');
      adoptLightStyles(this.#host);
    } else if (!img.hasAttribute(MARK)) {
      this.#kept.set(img, new Set(img.getAttributeNames()));
    }
    setAttribute(img, MARK, id);
    img.toggleAttribute(VEILED, veiled);
    // In its place and beside its sources first: an address is only acted on when all is there.
    if (!arrange) removeSources(img);
    const top = arrange?.(img) ?? img;
    if (!this.#host.contains(top)) this.#host.append(top);
    this.#write(img, attributes);
    return img;
  }

  /** Takes away what the element has made, and empties what it or a server has filled in. */
  clear(): void {
    this.link(null);
    const found = this.find();
    if (!found?.ours || found.id === null) return;
    const picture = pictureAround(found.img);
    if (found.made) return picture.remove();
    const kept = this.#kept.get(found.img);
    for (const name of [...ATTRIBUTES, MARK, VEILED])
      if (!kept?.has(name) || name === 'src' || name === 'srcset') found.img.removeAttribute(name);
    removeSources(found.img);
  }

  /**
   * For an element that has left the page. Chromium keeps a removed lazy `<img>` with automatic sizes, and with it the
   * element and all it refers to, until it is lazy no more or in another document. True when it has to be made again.
   */
  release(): boolean {
    const found = this.find();
    if (!found?.made || found.img.loading !== 'lazy') return false;
    if (found.img.complete) {
      found.img.loading = 'eager';
      return false;
    }
    // One that is not loaded yet would be fetched now.
    this.clear();
    new Document().adoptNode(found.img);
    return true;
  }

  /** Wraps the picture in a link, or takes the link off again. An author's own link stays. */
  link(href: string | null): void {
    const found = this.find();
    if (!found) return;
    const picture = pictureAround(found.img);
    const around = picture.closest('a');
    const present = around && this.#host.contains(around) ? around : null;
    if (present) {
      if (!present.hasAttribute(MARK)) return;
      if (href) setAttribute(present, 'href', href);
      else present.replaceWith(...present.childNodes);
    } else if (href) {
      const link = document.createElement('a');
      link.setAttribute(MARK, '');
      link.toggleAttribute(MADE, found.made);
      link.href = href;
      picture.replaceWith(link);
      link.append(picture);
    }
  }

  #write(img: HTMLImageElement, attributes: ImageAttributes): void {
    const kept = this.#kept.get(img);
    for (const name of ATTRIBUTES) {
      if (kept?.has(name) && name !== 'src' && name !== 'srcset') continue;
      const value = attributes[name];
      if (value === undefined) img.removeAttribute(name);
      else setAttribute(img, name, value);
    }
  }

  /** Whether a node stands in one of the element's other slots. */
  #isSlotted(node: Element): boolean {
    for (let at: Element | null = node; at && at !== this.#host; at = at.parentElement)
      if (at.parentElement === this.#host) return at.slot !== '';
    return false;
  }
}

/** Takes the `<img>` out of a `<picture>` that the element has made, or the sources out of one that it has not. */
function removeSources(img: HTMLImageElement): void {
  const picture = pictureAround(img);
  if (picture.hasAttribute(MADE) && picture !== img) picture.replaceWith(img);
  else for (const source of picture.querySelectorAll('source')) source.remove();
}

/** Setting an address to what it is would load it again. */
function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
