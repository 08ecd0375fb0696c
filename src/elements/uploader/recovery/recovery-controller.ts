import { fetchModule } from '../../../upload/workers/load-module.ts';
import type { Recovery, RecoveryTrouble } from '../../../upload/recovery/recovery.ts';
import type { UploadSession } from '../../../upload/session/session.ts';
import type { UploaderProperties } from '../properties.ts';
import type { RecoveryView, Texts } from '../view-model.ts';

export interface RecoveryControllerOptions {
  session: UploadSession;
  texts: Texts;
  /** The bytes of a file are at hand again: it may have a picture. */
  onSupplied(id: string): void;
}

/** Keeps the queue over a reload, as the attribute `recover` asks for; its code is fetched then. */
export class RecoveryController {
  readonly #host: UploaderProperties;
  readonly #options: RecoveryControllerOptions;
  #recovery: Recovery | null = null;
  #ready: Promise<void> = Promise.resolve();
  #on = false;
  #listening: AbortController | null = null;
  #asking = false;
  /** Its code could not be fetched. */
  #unloaded = false;
  #broughtBack = false;
  #question: RecoveryView['question'] = null;
  /** How many missing files have been read of; Infinity: of the trouble, too. */
  #read = 0;

  constructor(host: UploaderProperties, options: RecoveryControllerOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Resolves when files of an earlier page are on the list, or none will be. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Whether the list holds what was on it before: then it is newer than what the browser remembers of the form. */
  get broughtBack(): boolean {
    return this.#broughtBack;
  }

  /** Whether every file on the list would come back, bytes and all. */
  get keepsAll(): boolean {
    return this.#recovery?.keepsAll ?? false;
  }

  get view(): RecoveryView {
    const { session } = this.#options;
    const { total, ready } = session.queue.counts;
    const missing = this.#recovery?.missing;
    const unread = missing && missing.count > this.#read ? missing.count : 0;
    return {
      waiting: session.comeback.count,
      asking: this.#asking,
      question: this.#question,
      missing: { count: unread, name: missing?.first?.name ?? '' },
      trouble: total > ready && this.#read < Infinity ? this.#trouble : null,
    };
  }

  get #trouble(): RecoveryTrouble | null {
    return this.#unloaded ? 'blocked' : (this.#recovery?.trouble ?? null);
  }

  /** Begins, unless it has begun or nobody asked for it. */
  start(signal: AbortSignal): void {
    if (this.#on || !this.#host.recover) return;
    this.#on = true;
    this.#listening = new AbortController();
    this.#ready = this.#open();
    const options = { signal: AbortSignal.any([signal, this.#listening.signal]) };
    document.addEventListener('visibilitychange', () => this.#recovery?.flush(), options);
    // A page that may come back from the cache lets go: another tab may go on meanwhile.
    addEventListener(
      'pagehide',
      ({ persisted }) => (persisted ? this.#close() : this.#recovery?.flush()),
      options,
    );
    addEventListener('pageshow', ({ persisted }) => persisted && (this.#ready = this.#open()), options);
  }

  stop(): void {
    if (!this.#on) return;
    this.#on = false;
    this.#listening?.abort();
    this.#close();
  }

  #close(): void {
    this.#ready = this.#ready.then(() => this.#recovery?.close());
  }

  async #open(): Promise<void> {
    await this.#ready;
    const { signal } = this.#listening!;
    // In the moment that a page is loaded the network may go: without this the files of an earlier page would seem lost.
    const loaded = await fetchModule(() => import('./recovery-part.ts'), signal).catch(() => {
      this.#unloaded = !signal.aborted;
      this.#host.requestUpdate();
    });
    if (!this.#on || !loaded) return;
    const { Recovery, hostOf, queueKey, question, english, recoveredStyles } = loaded;
    const { session, texts, onSupplied } = this.#options;
    texts.learn(english);
    this.#question = question;
    if (!this.#recovery) this.#host.shadowRoot!.adoptedStyleSheets.push(recoveredStyles.styleSheet!);
    this.#recovery ??= new Recovery(
      hostOf(session, {
        onSupplied,
        onRestoring: () => (this.#broughtBack = true),
        onRestored: () => this.#restored(),
      }),
      queueKey(this.#host),
      () => this.#host.requestUpdate(),
    );
    await this.#recovery.open();
  }

  #restored(): void {
    // Only the token's rules tell whether what is written about a stored image can be saved.
    void this.#options.session.loadPolicy().then(() => this.#host.requestUpdate());
    if (this.#host.recover === 'auto') void this.goOn(false);
  }

  /** Resolves when a file may be sent: when it would be found again. */
  async secure(id: string): Promise<void> {
    if (this.#on) await this.#ready.catch(() => {});
    await this.#recovery?.secure(id);
  }

  /** Continues with the files of an earlier page. */
  async goOn(ask: boolean): Promise<void> {
    this.#asking = false;
    await this.#recovery?.resumption.goOn(ask);
    this.#host.requestUpdate();
  }

  /** Asks whether the files of an earlier page are to go, or no longer. */
  ask(asking: boolean): void {
    this.#asking = asking;
    this.#host.requestUpdate();
  }

  /** Takes the files of an earlier page off the list. */
  discard(): void {
    this.#asking = false;
    const { session } = this.#options;
    session.cancel(session.comeback.waiting.map(({ id }) => id));
    this.#host.requestUpdate();
  }

  /** The notice shown now has been read. */
  dismiss(): void {
    this.#read = this.#trouble ? Infinity : (this.#recovery?.missing.count ?? 0);
    this.#host.requestUpdate();
  }

  /** Takes those of some chosen files that were not kept, and continues with them. */
  async reclaim(files: readonly (File | Blob)[]): Promise<ReadonlyMap<File | Blob, string>> {
    await this.#ready.catch(() => {});
    return (await this.#recovery?.resumption.reclaim(files)) ?? new Map<File | Blob, string>();
  }
}
