import type { UploadRules } from '../check/rules.ts';
import type { PrepareStep } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';

export interface PreparationOptions {
  onPrepared(id: string, content: Blob): void;
  onFailed(id: string, cause: unknown): void;
}

/** Runs the step between a file's turn and its sending; each run can be stopped, and then tells nothing. */
export class Preparation {
  readonly #options: PreparationOptions;
  readonly #running = new Map<string, AbortController>();

  constructor(options: PreparationOptions) {
    this.#options = options;
  }

  /** Files that are being prepared. */
  get size(): number {
    return this.#running.size;
  }

  start(file: UploadFile, content: Blob, step: PrepareStep, accepted: UploadRules['sent']): void {
    const { id } = file;
    const run = new AbortController();
    this.#running.set(id, run);
    const end = (tell: () => void) => {
      if (run.signal.aborted) return;
      this.#running.delete(id);
      tell();
    };
    // In a promise, so that a step which throws at once fails its file alone.
    new Promise<Blob>((resolve) => resolve(step(file, content, run.signal, accepted))).then(
      (prepared) => end(() => this.#options.onPrepared(id, prepared)),
      (cause: unknown) => end(() => this.#options.onFailed(id, cause)),
    );
  }

  stop(id: string): void {
    this.#running.get(id)?.abort();
    this.#running.delete(id);
  }
}
