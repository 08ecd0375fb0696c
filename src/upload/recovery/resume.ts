import { chosenFile, type KeptFile } from '../state/snapshot.ts';
import { inspect } from '../check/inspect.ts';
import { isSameFile, isUncertain, lost, uncertain } from './restore-policy.ts';
import { withOrigin, type EntryRecord } from './records.ts';
import { rememberHandle } from './file-handles.ts';
import { readHandle } from './read-handle.ts';
import type { RecoveryHost } from './host.ts';

/** Resumes the uploads of an earlier page. Files without stored bytes are read from the disk, or chosen again. */
export class Resumption {
  readonly #host: RecoveryHost;
  readonly #keyAt: (id: string) => number | undefined;
  /** Files whose bytes are on the person's disk, and have not been read yet. */
  readonly #references = new Map<string, EntryRecord>();
  /** Files that have to be chosen again. */
  readonly #lost = new Map<string, EntryRecord>();

  /** @param keyAt Time at which the Idempotency-Key of a file was first used (ms). */
  constructor(host: RecoveryHost, keyAt: (id: string) => number | undefined) {
    this.#host = host;
    this.#keyAt = keyAt;
  }

  /** Remembers a file that is put onto the list again without its bytes. */
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
   * Resumes all files that wait: first those with bytes, then those on the person's disk. A file that may be uploaded
   * already, and whose key has expired, is not sent; the person decides about it.
   * @param ask Whether the browser may ask the person to read files, which it only does during a click or a key press.
   */
  async proceed(ask: boolean): Promise<void> {
    const { waiting } = this.#host.earlierFiles;
    const sure = waiting.map(({ id }) => id).filter((id) => !this.#failIfUncertain(id));
    this.#host.earlierFiles.proceed(sure.filter((id) => !this.#references.has(id)));
    for (const id of sure) if (this.#references.has(id)) await this.#read(id, ask);
  }

  /** Whether a file must not be sent again unasked; if so, it fails with that error. */
  #failIfUncertain(id: string): boolean {
    const kept = this.#host.kept(id);
    if (!kept || !isUncertain(kept, this.#keyAt(id), Date.now())) return false;
    this.#host.earlierFiles.fail(id, uncertain());
    return true;
  }

  /** Reads a file from the person's disk and resumes it. */
  async #read(id: string, ask: boolean): Promise<void> {
    const entry = this.#references.get(id);
    if (entry?.content.kind !== 'reference') return;
    const { handle } = entry.content;
    const found = await readHandle(handle, { ...entry.origin, size: chosenFile(entry.kept).size }, ask);
    if (!this.#references.has(id)) return; // removed from the list meanwhile
    if ('file' in found) {
      this.#references.delete(id);
      rememberHandle(found.file, handle);
      this.#host.earlierFiles.supply(id, found.file);
      this.#host.earlierFiles.proceed([id]);
    } else if (found.refused === 'gone') {
      this.#references.delete(id);
      this.#lost.set(id, entry);
      this.#host.earlierFiles.fail(id, lost(entry.kept));
    }
  }

  /**
   * Finds chosen files that are on the list without their bytes, and resumes them under their old keys.
   * @returns Their ids on the list, by file.
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

  /** Whether a file may be one without bytes, by its name and size, which cost no read. */
  #mayBeLost(name: string, size: number): boolean {
    for (const { kept } of this.#lost.values()) {
      const chosen = chosenFile(kept);
      if (chosen.name === name && chosen.size === size) return true;
    }
    return false;
  }

  #claim(data: Blob, chosen: { name: string; size: number; fingerprint: string }): string | null {
    for (const [id, entry] of this.#lost) {
      if (!isSameFile(entry, chosen)) continue;
      this.#lost.delete(id);
      // Its key is only valid for the same name and date.
      this.#host.earlierFiles.supply(id, entry.origin ? withOrigin(data, entry.origin) : data);
      if (!this.#failIfUncertain(id)) this.#host.retry(id);
      return id;
    }
    return null;
  }
}
