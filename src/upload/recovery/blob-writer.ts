import { chosenFile, type KeptFile } from '../state/snapshot.ts';
import { isSmall } from './blobs.ts';
import type { StorageBudget } from './storage-budget.ts';
import { originOf } from './records.ts';
import { handleOf } from './file-handles.ts';
import { isFull, preparedKey, type RecoveryStore } from './store.ts';
import type { EntryWriter } from './entry-writer.ts';

/**
 * The most files and bytes in one transaction. One for each file would take too long for a long list; in a larger one, a
 * file that is about to be sent would have to wait too long.
 */
const COPIED_FILES = 100;
const COPIED_BYTES = 8_000_000;

export interface BlobWriterOptions {
  store: RecoveryStore;
  kept(id: string): KeptFile | null;
  onMissing(): void;
}

/** Writes the bytes of files into the store, each time together with their entries. */
export class BlobWriter {
  readonly #options: BlobWriterOptions;
  readonly #budget: StorageBudget;
  readonly #writer: EntryWriter;

  constructor(options: BlobWriterOptions, budget: StorageBudget, writer: EntryWriter) {
    this.#options = options;
    this.#budget = budget;
    this.#writer = writer;
  }

  /** Ids of the files whose bytes are written next. */
  get portion(): string[] {
    const ids: string[] = [];
    let bytes = 0;
    for (const id of this.#budget.pending) {
      const kept = this.#options.kept(id);
      bytes += (kept && chosenFile(kept).size) ?? 0;
      if (ids.length > 0 && (ids.length >= COPIED_FILES || bytes > COPIED_BYTES)) break;
      ids.push(id);
    }
    return ids;
  }

  /** Writes the bytes of those of the given files that wait for it. */
  async keep(ids: readonly string[]): Promise<void> {
    const files: { id: string; content: Blob }[] = [];
    for (const id of ids) {
      if (!this.#budget.isPending(id)) continue;
      const content = this.#options.kept(id)?.content;
      if (!(content instanceof Blob)) {
        this.#budget.vacate(id);
        this.#writer.withoutBytes(id);
        continue;
      }
      const where = this.#budget.take(id, content.size, handleOf(content) !== null);
      if (where === 'bytes') files.push({ id, content });
      else await this.#keepOtherwise(id, content, where === 'reference');
    }
    const small = files.filter(({ content }) => isSmall(content));
    const together = small.length > 1 && (await this.#copied(small)) ? new Set(small) : null;
    // Large files, a single one, and small ones of which one could not be stored: each in a transaction of its own.
    for (const file of files)
      if (!together?.has(file) && !(await this.#copied([file])))
        await this.#keepOtherwise(file.id, file.content, true);
  }

  /** Writes the prepared file, once it is about to be sent: its Idempotency-Key is only valid for the same bytes. */
  async keepPrepared(id: string): Promise<void> {
    const [kept, state] = [this.#options.kept(id), this.#budget.get(id)];
    const content = kept?.prepared;
    if (!content || !state || state.prepared || content === kept.content) return;
    const prepared = originOf(content);
    const entry = () => this.#writer.entryWithBytes(id, { prepared });
    try {
      await this.#options.store.writeWithBytes(this.#writer.queue, [
        { key: preparedKey(id), content, entry },
      ]);
    } catch {
      return; // after a reload the chosen file is prepared again
    }
    state.prepared = prepared;
    this.#settle(id);
  }

  /** Writes all of the files in one transaction; false when that failed, and none is stored. */
  async #copied(files: readonly { id: string; content: Blob }[]): Promise<boolean> {
    const copies = files.map(({ id, content }) => ({
      key: id,
      content,
      entry: () => this.#writer.entryWithBytes(id, { content: { kind: 'bytes' } }),
    }));
    try {
      await this.#options.store.writeWithBytes(this.#writer.queue, copies);
    } catch (cause) {
      if (isFull(cause) && files.length === 1) this.#budget.full(files[0]!.id);
      return false;
    }
    for (const { id } of files) {
      this.#budget.copied(id);
      this.#settle(id);
    }
    return true;
  }

  /** Schedules what happened to a file while its bytes were being written. */
  #settle(id: string): void {
    const state = this.#budget.get(id);
    if (!state) this.#writer.drop(id);
    else if (state.content?.kind === 'done') this.#writer.changed(id);
  }

  /** Stores a file without its bytes: with a handle to it on the person's disk, else as one to be chosen again. */
  async #keepOtherwise(id: string, content: Blob, referable: boolean): Promise<void> {
    const handle = handleOf(content);
    const state = this.#budget.get(id);
    if (!state) return;
    if (handle && referable) {
      state.copying = false;
      state.content = { kind: 'reference', handle };
      if (await this.#writer.write([id], 'strict').then(yes, no)) return; // not every browser can store handles
    }
    this.#budget.turnAway(id, content.size);
    this.#options.onMissing();
    await this.#writer.write([id], 'strict');
  }
}

const yes = (): boolean => true;
const no = (): boolean => false;
