import type { KeptFile } from '../state/snapshot.ts';
import { isSmall } from './blobs.ts';
import type { Places } from './storage-budget.ts';
import { originOf } from './records.ts';
import { referenceOf } from './file-handles.ts';
import { isFull, preparedKey, type RecoveryStore } from './store.ts';
import type { EntryWriter } from './entry-writer.ts';

/**
 * Files, and bytes, that are copied in one go: a transaction for each would leave most of a long list behind, and what
 * is about to be sent has to wait for the one that is under way.
 */
const COPIED_FILES = 100;
const COPIED_BYTES = 8_000_000;

export interface CopierOptions {
  store: RecoveryStore;
  kept(id: string): KeptFile | null;
  onMissing(): void;
}

/** Copies the bytes of files into the store, always together with their entries. */
export class Copier {
  readonly #options: CopierOptions;
  readonly #places: Places;
  readonly #writer: EntryWriter;

  constructor(options: CopierOptions, places: Places, writer: EntryWriter) {
    this.#options = options;
    this.#places = places;
    this.#writer = writer;
  }

  /** The files whose bytes are copied next. */
  get portion(): string[] {
    const ids: string[] = [];
    let bytes = 0;
    for (const id of this.#places.pending) {
      bytes += this.#options.kept(id)?.file.size ?? 0;
      if (ids.length > 0 && (ids.length >= COPIED_FILES || bytes > COPIED_BYTES)) break;
      ids.push(id);
    }
    return ids;
  }

  /** Keeps the bytes of those among some files whose bytes are yet to be kept. */
  async keep(ids: readonly string[]): Promise<void> {
    const files: { id: string; content: Blob }[] = [];
    for (const id of ids) {
      if (!this.#places.isPending(id)) continue;
      const content = this.#options.kept(id)?.content;
      if (!(content instanceof Blob)) {
        this.#places.vacate(id);
        this.#writer.withoutBytes(id);
        continue;
      }
      const where = this.#places.take(id, content.size, referenceOf(content) !== null);
      if (where === 'bytes') files.push({ id, content });
      else await this.#keepOtherwise(id, content, where === 'reference');
    }
    const small = files.filter(({ content }) => isSmall(content));
    const together = small.length > 1 && (await this.#copied(small)) ? new Set(small) : null;
    // Large, alone, or because of one that does not go in: each for itself.
    for (const file of files)
      if (!together?.has(file) && !(await this.#copied([file])))
        await this.#keepOtherwise(file.id, file.content, true);
  }

  /** Keeps the bytes sent instead of the chosen ones once they go out: their key stands for just these bytes. */
  async keepPrepared(id: string): Promise<void> {
    const [kept, place] = [this.#options.kept(id), this.#places.get(id)];
    const content = kept?.prepared;
    if (!content || !place || place.prepared || content === kept.content) return;
    const prepared = originOf(content);
    const entry = () => this.#writer.entryWithBytes(id, { prepared });
    try {
      await this.#options.store.writeWithBytes(this.#writer.queue, [
        { key: preparedKey(id), content, entry },
      ]);
    } catch {
      return; // It is prepared anew.
    }
    place.prepared = prepared;
    this.#settle(id);
  }

  /** Returns false when not all of them could be stored; then none is. */
  async #copied(files: readonly { id: string; content: Blob }[]): Promise<boolean> {
    const copies = files.map(({ id, content }) => ({
      key: id,
      content,
      entry: () => this.#writer.entryWithBytes(id, { content: { kind: 'bytes' } }),
    }));
    try {
      await this.#options.store.writeWithBytes(this.#writer.queue, copies);
    } catch (cause) {
      if (isFull(cause) && files.length === 1) this.#places.full(files[0]!.id);
      return false;
    }
    for (const { id } of files) {
      this.#places.copied(id);
      this.#settle(id);
    }
    return true;
  }

  /** Writes changes to a file, made while it was being written, after it. */
  #settle(id: string): void {
    const place = this.#places.get(id);
    if (!place) this.#writer.drop(id);
    else if (place.content?.kind === 'done') this.#writer.changed(id);
  }

  /** There is no room for a copy: it is found again on the disk, or has to be chosen again. */
  async #keepOtherwise(id: string, content: Blob, referable: boolean): Promise<void> {
    const handle = referenceOf(content);
    const place = this.#places.get(id);
    if (!place) return;
    if (handle && referable) {
      place.copying = false;
      place.content = { kind: 'reference', handle };
      if (await this.#writer.write([id], 'strict').then(yes, no)) return; // not every browser stores handles
    }
    this.#places.turnAway(id, content.size);
    this.#options.onMissing();
    await this.#writer.write([id], 'strict');
  }
}

const yes = (): boolean => true;
const no = (): boolean => false;
