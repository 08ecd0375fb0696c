import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import { sleep } from '../api/sleep.ts';

/** A browser that wrongly takes itself for offline is not believed for longer than this without a try (ms). */
const LONGEST_DISBELIEF = 30_000;

/** Holds that keep files from being sent: a person who paused them, in Uppy's own terms, and a lost connection. */
export class Holds<M extends Meta, B extends Body> {
  readonly #uppy: Uppy<M, B>;
  readonly #listeners = new Set<() => void>();
  readonly #watches: () => boolean;
  #offline = false;

  /** @param watches Whether the connection matters. */
  constructor(uppy: Uppy<M, B>, watches: () => boolean) {
    this.#uppy = uppy;
    this.#watches = watches;
  }

  listen(): void {
    this.#offline = globalThis.navigator?.onLine === false;
    this.#uppy.on('is-offline', this.#left);
    this.#uppy.on('back-online', this.#back);
    this.#uppy.on('upload-pause', this.#tell);
    this.#uppy.on('pause-all', this.#tell);
    this.#uppy.on('resume-all', this.#tell);
  }

  stop(): void {
    this.#uppy.off('is-offline', this.#left);
    this.#uppy.off('back-online', this.#back);
    this.#uppy.off('upload-pause', this.#tell);
    this.#uppy.off('pause-all', this.#tell);
    this.#uppy.off('resume-all', this.#tell);
    this.#listeners.clear();
  }

  /** Whether the browser says that there is no connection. A try that fails then tells nothing of the service. */
  get offline(): boolean {
    return this.#offline && this.#watches();
  }

  /** Whether a file must not be sent now. */
  holds(fileId: string): boolean {
    return this.offline || this.#isPaused(fileId);
  }

  /** Resolves when the file may be sent again; offline, also after a while for a try that shows whether that is so. */
  async released(fileId: string, signal: AbortSignal): Promise<void> {
    let disbelieved = false;
    while (this.#isPaused(fileId) || (this.offline && !disbelieved)) {
      const paused = this.#isPaused(fileId);
      const changed = await this.#change(signal, paused ? Infinity : LONGEST_DISBELIEF);
      disbelieved = !changed;
    }
  }

  /** Calls back whenever something is held or released. Returns the way to stop it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #isPaused(fileId: string): boolean {
    return (this.#uppy.getFile(fileId) as UppyFile<M, B> | undefined)?.isPaused === true;
  }

  /** True when something changed, false when the time was over. */
  async #change(signal: AbortSignal, ms: number): Promise<boolean> {
    const waited = new AbortController();
    const stop = AbortSignal.any([signal, waited.signal]);
    const forget = this.onChange(() => waited.abort());
    try {
      await sleep(Math.min(ms, 2 ** 31 - 1), stop);
      return false;
    } catch {
      signal.throwIfAborted();
      return true;
    } finally {
      forget();
    }
  }

  readonly #left = (): void => {
    this.#offline = true;
    this.#tell();
  };
  readonly #back = (): void => {
    this.#offline = false;
    this.#tell();
  };
  readonly #tell = (): void => {
    for (const listener of [...this.#listeners]) listener();
  };
}
