import { nothing } from 'lit/html.js';
import { Recovery } from '../../../upload/recovery/recovery.ts';
import { EarlierFiles } from '../../../upload/session/restore.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import type { PartContext } from '../part-context.ts';
import type { UploaderProperties } from '../properties.ts';
import type { Content, View } from '../view-model.ts';
import { recoveredStyles } from './recovered.styles.ts';
import { recoveryTemplate, type RecoveryView } from './recovered.ts';
import { hostOf, queueKey } from './recovery-host.ts';

export { recovery as english } from '../../../locales/en/recovery.ts';
export const styles = [recoveredStyles];

export interface RecoveryOptions {
  context: PartContext;
  /** After the next rendering, focuses what is named first and is there. */
  focusOn(...actions: string[]): void;
}

/** Keeps the queue over a reload, as the attribute `recover` asks for. Fetched then. */
export class RecoveryController {
  readonly #host: UploaderProperties;
  readonly #options: RecoveryOptions;
  readonly #earlierFiles: EarlierFiles;
  readonly #recovery: Recovery;
  #ready: Promise<void> = Promise.resolve();
  /** Aborted: nothing is kept now. */
  #signal = AbortSignal.abort();
  #asking = false;
  #broughtBack = false;
  /** How many missing files have been read of; Infinity: of the trouble, too. */
  #read = 0;

  constructor(options: RecoveryOptions) {
    const { host, session, list } = options.context;
    this.#host = host;
    this.#options = options;
    this.#earlierFiles = new EarlierFiles(session.core);
    this.#recovery = new Recovery(
      hostOf(session, this.#earlierFiles, {
        onSupplied: (id) => list.supplied(id),
        onRestoring: () => (this.#broughtBack = true),
        onRestored: (files) => this.#restored(files),
      }),
      queueKey(host),
      () => host.requestUpdate(),
    );
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
    return this.#recovery.keepsAll;
  }

  get #view(): RecoveryView {
    const { session } = this.#options.context;
    const { total, ready } = session.queue.counts;
    const { missing, trouble } = this.#recovery;
    const unread = missing.count > this.#read ? missing.count : 0;
    return {
      waiting: this.#earlierFiles.count,
      asking: this.#asking,
      missing: { count: unread, name: missing.first?.name ?? '' },
      trouble: total > ready && this.#read < Infinity ? trouble : null,
    };
  }

  /** Facts for the person about the files kept on this device. */
  render(view: View): Content {
    if (view.readonly) return nothing;
    return recoveryTemplate(view, this.#view, {
      proceed: () => {
        void this.proceed(true);
        this.#options.focusOn('hold');
      },
      ask: (asking) => this.#ask(asking),
      discard: () => this.#discard(),
      read: () => this.#dismiss(),
    });
  }

  /** Keeps the queue until the signal aborts. */
  start(signal: AbortSignal): void {
    this.#signal = signal;
    this.#ready = this.#open();
    const options = { signal };
    signal.addEventListener('abort', () => this.#close());
    document.addEventListener('visibilitychange', () => this.#recovery.flush(), options);
    // A page that may come back from the cache lets go: another tab may go on meanwhile.
    addEventListener(
      'pagehide',
      ({ persisted }) => (persisted ? this.#close() : this.#recovery.flush()),
      options,
    );
    addEventListener('pageshow', ({ persisted }) => persisted && (this.#ready = this.#open()), options);
  }

  #close(): void {
    this.#ready = this.#ready.then(() => this.#recovery.close());
  }

  async #open(): Promise<void> {
    await this.#ready;
    if (!this.#signal.aborted) await this.#recovery.open();
  }

  #restored(files: readonly UploadFile[]): void {
    this.#announce(files);
    void this.#saveTexts(files);
    if (this.#host.recover === 'auto') void this.proceed(false);
  }

  /** Saves what was written about stored images: it may have arrived, and the same text twice is the same. */
  async #saveTexts(files: readonly UploadFile[]): Promise<void> {
    const { session } = this.#options.context;
    // It depends on the token's rules whether that can be saved.
    await session.loadPolicy();
    this.#host.requestUpdate();
    for (const { id, image } of files) {
      if (!image) continue; // it is saved once there is one
      if (session.canWrite(id)) await session.save(id);
      else this.#earlierFiles.tellUnsaved(id);
    }
  }

  /** Said once for all that came back, in the words of the notice. */
  #announce(files: readonly UploadFile[]): void {
    const { announcer, options } = this.#options.context;
    const count = files.filter(({ status }) => status === 'paused' || status === 'queued').length;
    const key = this.#host.recover === 'auto' ? 'announceRecovered' : 'recoverWaiting';
    if (count > 0) announcer.announce('recovered', (all) => options.texts.t(key, { count: all }), count);
  }

  /** Resolves when a file may be sent: when it would be found again. */
  async secure(id: string): Promise<void> {
    if (!this.#signal.aborted) await this.#ready.catch(() => {});
    await this.#recovery.secure(id);
  }

  /** Continues with the files of an earlier page. */
  async proceed(ask: boolean): Promise<void> {
    this.#asking = false;
    await this.#recovery.resumption.proceed(ask);
    this.#host.requestUpdate();
  }

  /** Asks whether the files of an earlier page are to go, or no longer. */
  #ask(asking: boolean): void {
    this.#asking = asking;
    this.#host.requestUpdate();
    this.#options.focusOn(asking ? 'keep' : 'discard');
  }

  /** Takes the files of an earlier page off the list. */
  #discard(): void {
    this.#asking = false;
    const { context, focusOn } = this.#options;
    context.session.cancel(this.#earlierFiles.waiting.map(({ id }) => id));
    this.#host.requestUpdate();
    focusOn();
  }

  /** The notice shown now has been read. */
  #dismiss(): void {
    const { trouble, missing } = this.#recovery;
    this.#read = trouble ? Infinity : missing.count;
    this.#host.requestUpdate();
    this.#options.focusOn();
  }

  /** Takes those of some chosen files that were not kept, and continues with them. */
  async reclaim(files: readonly (File | Blob)[]): Promise<ReadonlyMap<File | Blob, string>> {
    await this.#ready.catch(() => {});
    return this.#recovery.resumption.reclaim(files);
  }
}
