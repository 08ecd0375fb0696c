import { RestrictionError, type Body, type Meta, type Uppy, type UppyFile } from '@uppy/core';
import type { TokenGrant, TokenSource } from '../api/index.ts';
import type { RejectionCode } from '../upload/check/rules.ts';
import { isOffline } from '../upload/connectivity.ts';
import { heldKey, isOfQueue } from './file-meta.ts';

/** Error of Uppy's event `restriction-failed` for a file for which there is no place. */
export interface TooManyError<M extends Meta, B extends Body> extends RestrictionError<M, B> {
  readonly code: RejectionCode & 'too-many';
  /** Number of images that the token allows. */
  readonly limit: number;
}

/**
 * Holds the files of an Uppy to the number that the token allows. All that are on its list count, stored ones too; and
 * those that this token stored before they were taken off it, since the gateway counts them as well.
 */
export class MaxFiles<M extends Meta, B extends Body> {
  readonly #uppy: Uppy<M, B>;
  readonly #tokens: () => TokenSource | null | undefined;
  /** The tokens that stored what is on the list. */
  readonly #stored = new Map<string, string | null>();
  /** Number of images that the present token stored and that are not on the list any more. */
  #gone = 0;
  #token: string | null = null;

  constructor(uppy: Uppy<M, B>, tokens: () => TokenSource | null | undefined) {
    this.#uppy = uppy;
    this.#tokens = tokens;
  }

  listen(): void {
    this.#uppy.on('files-added', this.#added);
    this.#uppy.on('upload-success', this.#count);
    this.#uppy.on('file-removed', this.#uncount);
    this.#uppy.on('back-online', this.#returned);
  }

  stop(): void {
    this.#uppy.off('files-added', this.#added);
    this.#uppy.off('upload-success', this.#count);
    this.#uppy.off('file-removed', this.#uncount);
    this.#uppy.off('back-online', this.#returned);
  }

  /** Refuses the last of those files that are beyond the number and have not been sent. Never rejects. */
  async keep(): Promise<void> {
    if (isOffline()) return; // nothing is sent now, and no token can be had
    if (this.#uppy.getFiles().every(isOfQueue)) return;
    let grant: TokenGrant | undefined;
    try {
      grant = await this.#tokens()?.get();
    } catch {
      return; // the upload fails with it, and a remedy
    }
    const limit = grant?.policy?.max_files;
    if (limit === undefined) return;
    this.#renew(grant!.token);
    const files = this.#uppy.getFiles();
    for (const id of [...this.#stored.keys()]) if (!this.#uppy.getState().files[id]) this.#uncount({ id });
    const excess = files.length + this.#gone - limit;
    if (excess > 0) this.#refuse(files.filter(isFresh).slice(-excess), limit);
  }

  #renew(token: string | null): void {
    if (token !== this.#token) this.#gone = 0;
    this.#token = token;
  }

  #refuse(files: readonly UppyFile<M, B>[], limit: number): void {
    if (files.length === 0) return;
    const message = this.#uppy.i18n('youCanOnlyUploadX', { smart_count: limit });
    this.#uppy.removeFiles(files.map(({ id }) => id));
    for (const file of files) {
      const error: TooManyError<M, B> = Object.assign(new RestrictionError<M, B>(message, { file }), {
        code: 'too-many' as const,
        limit,
      });
      this.#uppy.emit('restriction-failed', file, error);
    }
    this.#uppy.info(message, 'error', this.#uppy.opts.infoTimeout);
  }

  readonly #added = (files: readonly UppyFile<M, B>[]): void => {
    for (const file of files) this.#uncount(file); // one that was stored, and is there once more
    void this.keep();
  };

  readonly #returned = (): void => void this.keep();

  readonly #count = (file: UppyFile<M, B> | undefined): void => {
    if (file) this.#stored.set(file.id, this.#token);
  };

  readonly #uncount = ({ id }: Pick<UppyFile<M, B>, 'id'>): void => {
    const token = this.#stored.get(id);
    if (token && token === this.#token) this.#gone += 1;
    this.#stored.delete(id);
  };
}

/** Nothing of it was sent. */
function isFresh<M extends Meta, B extends Body>(file: UppyFile<M, B>): boolean {
  const { progress, response, error } = file;
  return !progress.uploadStarted || !(response ?? error ?? heldKey(file)?.sent);
}
