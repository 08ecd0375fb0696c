import { chosenFile, type KeptFile } from '../state/snapshot.ts';
import type { EntryRecord, Origin, StoredContent } from './records.ts';

/** The most bytes stored of one queue, where the browser allows as much. */
export const QUEUE_CAP = 1_000_000_000;

/** The most bytes to store: half of what the browser would still allow, so that the site keeps room of its own. */
export function capOf(estimate: { quota?: number; usage?: number } | null): number {
  if (estimate?.quota === undefined) return QUEUE_CAP;
  return Math.max(0, Math.min(QUEUE_CAP, Math.floor((estimate.quota - (estimate.usage ?? 0)) / 2)));
}

/** How a file is stored: with its bytes while there is room, else with a handle if it has one, else without bytes. */
export function placeFor(
  size: number,
  { used, cap, referable }: { used: number; cap: number; referable: boolean },
): 'bytes' | 'reference' | 'missing' {
  if (used + size <= cap) return 'bytes';
  return referable ? 'reference' : 'missing';
}

/** State of one file in the store. */
export interface StoredState {
  order: number;
  /** Place of its bytes; null while that is not decided. */
  content: StoredContent | null;
  origin: Origin | null;
  /** Properties of the prepared file, once that is stored too. */
  prepared: Origin | null;
  /** The Idempotency-Key last written, and the time at which it was first used (ms). */
  key?: string;
  keyAt?: number;
  /** Bytes that it takes in the store. */
  bytes: number;
  /** Whether its bytes are being written. */
  copying: boolean;
  /** Whether the store may have bytes of it. */
  stored: boolean;
}

/**
 * The room in the store: which files are stored with their bytes, and how much they take. Files without room get the room
 * that finished uploads free, in their order. Every step takes the same time, however many files there are.
 */
export class StorageBudget {
  readonly #states = new Map<string, StoredState>();
  /** Files whose bytes are still to be written, in the order of the list. */
  readonly #pending = new Set<string>();
  /** Files on the list for which there was no room, with their sizes. */
  readonly #turnedAway = new Map<string, number>();
  /** Files that a reload would lose: neither their bytes nor a handle or address of them is in the store yet. */
  readonly unkept = new Set<string>();
  /** Positions in the list of files that have no state yet. A file about to be sent is written before earlier ones. */
  readonly #turns = new Map<string, number>();
  #cap: number;
  #used = 0;
  #order = 0;

  constructor(cap: number) {
    this.#cap = cap;
  }

  get size(): number {
    return this.#states.size;
  }

  get(id: string): StoredState | undefined {
    return this.#states.get(id);
  }

  /** Files on the list that are stored without their bytes, with their sizes. */
  get turnedAway(): ReadonlyMap<string, number> {
    return this.#turnedAway;
  }

  /** Files whose bytes are still to be written, in their order. */
  get pending(): Iterable<string> {
    return this.#pending;
  }

  isPending(id: string): boolean {
    return this.#pending.has(id);
  }

  /** Notes that a file is to be written, and its position. */
  expect(id: string): void {
    const state = this.#states.get(id);
    if (!state || lacksBytes(state)) this.unkept.add(id);
    if (!state && !this.#turns.has(id)) this.#turns.set(id, (this.#order += 1));
  }

  /**
   * Notes the order of the whole list after a file was moved. Returns the files whose positions are others now: as a rule
   * the one that was moved, which gets a number between those of its neighbours; all, where no number is left there.
   */
  moved(id: string, list: readonly string[]): readonly string[] {
    const known = list.filter((other) => this.#orderOf(other) !== undefined);
    const at = known.indexOf(id);
    if (at < 0) return [];
    const low = this.#orderOf(known[at - 1]);
    const high = this.#orderOf(known[at + 1]);
    const order = low === undefined ? high! - 1 : high === undefined ? low + 1 : (low + high) / 2;
    if (order !== low && order !== high) {
      this.#setOrder(id, order);
      return [id];
    }
    known.forEach((other, place) => this.#setOrder(other, place));
    return known;
  }

  #orderOf(id: string | undefined): number | undefined {
    return id === undefined ? undefined : (this.#states.get(id)?.order ?? this.#turns.get(id));
  }

  #setOrder(id: string, order: number): void {
    const state = this.#states.get(id);
    if (state) state.order = order;
    else this.#turns.set(id, order);
    this.#order = Math.max(this.#order, order); // files that come later stand behind it
  }

  /** Takes over a file that was found in the store. */
  found({ id, order, content, origin, prepared, kept, keyAt }: EntryRecord): void {
    const bytes = content.kind === 'bytes' ? (chosenFile(kept).size ?? 0) : 0;
    const stored = content.kind === 'bytes' || prepared !== null || content.kind === 'done';
    const key = kept.key?.key;
    this.#states.set(id, { order, content, origin, prepared, key, keyAt, bytes, stored, copying: false });
    this.#order = Math.max(this.#order, order);
    this.#used += bytes;
  }

  /** State of a file that is to be stored, brought up to date with its content. */
  of(id: string, { content, imageId }: KeptFile): StoredState {
    let state = this.#states.get(id);
    if (!state) {
      state = { order: this.#turns.get(id) ?? (this.#order += 1), ...UNDECIDED };
      this.#turns.delete(id);
      this.#states.set(id, state);
    }
    if (imageId !== undefined) {
      this.vacate(id);
      state.content = { kind: 'done' };
    } else if (typeof content === 'string') state.content = { kind: 'address', url: content };
    else if (content && !state.copying && lacksBytes(state) && !this.#turnedAway.has(id)) {
      state.content = null;
      this.#pending.add(id);
    }
    return state;
  }

  /** Decides how a pending file is stored, and takes the room for it. */
  take(id: string, size: number, referable: boolean): 'bytes' | 'reference' | 'missing' {
    this.#pending.delete(id);
    const state = this.#states.get(id)!;
    const where = placeFor(size, { used: this.#used, cap: this.#cap, referable });
    if (where === 'bytes') {
      state.bytes = size;
      state.copying = true;
      this.#used += size;
    }
    return where;
  }

  /** Notes that the bytes of a file are in the store: only now may its entry say so. */
  copied(id: string): void {
    const state = this.#states.get(id);
    if (!state?.copying) return;
    state.copying = false;
    state.content = { kind: 'bytes' };
    this.unkept.delete(id);
  }

  /** Notes that the disk had no room for a file: the limit becomes what is in use. */
  full(id: string): void {
    this.#giveBack(id);
    this.#cap = this.#used;
  }

  /** Notes that a file is stored without its bytes. */
  turnAway(id: string, size: number): void {
    const state = this.#states.get(id);
    if (!state) return;
    this.#giveBack(id);
    state.copying = false;
    state.content = { kind: 'missing' };
    this.#turnedAway.set(id, size);
  }

  /** Frees the room of a file. Files that were turned away get it, in their order. */
  vacate(id: string): void {
    this.#pending.delete(id);
    this.#turnedAway.delete(id);
    this.#giveBack(id);
    const own = this.#states.get(id);
    if (own) own.copying = false;
    let room = this.#cap - this.#used;
    for (const [other, size] of this.#turnedAway) {
      if (size > room) break;
      room -= size;
      this.#turnedAway.delete(other);
      this.#states.get(other)!.content = null;
      this.#pending.add(other);
    }
  }

  #giveBack(id: string): void {
    const state = this.#states.get(id);
    if (!state) return;
    this.#used -= state.bytes;
    state.bytes = 0;
  }

  /** Removes a file; false when it had no state yet. */
  delete(id: string): boolean {
    this.vacate(id);
    this.unkept.delete(id);
    this.#turns.delete(id);
    return this.#states.delete(id);
  }

  clear(): void {
    this.#states.clear();
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

/** Whether a file is stored without its bytes. */
function lacksBytes({ content }: StoredState): boolean {
  return content === null || content.kind === 'done' || content.kind === 'missing';
}
