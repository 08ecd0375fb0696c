import type { KeptFile } from '../state/snapshot.ts';
import { inspect } from '../check/inspect.ts';
import { isSameFile, isUncertain, lost, uncertain } from './restore-policy.ts';
import { asBefore, type EntryRecord } from './records.ts';
import { readReference, refer } from './file-handles.ts';
import type { RecoveryHost } from './host.ts';

/** Resumes files of an earlier page: those whose bytes are elsewhere are fetched, or chosen again. */
export class Resumption {
  readonly #host: RecoveryHost;
  readonly #keyAt: (id: string) => number | undefined;
  /** Files whose bytes are on the person's disk, until it is asked for them. */
  readonly #references = new Map<string, EntryRecord>();
  /** Files that have to be chosen again. */
  readonly #lost = new Map<string, EntryRecord>();

  /** @param keyAt When the key of a file was first used (ms). */
  constructor(host: RecoveryHost, keyAt: (id: string) => number | undefined) {
    this.#host = host;
    this.#keyAt = keyAt;
  }

  /** A file that is about to go back onto the list. */
  note(entry: EntryRecord, kept: KeptFile): void {
    const code = kept.file.error?.code;
    if (code === 'file_not_kept' || code === 'upload_unconfirmed') this.#lost.set(entry.id, entry);
    else if (entry.content.kind === 'reference') this.#references.set(entry.id, entry);
  }

  forget(id: string): void {
    this.#references.delete(id);
    this.#lost.delete(id);
  }

  /**
   * Goes on with all files that wait: at once with those at hand, then with those on the person's disk. A file that
   * may have been stored too long ago to tell is not sent; the person decides.
   * @param ask Whether the person may be asked for leave to read files, which needs a click or a key.
   */
  async goOn(ask: boolean): Promise<void> {
    const { waiting } = this.#host.comeback;
    const sure = waiting.map(({ id }) => id).filter((id) => !this.#isDoubtful(id));
    this.#host.comeback.goOn(sure.filter((id) => !this.#references.has(id)));
    for (const id of sure) if (this.#references.has(id)) await this.#fetch(id, ask);
  }

  /** Tells the person of a file that must not be sent again unasked. */
  #isDoubtful(id: string): boolean {
    const kept = this.#host.kept(id);
    if (!kept || !isUncertain(kept, this.#keyAt(id), Date.now())) return false;
    this.#host.comeback.fail(id, uncertain());
    return true;
  }

  async #fetch(id: string, ask: boolean): Promise<void> {
    const entry = this.#references.get(id);
    if (entry?.content.kind !== 'reference') return;
    const { handle } = entry.content;
    const found = await readReference(handle, { size: entry.kept.file.size, ...entry.origin }, ask);
    if (!this.#references.has(id)) return; // taken off the list meanwhile
    if ('file' in found) {
      this.#references.delete(id);
      refer(found.file, handle);
      this.#host.comeback.supply(id, found.file);
      this.#host.comeback.goOn([id]);
    } else if (found.refused === 'gone') {
      this.#references.delete(id);
      this.#lost.set(id, entry);
      this.#host.comeback.fail(id, lost(entry.kept));
    }
  }

  /**
   * Takes those of some chosen files that were not kept, and goes on with them under the keys they had.
   * @returns The ids they have on the list, by file.
   */
  async reclaim(files: readonly (File | Blob)[]): Promise<Map<File | Blob, string>> {
    const claimed = new Map<File | Blob, string>();
    for (const data of files) {
      const name = (data as File).name ?? '';
      if (!this.#mayBeLost(name, data.size)) continue;
      const { fingerprint } = await inspect(data);
      const id = this.#claim(data, { name, size: data.size, fingerprint });
      if (id !== null) claimed.set(data, id);
    }
    return claimed;
  }

  /** By name and size alone, which cost nothing. */
  #mayBeLost(name: string, size: number): boolean {
    for (const { kept } of this.#lost.values())
      if (kept.file.name === name && kept.file.size === size) return true;
    return false;
  }

  #claim(data: Blob, chosen: { name: string; size: number; fingerprint: string }): string | null {
    for (const [id, entry] of this.#lost) {
      if (!isSameFile(entry, chosen)) continue;
      this.#lost.delete(id);
      // Name and date are part of what its key stands for.
      this.#host.comeback.supply(id, entry.origin ? asBefore(data, entry.origin) : data);
      if (!this.#isDoubtful(id)) this.#host.retry(id);
      return id;
    }
    return null;
  }
}
