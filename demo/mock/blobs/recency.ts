/** How much of what can be made again is kept. */
export interface VariantLimits {
  /** Variants of one image: `?w=` alone has 8,192 values. */
  perImage: number;
  /** Bytes of all variants. */
  bytes: number;
}

/** A variant that has to go. */
export type Evicted = readonly [id: string, name: string];

/** Knows which variants there are and when each was last wanted. Keeps no bytes and removes nothing itself. */
export class Recency {
  readonly #limits: VariantLimits;
  /** Size by `id/name`, the one unused for longest first. */
  readonly #sizes = new Map<string, number>();
  /** The same, image by image. */
  readonly #names = new Map<string, Set<string>>();
  #bytes = 0;

  constructor(limits: VariantLimits) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes;
  }

  touch(id: string, name: string): void {
    const size = this.#sizes.get(`${id}/${name}`);
    if (size !== undefined) this.#put(id, name, size);
  }

  /** Notes a variant that was kept, and says which are too many now: first of this image, then of all. */
  add(id: string, name: string, size: number): Evicted[] {
    this.#put(id, name, size);
    const evicted: Evicted[] = [];
    const evict = (each: Evicted): void => {
      this.#drop(...each);
      evicted.push(each);
    };
    const names = this.#names.get(id) ?? new Set();
    for (const oldest of names) {
      if (names.size <= this.#limits.perImage) break;
      evict([id, oldest]);
    }
    for (const key of this.#sizes.keys()) {
      if (this.#bytes <= this.#limits.bytes) break;
      const slash = key.indexOf('/');
      evict([key.slice(0, slash), key.slice(slash + 1)]);
    }
    return evicted;
  }

  /** Forgets an image; gives the names of its variants. */
  forget(id: string): string[] {
    const names = [...(this.#names.get(id) ?? [])];
    for (const name of names) this.#drop(id, name);
    return names;
  }

  clear(): void {
    this.#sizes.clear();
    this.#names.clear();
    this.#bytes = 0;
  }

  #put(id: string, name: string, size: number): void {
    this.#drop(id, name);
    this.#sizes.set(`${id}/${name}`, size);
    const names = this.#names.get(id);
    if (names) names.add(name);
    else this.#names.set(id, new Set([name]));
    this.#bytes += size;
  }

  #drop(id: string, name: string): void {
    const size = this.#sizes.get(`${id}/${name}`);
    if (size === undefined) return;
    this.#sizes.delete(`${id}/${name}`);
    const names = this.#names.get(id);
    names?.delete(name);
    if (names?.size === 0) this.#names.delete(id);
    this.#bytes -= size;
  }
}
