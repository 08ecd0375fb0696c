import { sleep } from '../../api/sleep.ts';
import type { KeptFile } from '../kept.ts';
import { Places } from './places.ts';
import { originOf, type EntryRecord, type QueueRecord } from './records.ts';
import { referenceOf } from './references.ts';
import { isFull, preparedKey, type Copy, type RecoveryStore } from './store.ts';

/** How long a change may wait for others to be written with it (ms). */
const PATIENCE = 250;

/** How long the last writing may take (ms): who comes next waits a little longer than this. */
const LAST_WORDS = 1500;

/** Entries written at a time: cloning them must not hold up the page. */
const PORTION = 100;

/** Files, and bytes, that are copied in one go: a transaction for each would leave most of a long list behind. */
const COPIED_FILES = 50;
const COPIED_BYTES = 8_000_000;
/** Larger ones are copied alone, by the browser, without their bytes passing through the page. */
const SMALL_FILE = 500_000;

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

  /** Writes what is left, bytes too as far as there is time, and ends. */
  async close(): Promise<void> {
    this.flush();
    this.#run();
    const stop = new AbortController();
    await Promise.race([this.#running, sleep(LAST_WORDS, stop.signal).catch(() => {})]);
    stop.abort();
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

  /**
   * What is urgent first, then what has changed, then bytes. Bytes have their turn every time: while uploads run there
   * is always something that has changed, and what is not copied is lost to a reload.
   */
  async #work(): Promise<void> {
    while (!this.#ended) {
      if (this.#waiters.size > 0) await this.#writeUrgent([...this.#waiters.keys()]);
      if (this.#ended) return;
      if (this.#dirty.size + this.#gone.size > 0)
        await this.#write([...this.#dirty].slice(0, PORTION), 'relaxed');
      const portion = this.#portion();
      if (portion.length > 0 && !this.#ended) await this.#keepBytes(portion);
      else if (this.#waiters.size + this.#dirty.size + this.#gone.size === 0) return;
    }
  }

  /** The key first: it is small, and the one thing that must not be forgotten. */
  async #writeUrgent(ids: readonly string[]): Promise<void> {
    const waiters = ids.flatMap((id) => this.#waiters.get(id)!);
    for (const id of ids) this.#waiters.delete(id);
    try {
      await this.#write(ids, 'strict');
      await this.#keepBytes(ids.filter((id) => this.#places.isPending(id)));
      for (const id of ids) await this.#keepPrepared(id);
    } finally {
      for (const resolve of waiters) resolve();
    }
  }

  /** The files whose bytes are copied next. */
  #portion(): string[] {
    const ids: string[] = [];
    let bytes = 0;
    for (const id of this.#places.pending) {
      bytes += this.#options.kept(id)?.file.size ?? 0;
      if (ids.length > 0 && (ids.length >= COPIED_FILES || bytes > COPIED_BYTES)) break;
      ids.push(id);
    }
    return ids;
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

  async #keepBytes(ids: readonly string[]): Promise<void> {
    const copies: { id: string; content: Blob }[] = [];
    for (const id of ids) {
      const content = this.#options.kept(id)?.content;
      if (!(content instanceof Blob)) {
        this.#places.vacate(id);
        continue;
      }
      const where = this.#places.take(id, content.size, referenceOf(content) !== null);
      if (where === 'bytes') copies.push({ id, content });
      else await this.#keepOtherwise(id, content, where === 'reference');
    }
    const small = copies.filter(({ content }) => content.size <= SMALL_FILE);
    const together = small.length > 1 && (await this.#copyAll(small)) ? new Set(small) : null;
    // Large, alone, or because of one that does not go in: each for itself.
    for (const { id, content } of copies.filter((copy) => !together?.has(copy)))
      if (!(await this.#copy(id, id, content))) await this.#keepOtherwise(id, content, true);
  }

  /** There is no room for a copy: it is found again on the disk, or has to be chosen again. */
  async #keepOtherwise(id: string, content: Blob, referable: boolean): Promise<void> {
    const handle = referenceOf(content);
    const place = this.#places.get(id);
    if (!place) return;
    if (handle && referable) {
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

  /** Returns false when not all of them could be stored; then none is. */
  async #copyAll(files: readonly { id: string; content: Blob }[]): Promise<boolean> {
    const copies: Copy[] = [];
    for (const { id, content } of files) {
      const entry = this.#entry(id);
      if (entry) copies.push({ entry, key: id, content });
    }
    for (const { key } of copies) this.#dirty.delete(key);
    try {
      await this.#options.store.writeAllWithBytes(this.#touched, copies);
    } catch {
      return false;
    }
    for (const { key } of copies) if (!this.#places.get(key)) this.#gone.add(key); // it left meanwhile
    return true;
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
