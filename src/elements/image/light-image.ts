import type { ImageAttributes } from '../../image/core/plain.ts';
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

/** The `<img>` in the page's own tree: found, made, rewritten, taken away. */
export class LightImage {
  protected readonly host: HTMLElement;
  /** The attributes the author wrote on an `<img>` that we have filled in. */
  readonly #kept = new WeakMap<HTMLImageElement, readonly string[]>();

  constructor(host: HTMLElement) {
    this.host = host;
  }

  /** The picture's `<img>`: the first that is not meant for another slot. */
  get img(): HTMLImageElement | null {
    for (const img of this.host.querySelectorAll('img')) if (!this.#isSlotted(img)) return img;
    return null;
  }

  find(): FoundImage | null {
    const { img } = this;
    if (!img) return null;
    const id = img.getAttribute(MARK);
    return {
      img,
      ours: id !== null || !hasAddress(img),
      made: img.hasAttribute(MADE),
      id,
      veiled: img.hasAttribute(VEILED),
    };
  }

  /** Shows an image: what is ours is rewritten where it differs; another image gets an `<img>` of its own. */
  show({ id, veiled, attributes, arrange }: Shown): HTMLImageElement {
    const found = this.find();
    if (found?.made && found.id !== id) this.clear();
    const present = this.img;
    const img = present ?? document.createElement('img');
    if (!present) {
      img.setAttribute(MADE, '');
      adoptLightStyles(this.host);
    } else if (!img.hasAttribute(MARK)) {
      this.#kept.set(img, img.getAttributeNames());
    }
    write(img, MARK, id);
    img.toggleAttribute(VEILED, veiled);
    // In its place and beside its sources first: an address is only acted on when all is there.
    if (!arrange) removeSources(img);
    const top = arrange?.(img) ?? img;
    if (!this.host.contains(top)) this.host.append(top);
    for (const name of ATTRIBUTES) if (!this.#keeps(img, name)) write(img, name, attributes[name]);
    return img;
  }

  /** Takes away what the element has made, and empties what it or a server has filled in. */
  clear(): void {
    this.unlink();
    const found = this.find();
    if (!found?.ours || found.id === null) return;
    const { img, made } = found;
    if (made) return pictureAround(img).remove();
    for (const name of [...ATTRIBUTES, MARK, VEILED]) if (!this.#keeps(img, name)) img.removeAttribute(name);
    removeSources(img);
  }

  /**
   * For an element that has left the page. Chromium keeps a removed lazy `<img>` with automatic sizes, and with it the
   * element and all it refers to, until it is lazy no more or in another document. True when it has to be made again.
   */
  release(): boolean {
    const { img } = this;
    if (!img?.hasAttribute(MADE) || img.loading !== 'lazy') return false;
    if (img.complete) {
      img.loading = 'eager';
      return false;
    }
    // One that is not loaded yet would be fetched now.
    this.clear();
    new Document().adoptNode(img);
    return true;
  }

  /** Takes off a link that we have put around the picture. */
  unlink(): void {
    const link = this.host.querySelector(`a[${MARK}]`);
    link?.replaceWith(...link.childNodes);
  }

  /** Whether an attribute is as the author wrote it. */
  #keeps(img: HTMLImageElement, name: string): boolean {
    return !name.startsWith('src') && !!this.#kept.get(img)?.includes(name);
  }

  /** Whether a node stands in one of the element's other slots. */
  #isSlotted(node: Element): boolean {
    let top = node;
    while (top.parentElement !== this.host) top = top.parentElement!;
    return top.slot !== '';
  }
}

/** Takes the `<img>` out of a `<picture>` that the element has made, or the sources out of one that it has not. */
function removeSources(img: HTMLImageElement): void {
  const picture = pictureAround(img);
  if (picture.hasAttribute(MADE) && picture !== img) picture.replaceWith(img);
  else for (const source of picture.querySelectorAll('source')) source.remove();
}

/** Setting an address to what it is would load it again. */
function write(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
