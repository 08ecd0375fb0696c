import { sleep } from '../../api/sleep.ts';
import { BlobWriter, type BlobWriterOptions } from './blob-writer.ts';
import { StorageBudget } from './storage-budget.ts';
import type { EntryRecord } from './records.ts';
import { EntryWriter, type EntryWriterOptions } from './entry-writer.ts';

/** How long a change may wait, so that others are written with it (ms). */
const PATIENCE = 250;

/** How long the last write before `close()` may take (ms); the page that takes over waits a little longer. */
const LAST_WORDS = 1500;

/** Entries written at a time: cloning more would block the page noticeably. */
const PORTION = 100;

export interface PersisterOptions extends EntryWriterOptions, BlobWriterOptions {
  /** The most bytes that may be stored. */
  cap: number;
  /** Called when writing has failed, and nothing is stored any more. */
  onBroken(cause: unknown): void;
}

/**
 * Stores the changes of a queue while uploads run: entries in batches, bytes in portions. Files that are about to be sent
 * come first: each waits until its entry and its bytes are on the disk.
 */
export class Persister {
  readonly #options: PersisterOptions;
  readonly #budget: StorageBudget;
  readonly #writer: EntryWriter;
  readonly #blobWriter: BlobWriter;
  /** Callbacks for when a file is on the disk, by its id. */
  readonly #waiters = new Map<string, (() => void)[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #ended = false;
  #keptAll = true;

  constructor(options: PersisterOptions) {
    this.#options = options;
    this.#budget = new StorageBudget(options.cap);
    this.#writer = new EntryWriter(options, this.#budget);
    this.#blobWriter = new BlobWriter(options, this.#budget, this.#writer);
  }

  /** Takes over an entry that was found in the store. */
  found(entry: EntryRecord): void {
    this.#budget.found(entry);
  }

  /** Files on the list that would have to be chosen again after a reload, by id. */
  get missing(): ReadonlyMap<string, unknown> {
    return this.#budget.turnedAway;
  }

  /** Whether every file would be restored after a reload, with its bytes. */
  get keepsAll(): boolean {
    return !this.#ended && this.#budget.unkept.size === 0;
  }

  /** When the key of a file was first used (ms). */
  keyAt(id: string): number | undefined {
    return this.#budget.get(id)?.keyAt;
  }

  /** Schedules a changed file to be written. */
  changed(id: string): void {
    if (this.#ended) return;
    this.#budget.expect(id);
    this.#writer.changed(id);
    this.#schedule();
  }

  /** Schedules what a move has changed to be written. @param list The ids of all files, in their order now. */
  moved(id: string, list: readonly string[]): void {
    for (const other of this.#budget.moved(id, list)) this.changed(other);
  }

  /** Schedules a file that was removed from the list to be deleted. */
  left(id: string): void {
    if (!this.#budget.delete(id) || this.#ended) return;
    this.#writer.drop(id);
    this.#schedule();
    this.#options.onMissing();
  }

  /** Writes a file before all others; resolves when its entry and its bytes are on the disk. */
  secure(id: string): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.set(id, [...(this.#waiters.get(id) ?? []), resolve]);
      this.#run();
    });
  }

  /** Makes the requests for all changed entries at once, as the page may be closed in a moment. */
  flush(): void {
    if (this.#ended || !this.#writer.matters) return;
    this.#writer.writeAll().catch((cause: unknown) => this.#break(cause));
  }

  /** Deletes everything that is stored of the queue. */
  async clear(): Promise<void> {
    this.#writer.forgetAll();
    this.#budget.clear();
    await this.#running;
    if (this.#ended || this.#budget.size > 0) return; // files were added meanwhile
    await this.#options.store.clear(this.#options.queue.slot).catch((cause: unknown) => this.#break(cause));
  }

  /** Writes all entries, and bytes as far as there is time, and ends. */
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
        // More may have been scheduled since `#work` looked for the last time.
        if (this.#ended) return;
        if (this.#waiters.size > 0) this.#run();
        else if (this.#writer.waits || this.#blobWriter.portion.length > 0) this.#schedule();
      });
  }

  /**
   * Writes in rounds: urgent files, then changed entries, then bytes. Bytes have a turn in every round: while uploads run,
   * entries change all the time, and a file whose bytes are not stored is lost by a reload.
   */
  async #work(): Promise<void> {
    while (!this.#ended) {
      if (this.#waiters.size > 0) await this.#writeUrgent([...this.#waiters.keys()]);
      if (this.#ended) return;
      if (this.#writer.waits) await this.#writer.writeChanged(PORTION);
      if (this.#ended) return;
      this.#reportKept();
      const { portion } = this.#blobWriter;
      if (portion.length > 0) await this.#blobWriter.keep(portion);
      else if (this.#waiters.size === 0 && !this.#writer.waits) return;
    }
  }

  #reportKept(): void {
    if (this.keepsAll === this.#keptAll) return;
    this.#keptAll = this.keepsAll;
    this.#options.onMissing();
  }

  /** Writes the entries first: they are small, and have the keys, which must not be lost. */
  async #writeUrgent(ids: readonly string[]): Promise<void> {
    const waiters = ids.flatMap((id) => this.#waiters.get(id)!);
    for (const id of ids) this.#waiters.delete(id);
    try {
      await this.#writer.write(ids, 'strict');
      await this.#blobWriter.keep(ids);
      for (const id of ids) await this.#blobWriter.keepPrepared(id);
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
