import type { Image } from '../../../api/types.ts';

/** How the places of images change: those at the end are new, all may stand elsewhere, or a person has moved one. */
export type Rearrangement = 'append' | 'anew' | 'moved';

/** The images of a gallery in their order, each id once. Whatever arrives twice replaces what was known of it. */
export class Collection {
  #images: Image[] = [];
  #places = new Map<string, number>();

  /** The images. Another order is another array; images that are appended come into this one. */
  get images(): readonly Image[] {
    return this.#images;
  }

  get size(): number {
    return this.#images.length;
  }

  has(id: string): boolean {
    return this.#places.has(id);
  }

  get(id: string): Image | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#images[place];
  }

  /** The place of an image, or -1. */
  indexOf(id: string): number {
    return this.#places.get(id) ?? -1;
  }

  /** Puts the new ones at the end and returns them. */
  append(images: readonly Image[]): Image[] {
    const added: Image[] = [];
    for (const image of images) {
      if (this.#replace(image)) continue;
      this.#places.set(image.id, this.#images.length);
      this.#images.push(image);
      added.push(image);
    }
    return added;
  }

  /** Replaces what is known of images, and returns those that are here. */
  replaceMany(images: readonly Image[]): Image[] {
    return images.filter((image) => this.#replace(image));
  }

  /** Takes other images in place of all there are. */
  replaceAll(images: readonly Image[]): void {
    this.reorder([]);
    this.append(images);
  }

  /** Takes images out; says whether any was there. */
  remove(ids: Iterable<string>): boolean {
    const gone = new Set(ids);
    const left = this.#images.filter(({ id }) => !gone.has(id));
    if (left.length === this.#images.length) return false;
    this.reorder(left);
    return true;
  }

  /** Takes these images, each once, in place of all there are. */
  reorder(images: Image[]): void {
    this.#images = images;
    this.#places = new Map();
    for (let place = 0; place < images.length; place++) this.#places.set(images[place]!.id, place);
  }

  #replace(image: Image): boolean {
    const place = this.#places.get(image.id);
    if (place === undefined) return false;
    this.#images[place] = image;
    return true;
  }
}
