import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import { sleep } from '../api/sleep.ts';
import { isOffline, OFFLINE_BELIEVED, reportConnection, watchConnection } from '../upload/connectivity.ts';

/** Uppy's own word, as a page or a test may have it. */
const lost = (): void => reportConnection(false);
const back = (): void => reportConnection(true);

/** Reasons that hold the files of an Uppy back: a person has paused them, in Uppy's own terms, or the connection is lost. */
export class HeldFiles<M extends Meta, B extends Body> {
  readonly #uppy: Uppy<M, B>;
  /** Files that are being sent. */
  readonly #sending = new Map<string, AbortController>();
  readonly #waiting = new Set<() => void>();
  #stopWatching = (): void => {};

  constructor(uppy: Uppy<M, B>) {
    this.#uppy = uppy;
  }

  listen(): void {
    this.#stopWatching = watchConnection(this.#changed);
    this.#uppy.on('is-offline', lost);
    this.#uppy.on('back-online', back);
    for (const event of ['upload-pause', 'pause-all', 'resume-all'] as const)
      this.#uppy.on(event, this.#changed);
  }

  stop(): void {
    this.#stopWatching();
    this.#uppy.off('is-offline', lost);
    this.#uppy.off('back-online', back);
    for (const event of ['upload-pause', 'pause-all', 'resume-all'] as const)
      this.#uppy.off(event, this.#changed);
    this.#sending.clear();
    this.#waiting.clear();
  }

  /** Whether a file must not be sent now. */
  has(fileId: string): boolean {
    return isOffline() || this.isPaused(fileId);
  }

  isPaused(fileId: string): boolean {
    return (this.#uppy.getFile(fileId) as UppyFile<M, B> | undefined)?.isPaused === true;
  }

  /** A signal that aborts when the file, which is being sent, is held. */
  signalOf(fileId: string): AbortSignal {
    const sending = new AbortController();
    this.#sending.set(fileId, sending);
    return sending.signal;
  }

  /** The file is not being sent any more. */
  done(fileId: string): void {
    this.#sending.delete(fileId);
  }

  /** Resolves when the file may be sent again; offline also after a while, for an attempt that shows whether that is so. */
  async released(fileId: string, signal: AbortSignal): Promise<void> {
    let isDoubted = false;
    while (this.isPaused(fileId) || (isOffline() && !isDoubted)) {
      const isChanged = await this.#change(signal, this.isPaused(fileId) ? 2 ** 31 - 1 : OFFLINE_BELIEVED);
      isDoubted = !isChanged;
    }
  }

  /** True when a hold has come or gone, false when the time is over. */
  async #change(signal: AbortSignal, ms: number): Promise<boolean> {
    const changed = new AbortController();
    const wake = () => changed.abort();
    this.#waiting.add(wake);
    try {
      await sleep(ms, AbortSignal.any([signal, changed.signal]));
      return false;
    } catch {
      signal.throwIfAborted();
      return true;
    } finally {
      this.#waiting.delete(wake);
    }
  }

  readonly #changed = (): void => {
    for (const wake of [...this.#waiting]) wake();
    for (const [id, sending] of this.#sending)
      if (this.has(id)) {
        this.#sending.delete(id);
        sending.abort(new DOMException('The upload is held.', 'AbortError'));
      }
  };
}
