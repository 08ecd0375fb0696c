import { sleep } from '../api/sleep.ts';

/** How often a browser that says it is offline is asked for proof (ms). */
const PATIENCE = 30_000;

/**
 * A browser may wrongly take itself for offline for as long as it runs, as in a container or a virtual machine. While it
 * says so, the service is looked for now and then.
 */
export class Disbelief {
  readonly #reach: () => Promise<unknown>;
  readonly #onReached: () => void;
  #stop: AbortController | null = null;

  /** @param reach Rejects when the service cannot be reached. */
  constructor(reach: () => Promise<unknown>, onReached: () => void) {
    this.#reach = reach;
    this.#onReached = onReached;
  }

  begin(): void {
    if (this.#stop) return;
    this.#stop = new AbortController();
    this.#look(this.#stop.signal).catch(() => {}); // ended
  }

  end(): void {
    this.#stop?.abort();
    this.#stop = null;
  }

  async #look(signal: AbortSignal): Promise<void> {
    for (;;) {
      await sleep(PATIENCE, signal);
      const isReached = await this.#reach().then(
        () => true,
        () => false,
      );
      signal.throwIfAborted();
      if (isReached) return this.#onReached();
    }
  }
}
