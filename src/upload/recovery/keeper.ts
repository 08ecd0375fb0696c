import type { KeptFile } from '../kept.ts';
import { Places } from './places.ts';
import { originOf, type EntryRecord, type QueueRecord } from './records.ts';
import { referenceOf } from './references.ts';
import { isFull, preparedKey, type RecoveryStore } from './store.ts';

/** How long a change may wait for others to be written with it (ms). */
const PATIENCE = 250;

/** Entries written at a time: cloning them must not hold up the page. */
const PORTION = 100;

export interface KeeperOptions {
  store: RecoveryStore;
  queue: Pick<QueueRecord, 'slot' | 'key'>;
  /** Bytes that may be kept. */
  cap: number;
  /** What is to be kept of a file now; null for nothing. */
  kept(id: string): KeptFile | null;
  /** Other files than before are not kept with their bytes. */
  onMissing(): void;
  /** Nothing can be written any more. */
  onBroken(cause: unknown): void;
}

/**
 * Writes what changes, behind the uploads' back: entries in batches, bytes one file at a time and always together with
 * their entry. What is urgent goes first: an upload that is about to be sent waits until its entry is on the disk.
 */
export class Keeper {
  readonly #options: KeeperOptions;
  readonly #places: Places;
  /** Entries to be written. */
  readonly #dirty = new Set<string>();
  /** Entries to be deleted. */
  readonly #gone = new Set<string>();
  /** Those who wait until a file is on the disk. */
  readonly #waiters = new Map<string, (() => void)[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #ended = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#places = new Places(options.cap);
  }

  /** An entry as it was found in the store. */
  found(entry: EntryRecord): void {
    this.#places.found(entry);
  }

  /** Ids of files at hand that would have to be chosen again after a reload. */
  get missing(): ReadonlyMap<string, unknown> {
    return this.#places.turnedAway;
  }

  /** When the key of a file was first used (ms). */
  keyAt(id: string): number | undefined {
    return this.#places.get(id)?.keyAt;
  }

  /** Something about a file is to be kept. */
  changed(id: string): void {
    if (this.#ended) return;
    this.#dirty.add(id);
    this.#schedule();
  }

  /** A file has left the list. */
  left(id: string): void {
    this.#dirty.delete(id);
    if (this.#ended || !this.#places.get(id)) return;
    this.#places.delete(id);
    this.#gone.add(id);
    this.#schedule();
    this.#options.onMissing();
  }

  /** Resolves when all that is known of a file is on the disk. */
  secure(id: string): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.set(id, [...(this.#waiters.get(id) ?? []), resolve]);
      this.#run();
    });
  }

  /** Writes at once what needs no waiting: the page may be gone in a moment. */
  flush(): void {
    if (this.#ended || this.#dirty.size + this.#gone.size === 0) return;
    this.#write([...this.#dirty], 'relaxed').catch((cause: unknown) => this.#break(cause));
  }

  /** Forgets everything: there is nothing to come back for. */
  async clear(): Promise<void> {
    this.#dirty.clear();
    this.#gone.clear();
    this.#places.clear();
    await this.#running;
    if (this.#ended || this.#places.size > 0) return; // meanwhile there is something new
    await this.#options.store.clear(this.#options.queue.slot).catch((cause: unknown) => this.#break(cause));
  }

  /** Writes what is left, and ends. */
  async close(): Promise<void> {
    this.flush();
    this.#end();
    await this.#running;
  }

  #schedule(): void {
    if (!this.#running) this.#timer ??= setTimeout(() => this.#run(), PATIENCE);
  }

  #run(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#work()
      .catch((cause: unknown) => this.#break(cause))
      .finally(() => (this.#running = null));
  }

  async #work(): Promise<void> {
    while (!this.#ended) {
      const [urgent] = this.#waiters.keys();
      if (urgent !== undefined) {
        await this.#writeUrgent(urgent);
      } else if (this.#dirty.size + this.#gone.size > 0) {
        await this.#write([...this.#dirty].slice(0, PORTION), 'relaxed');
      } else {
        const { next } = this.#places;
        if (next === undefined) return;
        await this.#keepBytes(next);
      }
    }
  }

  /** The key first: it is small, and the one thing that must not be forgotten. */
  async #writeUrgent(id: string): Promise<void> {
    const waiters = this.#waiters.get(id)!;
    this.#waiters.delete(id);
    try {
      await this.#write([id], 'strict');
      if (this.#places.isPending(id)) await this.#keepBytes(id);
      await this.#keepPrepared(id);
    } finally {
      for (const resolve of waiters) resolve();
    }
  }

  /** Everything up to the requests themselves happens at once. */
  async #write(ids: readonly string[], durability: 'strict' | 'relaxed'): Promise<void> {
    const before = this.missing.size;
    const put = ids.map((id) => this.#entry(id)).filter((entry) => entry !== null);
    const drop = [...this.#gone];
    const release = put.filter(({ content }) => content.kind === 'done').map(({ id }) => id);
    for (const id of ids) this.#dirty.delete(id);
    this.#gone.clear();
    await this.#options.store.write(this.#touched, { put, drop, release }, durability);
    if (this.missing.size !== before) this.#options.onMissing();
  }

  get #touched(): QueueRecord {
    return { ...this.#options.queue, touchedAt: Date.now() };
  }

  /** What is to be written of a file now; as long as its bytes are not kept, as one that has to be chosen again. */
  #entry(id: string): EntryRecord | null {
    const now = this.#options.kept(id);
    if (!now) return null;
    const place = this.#places.of(id, now);
    const { content: bytes, prepared: sent, ...kept } = now;
    if (bytes instanceof Blob) place.origin = originOf(bytes);
    if (!sent) place.prepared = null;
    // A key is written when it is about to be used.
    if (kept.key?.key !== place.key) {
      place.key = kept.key?.key;
      place.keyAt = kept.key && Date.now();
    }
    const { order, origin, prepared, keyAt, content } = place;
    const { slot } = this.#options.queue;
    return { id, slot, order, kept, content: content ?? { kind: 'missing' }, origin, prepared, keyAt };
  }

  async #keepBytes(id: string): Promise<void> {
    const content = this.#options.kept(id)?.content;
    if (!(content instanceof Blob)) return this.#places.vacate(id);
    const handle = referenceOf(content);
    const where = this.#places.take(id, content.size, handle !== null);
    if (where === 'bytes' && (await this.#copy(id, id, content))) return;
    const place = this.#places.get(id);
    if (!place) return;
    if (handle && where !== 'missing') {
      place.content = { kind: 'reference', handle };
      if (await this.#write([id], 'strict').then(yes, no)) return; // not every browser stores handles
    }
    this.#places.turnAway(id, content.size);
    this.#options.onMissing();
    await this.#write([id], 'strict');
  }

  /** What is sent instead of the chosen bytes is kept once it goes out: its key stands for just these bytes. */
  async #keepPrepared(id: string): Promise<void> {
    const [kept, place] = [this.#options.kept(id), this.#places.get(id)];
    if (!kept?.prepared || !place || place.prepared || kept.prepared === kept.content) return;
    place.prepared = originOf(kept.prepared);
    if (!(await this.#copy(id, preparedKey(id), kept.prepared))) place.prepared = null;
  }

  /** Returns false when it could not be stored. */
  async #copy(id: string, key: string, content: Blob): Promise<boolean> {
    const entry = this.#entry(id);
    if (!entry) return true;
    this.#dirty.delete(id);
    try {
      await this.#options.store.writeWithBytes(this.#touched, entry, key, content);
      if (!this.#places.get(id)) this.#gone.add(id); // it left meanwhile
      return true;
    } catch (cause) {
      if (isFull(cause) && key === id) this.#places.full(id);
      return false;
    }
  }

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    const waiters = [...this.#waiters.values()].flat();
    this.#waiters.clear();
    for (const resolve of waiters) resolve();
  }

  #break(cause: unknown): void {
    if (this.#ended) return;
    this.#end();
    this.#options.onBroken(cause);
  }
}

const yes = (): boolean => true;
const no = (): boolean => false;
