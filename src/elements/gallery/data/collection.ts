import type { Image } from '../../../api/types.ts';

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

  /** Moves images together, in their order here, the first of them to a place; says whether any stands elsewhere now. */
  move(ids: readonly string[], to: number): boolean {
    const before = this.#images;
    const moved = new Set(ids);
    const others = before.filter(({ id }) => !moved.has(id));
    const place = Math.max(0, to);
    const images = [
      ...others.slice(0, place),
      ...before.filter(({ id }) => moved.has(id)),
      ...others.slice(place),
    ];
    if (images.every((image, at) => image === before[at])) return false;
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
