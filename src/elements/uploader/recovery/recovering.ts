import { nothing } from 'lit/html.js';
import { notice } from '../panel/notice.ts';
import { recoveryPart } from '../parts.ts';
import type { UploaderProperties } from '../properties.ts';
import type { Content, View } from '../view-model.ts';
import type { RecoveryController, RecoveryOptions } from './recovery-controller.ts';

/** The attribute `recover`: has its code fetched, and stands for it until it is there. */
export class Recovering {
  readonly #host: UploaderProperties;
  readonly #options: RecoveryOptions;
  #controller: RecoveryController | null = null;
  #on: AbortController | null = null;
  #ready: Promise<void> = Promise.resolve();
  /** Its code could not be fetched, and nobody has read so yet. */
  #isMissing = false;

  constructor(host: UploaderProperties, options: RecoveryOptions) {
    this.#host = host;
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
  start(signal: AbortSignal): void {
    if (this.#on || !this.#host.recover) return;
    this.#on = new AbortController();
    this.#ready = this.#begin(AbortSignal.any([signal, this.#on.signal]));
  }

  stop(): void {
    this.#on?.abort();
    this.#on = null;
    this.#controller?.stop();
  }

  async #begin(signal: AbortSignal): Promise<void> {
    // In the moment that a page is loaded the network may go: with one attempt the files of an earlier page would seem lost.
    const part =
      recoveryPart.present ??
      (await recoveryPart.fetch(signal).catch(() => {
        this.#isMissing = !signal.aborted;
        this.#host.requestUpdate();
      }));
    if (!part || signal.aborted) return;
    this.#controller ??= new part.RecoveryController(this.#host, this.#options);
    this.#controller.start(signal);
    await this.#controller.ready;
  }

  /** Resolves when a file may be sent: when it would be found again. */
  async secure(id: string): Promise<void> {
    if (this.#on) await this.#ready.catch(() => {});
    await this.#controller?.secure(id);
  }

  /** Continues with the files of an earlier page. */
  async proceed(ask: boolean): Promise<void> {
    await this.#controller?.proceed(ask);
  }

  /** Takes those of some chosen files that were not kept, and continues with them. */
  async reclaim(files: readonly (File | Blob)[]): Promise<ReadonlyMap<File | Blob, string>> {
    await this.#ready.catch(() => {});
    return (await this.#controller?.reclaim(files)) ?? new Map<File | Blob, string>();
  }

  /** Facts for the person about the files kept on this device. */
  render(view: View): Content {
    if (this.#controller) return this.#controller.render(view);
    const { counts, readonly, texts } = view;
    if (!this.#isMissing || readonly || counts.total <= counts.ready) return nothing;
    return notice(texts.t('recoverBlocked'), texts, () => {
      this.#isMissing = false;
      this.#host.requestUpdate();
      this.#options.focusOn();
    });
  }
}
