import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import type { ImgproError } from '../api/index.ts';
import { isOffline } from '../upload/connectivity.ts';
import type { UploadConnection } from '../upload/send/connection.ts';
import { isTokenError } from '../upload/send/errors.ts';
import type { HeldKey } from '../upload/send/idempotency-key.ts';
import { sendFile, type RetryWait, type Stored } from '../upload/send/send-file.ts';
import type { Semaphore } from '../upload/send/semaphore.ts';
import { heldKey, KEY_FIELD, uploadOf } from './file-meta.ts';
import { HeldFiles } from './held-files.ts';

export interface UploadsOptions {
  connection(): UploadConnection;
  /** Places for those that are sent at a time. */
  slots: Semaphore;
  /** The options of the plugin as they are now. */
  opts(): {
    retries?: number;
    stallTimeout?: number;
    allowedMetaFields?: readonly string[];
    onKey?: (fileId: string, key: HeldKey) => Promise<void> | void;
  };
}

declare module '@uppy/core' {
  interface UppyEventMap<M extends Meta, B extends Body> {
    /** A failed attempt is followed by another at `until` (local clock, ms); null: the pause before it is over. */
    'imgpro-retry': (file: UppyFile<M, B>, wait: RetryWait | null) => void;
  }
}

/** The upload of one file, from its start to its end, over all attempts and pauses. */
interface Run {
  stop: AbortController;
  isLive: boolean;
}

/** The uploads of an Uppy that are under way: whose turn it is, what holds them, and their state in Uppy's terms. */
export class Uploads<M extends Meta, B extends Body> {
  readonly #uppy: Uppy<M, B>;
  readonly #options: UploadsOptions;
  readonly #held: HeldFiles<M, B>;
  readonly #runs = new Map<string, Run>();
  /** The last failure to get a token. */
  #tokenError: ImgproError | null = null;

  constructor(uppy: Uppy<M, B>, options: UploadsOptions) {
    this.#uppy = uppy;
    this.#options = options;
    this.#held = new HeldFiles(uppy);
  }

  listen(): void {
    this.#held.listen();
    this.#uppy.on('file-removed', this.#forget);
  }

  stop(): void {
    this.#held.stop();
    this.#uppy.off('file-removed', this.#forget);
    for (const { stop } of this.#runs.values()) stop.abort(removed());
    this.#runs.clear();
  }

  readonly #forget = ({ id }: UppyFile<M, B>): void => {
    this.#runs.get(id)?.stop.abort(removed());
    this.#runs.delete(id);
  };

  /** Whether a file is being sent, waits for its turn, or is held. */
  isUnderWay(fileId: string): boolean {
    return this.#runs.get(fileId)?.isLive ?? false;
  }

  /** A signal that aborts when the file is taken out of Uppy. */
  signalOf(fileId: string): AbortSignal {
    return (this.#runs.get(fileId) ?? this.#begin(fileId)).stop.signal;
  }

  #begin(fileId: string): Run {
    const run = { stop: new AbortController(), isLive: false };
    this.#runs.set(fileId, run);
    return run;
  }

  /** Sends a file. Rejects as {@link sendFile} does; with an `AbortError` when it is taken out of Uppy. */
  async send(id: string): Promise<Stored> {
    this.#runs.get(id)?.stop.abort(removed());
    const run = this.#begin(id);
    const { connection, opts, slots } = this.#options;
    const uppy = this.#uppy;
    const current = () => uppy.getFile(id) as UppyFile<M, B> | undefined;
    run.isLive = true;
    /** Hands the place among those that are sent back. */
    let leave: (() => void) | null = null;
    const turn = async (signal: AbortSignal): Promise<AbortSignal> => {
      for (;;) {
        if (this.#held.has(id)) {
          leave?.();
          leave = null;
          await this.#held.released(id, signal);
        }
        const before = this.#tokenError;
        leave ??= await slots.take(signal);
        // While this file stood in line another one has asked for the token, as often as is of use.
        if (this.#tokenError && this.#tokenError !== before) throw this.#tokenError;
        if (!this.#held.isPaused(id)) return this.#held.signalOf(id);
      }
    };
    try {
      return await sendFile({
        ...{ turn, connection, isOffline, signal: run.stop.signal },
        key: heldKey(uppy.getFile(id))!,
        upload: () => uploadOf(uppy.getFile(id), opts().allowedMetaFields),
        retries: () => Math.min(10, Math.max(0, opts().retries ?? 6)),
        stallTimeout: opts().stallTimeout ?? 60_000,
        onKey: async (key) => {
          await opts().onKey?.(id, key);
          if (current()) uppy.setFileMeta(id, { [KEY_FIELD]: key } as unknown as M);
        },
        onProgress: (share) => {
          const file = current();
          if (!file) return;
          uppy.emit('upload-progress', file, {
            uploadStarted: file.progress.uploadStarted ?? 0,
            bytesUploaded: (share ?? 0) * (file.size ?? 0),
            bytesTotal: share === null ? null : file.size,
          });
        },
        onWait: (wait) => {
          const file = current();
          if (file) uppy.emit('imgpro-retry', file, wait);
        },
      });
    } catch (error) {
      if (isTokenError(error as ImgproError)) this.#tokenError = error as ImgproError;
      throw error;
    } finally {
      run.isLive = false;
      if (this.#runs.get(id) === run) this.#held.done(id);
      (leave as (() => void) | null)?.();
    }
  }
}

const removed = (): DOMException => new DOMException('The file is not to be sent any more.', 'AbortError');
