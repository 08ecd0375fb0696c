import { Uppy, type Body, type Meta, type UppyFile } from '@uppy/core';
import { ImgproError, isRetryable, type ImgproClient, type Image } from '../api/index.ts';
import { asImgproError } from '../upload/send/errors.ts';
import { ID_FIELD, KEY_FIELD, metaOf } from '../upload/send/form-fields.ts';
import type { HeldKey } from '../upload/send/idempotency-key.ts';
import { guardListeners } from './listeners.ts';
import { UploadPlugin } from './upload-plugin.ts';
import type { UploadConnection } from '../upload/send/connection.ts';
import type { TryFate } from '../upload/send/attempt-outcome.ts';

/** One upload as it is handed to Uppy. */
export interface Outgoing {
  id: string;
  name: string;
  type: string;
  source: string;
  fields: Record<string, string>;
  key?: HeldKey;
  /** The bytes, or the address to import from. */
  content: Blob | string;
}

/** How an upload ended that nobody saw: with an image; refused; given up, stored or not; or it was called off. */
export type UnseenEnd = Image | 'none' | 'unknown' | 'recalled';

export interface DispatcherEvents {
  connection(): UploadConnection & { client: ImgproClient; anonymous: boolean };
  retries(): number;
  /** The key is settled; the request goes out when this is through. A rejection fails the file. */
  onKey(id: string, key: HeldKey): Promise<void> | void;
  onTry(id: string, fate: TryFate): void;
  onProgress(id: string, sent: number, total: number): void;
  onWait(id: string, wait: { error: ImgproError; until: number } | null): void;
  onStored(id: string, image: Image): void;
  onFailed(id: string, error: ImgproError): void;
  /** A file is through, in whatever way: there is room for another one. */
  onRoom(): void;
  /** A file that the page or a plugin put into Uppy itself. */
  onForeign(file: UppyFile<Meta, Body>): void;
}

/**
 * The Uppy of an uploader. It holds the files in flight and no others, because each of its steps costs as much as it
 * holds files: a queue of thousands stays in our own store and comes here in portions.
 */
export class Dispatcher {
  readonly #events: DispatcherEvents;
  readonly #inFlight = new Map<string, object>();
  /** Uploads that nobody sees any more, and who waits for their end. */
  readonly #unseen = new Map<string, (end: UnseenEnd) => void>();
  #uppy: Uppy<Meta, Body> | null = null;
  #plugin: UploadPlugin | null = null;
  #isDestroyed = false;

  constructor(events: DispatcherEvents) {
    this.#events = events;
  }

  /** How many places are taken, by what nobody sees too. */
  get inFlight(): number {
    return this.#inFlight.size + this.#unseen.size;
  }

  /** Made on first use: an uploader nobody touches costs nothing. */
  get uppy(): Uppy<Meta, Body> {
    return (this.#uppy ??= this.#create());
  }

  /** Starts one upload. Its end is told by `onStored` or `onFailed`, unless it is recalled. */
  send(outgoing: Outgoing): void {
    const run = {};
    this.#inFlight.set(outgoing.id, run);
    this.#upload(
      outgoing,
      () => this.#settle(outgoing.id, run),
      (error) => this.#fail(outgoing.id, run, error),
    );
  }

  /** Lets an upload go on unseen, and tells its end alone; null when it is not in flight. */
  disown(id: string): Promise<UnseenEnd> | null {
    return this.#inFlight.delete(id) ? this.#endOf(id) : null;
  }

  /** Sends a file that is on no list; see {@link disown}. */
  sendUnseen(outgoing: Outgoing): Promise<UnseenEnd> {
    const { id } = outgoing;
    const end = this.#endOf(id);
    const over = () => this.#endUnseen(id, 'unknown');
    this.#upload(outgoing, over, over);
    return end;
  }

  /** Calls off all that goes on unseen. */
  recallUnseen(): void {
    for (const id of [...this.#unseen.keys()]) this.#endUnseen(id, 'recalled');
  }

  #endOf(id: string): Promise<UnseenEnd> {
    return new Promise((resolve) => this.#unseen.set(id, resolve));
  }

  #endUnseen(id: string, end: UnseenEnd): void {
    const tell = this.#unseen.get(id);
    if (!this.#unseen.delete(id)) return;
    this.#uppy?.removeFile(id);
    tell!(end);
    this.#events.onRoom();
  }

  #upload(outgoing: Outgoing, settled: () => void, failed: (error: ImgproError) => void): void {
    const { id, content } = outgoing;
    const isImport = typeof content === 'string';
    const json = { type: 'application/json' };
    const { uppy } = this;
    try {
      uppy.addFile({
        name: outgoing.name,
        type: isImport ? json.type : outgoing.type,
        source: outgoing.source,
        data: isImport ? new Blob([JSON.stringify({ ...outgoing.fields, url: content })], json) : content,
        meta: {
          ...metaOf(outgoing.fields),
          [ID_FIELD]: id,
          ...(outgoing.key && { [KEY_FIELD]: outgoing.key }),
        },
      });
      if (isImport)
        uppy.setFileState(id, {
          xhrUpload: { formData: false, headers: { 'Content-Type': json.type } },
        } as object);
    } catch (cause) {
      return failed(asImgproError(cause));
    }
    uppy.upload().then(settled, (cause: unknown) => failed(asImgproError(cause)));
  }

  /** Stops an upload without a word of its end. */
  recall(id: string): void {
    if (!this.#inFlight.delete(id)) return;
    this.#uppy?.removeFile(id);
  }

  has(id: string): boolean {
    return this.#inFlight.has(id);
  }

  /** Ends Uppy, plugins and listeners of the page included: it listens to the window, and would outlive everything. */
  destroy(): void {
    this.#inFlight.clear();
    this.recallUnseen();
    this.#uppy?.destroy();
    this.#isDestroyed = true;
  }

  /** The next use makes a new Uppy, if the last one was ended. Until then a page that tidies up still finds the last. */
  revive(): void {
    if (!this.#isDestroyed) return;
    this.#isDestroyed = false;
    this.#uppy = null;
    this.#plugin = null;
  }

  #create(): Uppy<Meta, Body> {
    const uppy = new Uppy<Meta, Body>({
      // The queue has judged and identified the files; the same file twice is a decision already taken.
      onBeforeFileAdded: (file) => {
        const id = (file.meta as Record<string, unknown>)[ID_FIELD];
        return typeof id === 'string' ? { ...file, id } : true;
      },
      // A failed upload is told by the element; Uppy's console lines would only double it.
      logger: { debug() {}, warn() {}, error() {} },
    });
    guardListeners(uppy);
    uppy.use(UploadPlugin<Meta, Body>, {
      connection: () => {
        const { tokens, apiUrl, client, anonymous } = this.#events.connection();
        return tokens || anonymous ? { tokens, apiUrl } : { client };
      },
      limit: 0,
      retries: () => this.#events.retries(),
      waitForProcessing: false,
      unwatched: true, // the session watches it
      unguarded: true, // the element knows of more files
      onKey: (id: string, key: HeldKey) => (this.#inFlight.has(id) ? this.#events.onKey(id, key) : undefined),
      onTry: (id: string, fate: TryFate) => this.#events.onTry(id, fate),
      onWait: (id: string, wait: { error: ImgproError; until: number } | null) =>
        this.#events.onWait(id, wait),
    });
    this.#plugin = uppy.getPlugin<UploadPlugin>('ImgPro')!;
    uppy.on('file-added', (file) => {
      if (this.#inFlight.has(file.id) || this.#unseen.has(file.id)) return;
      if (file.isRemote) return; // its bytes are elsewhere: Companion's uploads stay Uppy's own
      uppy.removeFile(file.id);
      this.#events.onForeign(file);
    });
    uppy.on('upload-progress', (file, progress) => {
      if (file && this.#inFlight.has(file.id))
        this.#events.onProgress(file.id, progress.bytesUploaded || 0, progress.bytesTotal ?? 0);
    });
    uppy.on('upload-success', (file, response) => {
      if (!file) return;
      const image = response.body as unknown as Image;
      if (this.#inFlight.has(file.id)) this.#events.onStored(file.id, image);
      else this.#endUnseen(file.id, image);
    });
    uppy.on('upload-error', (file, cause) => {
      if (!file) return;
      const run = this.#inFlight.get(file.id);
      const error = this.#plugin?.errorOf(file.id) ?? asImgproError(cause);
      // Taken out at once: the next `upload()` would start every failed file Uppy holds once more.
      if (run) this.#fail(file.id, run, error);
      else this.#endUnseen(file.id, isRetryable(error, { idempotent: true }) ? 'unknown' : 'none');
    });
    return uppy;
  }

  #settle(id: string, run: object): void {
    if (this.#inFlight.get(id) !== run) return;
    const file = this.#uppy?.getFile(id);
    // Uppy counts a file without an answer as done (fault 3): nothing may stay "uploading" for ever.
    if (!file?.response)
      return this.#fail(
        id,
        run,
        new ImgproError('The upload ended without an answer.', { code: 'invalid_response' }),
      );
    this.recall(id);
    this.#events.onRoom();
  }

  #fail(id: string, run: object, error: ImgproError): void {
    if (this.#inFlight.get(id) !== run) return;
    this.recall(id);
    this.#events.onFailed(id, error);
    this.#events.onRoom();
  }
}
