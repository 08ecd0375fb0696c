import type { KeptFile } from '../state/snapshot.ts';
import { placeFor } from './restore-policy.ts';
import type { EntryRecord, Origin, StoredContent } from './records.ts';

/** Where one file stands in the store. */
export interface Place {
  order: number;
  /** Where its bytes are; null while that has not been decided. */
  content: StoredContent | null;
  origin: Origin | null;
  /** Of what is sent instead, once that is stored too. */
  prepared: Origin | null;
  /** The key last written, and when it was first used (ms). */
  key?: string;
  keyAt?: number;
  /** Bytes it takes up. */
  bytes: number;
  /** Its bytes are on their way into the store. */
  copying: boolean;
  /** There may be bytes of it in the store. */
  stored: boolean;
}

/**
 * Which files are kept with their bytes, and how much room they take. Files for which there is none wait in line for
 * what finished uploads leave. Every step costs the same, however many files there are.
 */
export class Places {
  readonly #places = new Map<string, Place>();
  /** Files whose bytes are yet to be kept, in the order of the list. */
  readonly #pending = new Set<string>();
  /** Files at hand for which there was no room. */
  readonly #turnedAway = new Map<string, number>();
  /** Files that would not come back as they are: neither their bytes nor a way to them are in the store yet. */
  readonly unkept = new Set<string>();
  /** The turns of files that have no place yet: what is about to be sent gets one before others that came first. */
  readonly #turns = new Map<string, number>();
  #cap: number;
  #used = 0;
  #order = 0;

  constructor(cap: number) {
    this.#cap = cap;
  }

  get size(): number {
    return this.#places.size;
  }

  get(id: string): Place | undefined {
    return this.#places.get(id);
  }

  /** Files at hand that are not kept with their bytes. */
  get turnedAway(): ReadonlyMap<string, number> {
    return this.#turnedAway;
  }

  /** The files whose bytes are yet to be kept, in their order. */
  get pending(): Iterable<string> {
    return this.#pending;
  }

  isPending(id: string): boolean {
    return this.#pending.has(id);
  }

  /** Something about a file is still to be written. */
  expect(id: string): void {
    const place = this.#places.get(id);
    if (!place || lacksBytes(place)) this.unkept.add(id);
    if (!place && !this.#turns.has(id)) this.#turns.set(id, (this.#order += 1));
  }

  /** A file as the store has it. */
  found({ id, order, content, origin, prepared, kept, keyAt }: EntryRecord): void {
    const bytes = content.kind === 'bytes' ? (kept.file.size ?? 0) : 0;
    const stored = content.kind === 'bytes' || prepared !== null || content.kind === 'done';
    const key = kept.key?.key;
    this.#places.set(id, { order, content, origin, prepared, key, keyAt, bytes, stored, copying: false });
    this.#order = Math.max(this.#order, order);
    this.#used += bytes;
  }

  /** The place of a file that is to be kept, with what is known of its bytes now. */
  of(id: string, { content, imageId }: KeptFile): Place {
    let place = this.#places.get(id);
    if (!place) {
      place = { order: this.#turns.get(id) ?? (this.#order += 1), ...UNDECIDED };
      this.#turns.delete(id);
      this.#places.set(id, place);
    }
    if (imageId !== undefined) {
      this.vacate(id);
      place.content = { kind: 'done' };
    } else if (typeof content === 'string') place.content = { kind: 'address', url: content };
    else if (content && !place.copying && lacksBytes(place) && !this.#turnedAway.has(id)) {
      place.content = null;
      this.#pending.add(id);
    }
    return place;
  }

  /** Decides where the bytes of a pending file go, and takes the room. */
  take(id: string, size: number, referable: boolean): 'bytes' | 'reference' | 'missing' {
    this.#pending.delete(id);
    const place = this.#places.get(id)!;
    const where = placeFor(size, { used: this.#used, cap: this.#cap, referable });
    if (where === 'bytes') {
      place.bytes = size;
      place.copying = true;
      this.#used += size;
    }
    return where;
  }

  /** The bytes of a file are in the store: only now may its entry say so. */
  copied(id: string): void {
    const place = this.#places.get(id);
    if (!place?.copying) return;
    place.copying = false;
    place.content = { kind: 'bytes' };
    this.unkept.delete(id);
  }

  /** The room taken for a file turned out not to be there: there is no more than what is in use. */
  full(id: string): void {
    this.#giveBack(id);
    this.#cap = this.#used;
  }

  /** The bytes of a file are not kept. */
  turnAway(id: string, size: number): void {
    const place = this.#places.get(id);
    if (!place) return;
    this.#giveBack(id);
    place.copying = false;
    place.content = { kind: 'missing' };
    this.#turnedAway.set(id, size);
  }

  /** The bytes of a file are not needed any more: those that were turned away come next, in their order. */
  vacate(id: string): void {
    this.#pending.delete(id);
    this.#turnedAway.delete(id);
    this.#giveBack(id);
    const own = this.#places.get(id);
    if (own) own.copying = false;
    let room = this.#cap - this.#used;
    for (const [other, size] of this.#turnedAway) {
      if (size > room) break;
      room -= size;
      this.#turnedAway.delete(other);
      this.#places.get(other)!.content = null;
      this.#pending.add(other);
    }
  }

  #giveBack(id: string): void {
    const place = this.#places.get(id);
    if (!place) return;
    this.#used -= place.bytes;
    place.bytes = 0;
  }

  /** A file has left, which may have no place yet. Returns whether it had one. */
  delete(id: string): boolean {
    this.vacate(id);
    this.unkept.delete(id);
    this.#turns.delete(id);
    return this.#places.delete(id);
  }

  clear(): void {
    this.#places.clear();
    this.#pending.clear();
    this.#turnedAway.clear();
    this.unkept.clear();
    this.#turns.clear();
    this.#used = 0;
  }
}

const UNDECIDED = {
  ...{ content: null, origin: null, prepared: null },
  ...{ bytes: 0, copying: false, stored: false },
} as const;

/** Nothing is kept of its bytes. */
function lacksBytes({ content }: Place): boolean {
  return content === null || content.kind === 'done' || content.kind === 'missing';
}
