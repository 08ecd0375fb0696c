import { nothing } from 'lit/html.js';
import { recoveryPart } from '../parts.ts';
import type { PartsInUse } from '../../shared/widgets/parts-in-use.ts';
import type { UploaderProperties } from '../properties.ts';
import type { Content, View } from '../view-model.ts';
import type { RecoveryController, RecoveryOptions } from './recovery-controller.ts';

export interface RecoveringOptions extends RecoveryOptions {
  parts: PartsInUse;
}

/** The attribute `recover`: has its code fetched, and stands for it until it is there. */
export class Recovering {
  readonly #host: UploaderProperties;
  readonly #options: RecoveringOptions;
  #controller: RecoveryController | null = null;
  #on: AbortController | null = null;
  #ready: Promise<void> = Promise.resolve();
  /** Files of an earlier page may still come. */
  isComing = false;

  constructor(options: RecoveringOptions) {
    this.#host = options.context.host;
    this.#options = options;
  }

  /** Whether the list holds what was on it before: then it is newer than what the browser remembers of the form. */
  get broughtBack(): boolean {
    return this.#controller?.broughtBack ?? false;
  }

  /** Whether every file on the list would come back, bytes and all. */
  get keepsAll(): boolean {
    return this.#controller?.keepsAll ?? false;
  }

  /** Begins, unless it has begun or nobody asked for it. */
  start(): void {
    if (this.#on || !this.#host.recover) return;
    this.#on = new AbortController();
    this.#ready = this.#begin(this.#on.signal);
  }

  /** Begins once more, if its code could not be fetched and may be asked for again. */
  restart(): void {
    if (this.#on && !this.#controller) this.#ready = this.#begin(this.#on.signal);
  }

  stop(): void {
    this.#on?.abort();
    this.#on = null;
  }

  async #begin(signal: AbortSignal): Promise<void> {
    this.isComing = true;
    try {
      const part = await this.#options.parts.load(recoveryPart);
      if (!part || signal.aborted) return;
      this.#controller ??= new part.RecoveryController(this.#options);
      this.#controller.start(signal);
      await this.#controller.ready;
    } finally {
      this.isComing = false;
    }
  }

  /** Resolves when a file may be sent: when it would be found again. */
  async secure(id: string): Promise<void> {
    if (this.#on) await this.#ready.catch(() => {});
    await this.#controller?.secure(id);
  }

  /** Continues with the files of an earlier page. */
  async proceed(ask: boolean): Promise<void> {
    await this.#ready.catch(() => {});
    await this.#controller?.proceed(ask);
  }

  /** Takes those of some chosen files that were not kept, and continues with them. */
  async reclaim(files: readonly (File | Blob)[]): Promise<ReadonlyMap<File | Blob, string>> {
    await this.#ready.catch(() => {});
    return (await this.#controller?.reclaim(files)) ?? new Map<File | Blob, string>();
  }

  /** Facts for the person about the files kept on this device. */
  render(view: View): Content {
    return this.#controller?.render(view) ?? nothing;
  }
}
