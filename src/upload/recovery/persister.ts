import { sleep } from '../../api/sleep.ts';
import { Copier, type CopierOptions } from './blob-writer.ts';
import { Places } from './storage-budget.ts';
import type { EntryRecord } from './records.ts';
import { EntryWriter, type EntryWriterOptions } from './entry-writer.ts';

/** How long a change may wait for others to be written with it (ms). */
const PATIENCE = 250;

/** How long the last writing may take (ms): who comes next waits a little longer than this. */
const LAST_WORDS = 1500;

/** Entries written at a time: cloning them must not hold up the page. */
const PORTION = 100;

export interface KeeperOptions extends EntryWriterOptions, CopierOptions {
  /** Bytes that may be kept. */
  cap: number;
  /** Nothing can be written any more. */
  onBroken(cause: unknown): void;
}

/**
 * Writes what changes, behind the uploads' back: entries in batches, bytes in portions. Urgent files go first: an
 * upload that is about to be sent waits until its entry and its bytes are on the disk.
 */
export class Keeper {
  readonly #options: KeeperOptions;
  readonly #places: Places;
  readonly #writer: EntryWriter;
  readonly #copier: Copier;
  /** Callbacks that wait until a file is on the disk, by file. */
  readonly #waiters = new Map<string, (() => void)[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #ended = false;
  #keptAll = true;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#places = new Places(options.cap);
    this.#writer = new EntryWriter(options, this.#places);
    this.#copier = new Copier(options, this.#places, this.#writer);
  }

  /** An entry as it was found in the store. */
  found(entry: EntryRecord): void {
    this.#places.found(entry);
  }

  /** Ids of files at hand that would have to be chosen again after a reload. */
  get missing(): ReadonlyMap<string, unknown> {
    return this.#places.turnedAway;
  }

  /** Whether every file would come back, bytes and all. */
  get keepsAll(): boolean {
    return !this.#ended && this.#places.unkept.size === 0;
  }

  /** When the key of a file was first used (ms). */
  keyAt(id: string): number | undefined {
    return this.#places.get(id)?.keyAt;
  }

  /** Something about a file is to be kept. */
  changed(id: string): void {
    if (this.#ended) return;
    this.#places.expect(id);
    this.#writer.changed(id);
    this.#schedule();
  }

  /** A file has left the list. */
  left(id: string): void {
    if (!this.#places.delete(id) || this.#ended) return;
    this.#writer.drop(id);
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
    if (this.#ended || !this.#writer.matters) return;
    this.#writer.writeAll().catch((cause: unknown) => this.#break(cause));
  }

  /** Forgets everything: there is nothing to come back for. */
  async clear(): Promise<void> {
    this.#writer.forgetAll();
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
      .finally(() => {
        this.#running = null;
        // In the moments since the last look there may have come more.
        if (this.#ended) return;
        if (this.#waiters.size > 0) this.#run();
        else if (this.#writer.waits || this.#copier.portion.length > 0) this.#schedule();
      });
  }

  /**
   * Urgent files go first, then what changed, then bytes. Bytes have their turn every time: while uploads run there
   * is always something that has changed, and what is not copied is lost to a reload.
   */
  async #work(): Promise<void> {
    while (!this.#ended) {
      if (this.#waiters.size > 0) await this.#writeUrgent([...this.#waiters.keys()]);
      if (this.#ended) return;
      if (this.#writer.waits) await this.#writer.writeChanged(PORTION);
      if (this.#ended) return;
      this.#tellKept();
      const { portion } = this.#copier;
      if (portion.length > 0) await this.#copier.keep(portion);
      else if (this.#waiters.size === 0 && !this.#writer.waits) return;
    }
  }

  #tellKept(): void {
    if (this.keepsAll === this.#keptAll) return;
    this.#keptAll = this.keepsAll;
    this.#options.onMissing();
  }

  /** The key first: it is small, and the one thing that must not be forgotten. */
  async #writeUrgent(ids: readonly string[]): Promise<void> {
    const waiters = ids.flatMap((id) => this.#waiters.get(id)!);
    for (const id of ids) this.#waiters.delete(id);
    try {
      await this.#writer.write(ids, 'strict');
      await this.#copier.keep(ids);
      for (const id of ids) await this.#copier.keepPrepared(id);
    } finally {
      for (const resolve of waiters) resolve();
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
