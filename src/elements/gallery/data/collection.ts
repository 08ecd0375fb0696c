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

  /** Puts the new ones at the top, in their order, and returns them. */
  prepend(images: readonly Image[]): Image[] {
    const added = new Map<string, Image>();
    for (const image of images) if (!this.#replace(image)) added.set(image.id, image);
    if (added.size > 0) this.#reset([...added.values(), ...this.#images]);
    return [...added.values()];
  }

  /** Replaces what is known of images, and returns those that are here. */
  replaceMany(images: readonly Image[]): Image[] {
    return images.filter((image) => this.#replace(image));
  }

  /** Takes other images in place of all there are. */
  replaceAll(images: readonly Image[]): void {
    this.#reset([]);
    this.append(images);
  }

  /** Takes images out; says whether any was there. */
  remove(ids: Iterable<string>): boolean {
    const gone = new Set(ids);
    const left = this.#images.filter(({ id }) => !gone.has(id));
    if (left.length === this.#images.length) return false;
    this.#reset(left);
    return true;
  }

  /** Puts images back. @param order All ids in their order, these among them. */
  restore(images: readonly Image[], order: readonly string[]): void {
    const back = new Map(images.map((image) => [image.id, image]));
    this.#reset(order.flatMap((id) => back.get(id) ?? this.get(id) ?? []));
  }

  /** Moves one image to a place. */
  move(id: string, to: number): boolean {
    const from = this.indexOf(id);
    const place = Math.min(Math.max(0, to), this.#images.length - 1);
    if (from < 0 || from === place) return false;
    const images = [...this.#images];
    images.splice(place, 0, ...images.splice(from, 1));
    this.#reset(images);
    return true;
  }

  #replace(image: Image): boolean {
    const place = this.#places.get(image.id);
    if (place === undefined) return false;
    this.#images[place] = image;
    return true;
  }

  #reset(images: Image[]): void {
    this.#images = images;
    this.#places = new Map();
    for (let place = 0; place < images.length; place++) this.#places.set(images[place]!.id, place);
  }
}
