import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import { DEFAULT_API_URL, errorFromResponse } from '../api/index.ts';
import type { ImgproError, TokenGrant, TokenSource } from '../api/index.ts';
import { sleep } from '../api/sleep.ts';
import type { Image } from '../api/types.ts';
import { imageIn } from '../upload/send/answer.ts';
import { sendByXhr } from '../upload/send/xhr.ts';
import { asImgproError, isTokenless, tokenFailure } from '../upload/send/errors.ts';
import { fetchModule } from '../upload/workers/load-module.ts';
import { KEY_FIELD } from '../upload/send/form-fields.ts';
import { Holds } from './pause.ts';
import { noteTry } from '../upload/send/idempotency-key.ts';
import { tell } from './listeners.ts';
import { permit } from '../upload/send/check-policy.ts';
import type { UploadConnection } from '../upload/send/connection.ts';
import { decideRetry } from '../upload/send/retry-policy.ts';
import { bodyOf, heldKey, shipmentOf, type Shipment } from '../upload/send/request-body.ts';
import type { Slots } from './semaphore.ts';
import { fateOf, type TryFate } from '../upload/send/attempt-outcome.ts';

export interface TransferOptions {
  connection(): UploadConnection;
  slots: Slots;
  /** Whether the connection is watched elsewhere. */
  unwatched(): boolean;
  retries(): number;
  stallTimeout(): number;
  allowedMetaFields(): readonly string[] | undefined;
  onTry(fileId: string, fate: TryFate): void;
  onWait(fileId: string, wait: { error: ImgproError; until: number } | null): void;
}

/** One run of one file: from the start of its upload to its end, over all tries and pauses. */
interface Run {
  id: string;
  stop: AbortController;
  live: boolean;
  /** Calls the try in flight off, without ending the run. */
  callOff: (() => void) | null;
  /** Hands its place among those at work back. */
  leave: (() => void) | null;
  failures: number;
  /** The token of the present try. */
  token: string | null;
  /** The last answer refused the token, and this is the token. */
  expired: string | undefined;
  /** The last failure, for `errorOf`. */
  error: ImgproError | null;
}

export interface Stored {
  status: number;
  image: Image;
}

/**
 * Sends files, each as often as it takes, until it is stored or cannot be: repeated by cause, under one key, held back
 * while paused or offline. Not @uppy/xhr-upload: its pauses between tries have no jitter and end no sooner than they
 * like, a try cannot be called off without its file, and four faults of it (test/browser/upload) lose or hang uploads.
 */
export class Transfers<M extends Meta, B extends Body> {
  readonly #uppy: Uppy<M, B>;
  readonly #options: TransferOptions;
  readonly #holds: Holds<M, B>;
  readonly #runs = new Map<string, Run>();
  /** Why no token could be had, the last time. */
  #tokenless: ImgproError | null = null;

  constructor(uppy: Uppy<M, B>, options: TransferOptions) {
    this.#uppy = uppy;
    this.#options = options;
    this.#holds = new Holds(uppy, () => !options.unwatched());
  }

  listen(): void {
    this.#holds.listen();
    this.#holds.onChange(() => {
      for (const run of this.#runs.values()) if (this.#holds.holds(run.id)) run.callOff?.();
    });
    this.#uppy.on('file-removed', this.#forget);
  }

  stop(): void {
    this.#holds.stop();
    this.#uppy.off('file-removed', this.#forget);
    for (const run of this.#runs.values()) run.stop.abort(aborted());
    this.#runs.clear();
  }

  readonly #forget = (file: UppyFile<M, B>): void => {
    this.#runs.get(file.id)?.stop.abort(aborted());
    this.#runs.delete(file.id);
  };

  /** Whether uploads wait for the connection. */
  get offline(): boolean {
    return this.#holds.offline;
  }

  /** Whether a file's upload has begun and not ended: it is being sent, waits, or is held. */
  isUnderWay(fileId: string): boolean {
    return this.#runs.get(fileId)?.live ?? false;
  }

  errorOf(fileId: string): ImgproError | null {
    return this.#runs.get(fileId)?.error ?? null;
  }

  /** Aborts when the file is taken out of Uppy. */
  signalOf(fileId: string): AbortSignal {
    return (this.#runs.get(fileId) ?? this.#begin(fileId)).stop.signal;
  }

  #begin(id: string): Run {
    const run: Run = {
      ...{ id, stop: new AbortController(), live: false, callOff: null, leave: null },
      ...{ failures: 0, token: null, expired: undefined, error: null },
    };
    this.#runs.set(id, run);
    return run;
  }

  /**
   * Sends a file until it is stored. Rejects with the `ImgproError` that ended it; with an `AbortError` when it was
   * taken out of Uppy.
   */
  async send(id: string): Promise<Stored> {
    this.#runs.get(id)?.stop.abort(aborted());
    const run = this.#begin(id);
    run.live = true;
    try {
      for (;;) {
        await this.#turn(run);
        const attempt = new AbortController();
        run.callOff = () => attempt.abort(aborted());
        try {
          const stored = await this.#try(run, AbortSignal.any([run.stop.signal, attempt.signal]));
          run.error = null;
          return stored;
        } catch (cause) {
          run.stop.signal.throwIfAborted();
          if (attempt.signal.aborted) continue; // held: that is no failure
          await this.#recover(run, asImgproError(cause));
        } finally {
          run.callOff = null;
        }
      }
    } finally {
      run.live = false;
      run.leave?.();
      run.leave = null;
    }
  }

  /** Waits until the file may go out. A file that is held makes room for others. */
  async #turn(run: Run): Promise<void> {
    const { signal } = run.stop;
    for (;;) {
      if (this.#holds.holds(run.id)) {
        run.leave?.();
        run.leave = null;
        await this.#holds.released(run.id, signal);
      }
      const before = this.#tokenless;
      run.leave ??= await this.#options.slots.take(signal);
      // The token was asked for as often as is of use while this one stood in line.
      if (this.#tokenless !== before) throw (run.error = this.#tokenless!);
      // While it waited for its turn it may have been paused.
      if (!this.#isPaused(run.id)) return;
    }
  }

  #isPaused(id: string): boolean {
    return this.#uppy.getFile(id)?.isPaused === true;
  }

  /** Judges a failure: waits if the upload is to be tried again, throws if not. */
  async #recover(run: Run, error: ImgproError): Promise<void> {
    run.error = error;
    // A failure without a connection tells nothing of the upload; it waits for the connection, as often as it takes.
    if (error.code === 'network_error' && this.#holds.offline) return;
    if (isTokenless(error)) throw (this.#tokenless = error);
    const refused = error.status === 401 && error.code === 'token_expired';
    if (!refused) run.failures += 1;
    const decision = decideRetry(error, {
      failures: run.failures,
      retries: this.#options.retries(),
      refreshed: run.expired !== undefined || run.token === null,
    });
    run.expired = decision.kind === 'refresh' ? (run.token ?? undefined) : undefined;
    if (decision.kind === 'fail') throw error;
    if (decision.kind === 'refresh') return;
    this.#options.onWait(run.id, { error, until: Date.now() + decision.delay });
    try {
      await sleep(decision.delay, run.stop.signal);
    } finally {
      this.#options.onWait(run.id, null);
    }
  }

  async #try(run: Run, signal: AbortSignal): Promise<Stored> {
    const { client, tokens, apiUrl } = this.#options.connection();
    if (client) {
      run.token = null;
      const { sendByClient } = await fetchModule(() => import('../upload/send/client-request.ts'), signal);
      const shipment = this.#shipmentOf(run.id);
      return this.#judged(run, shipment, async () => ({
        status: 200,
        image: await sendByClient(client, shipment, signal),
      }));
    }
    const grant = tokens ? await this.#grant(tokens, run, signal) : null;
    run.token = grant?.token ?? null;
    const shipment = this.#shipmentOf(run.id);
    await permit(shipment, grant?.policy);
    signal.throwIfAborted();
    return this.#judged(run, shipment, () => this.#post(run, shipment, apiUrl ?? grant?.apiUrl, signal));
  }

  async #grant(tokens: TokenSource, run: Run, signal: AbortSignal): Promise<TokenGrant> {
    try {
      return await tokens.get({ signal, expired: run.expired });
    } catch (cause) {
      throw tokenFailure(cause);
    }
  }

  #shipmentOf(id: string): Shipment {
    return shipmentOf(this.#uppy.getFile(id), this.#options.allowedMetaFields());
  }

  /** Notes what becomes of a try, before and after: what may have been stored must not be sent as something else. */
  async #judged(run: Run, shipment: Shipment, attempt: () => Promise<Stored>): Promise<Stored> {
    this.#note(run.id, shipment, 'sent');
    try {
      return await attempt();
    } catch (cause) {
      const fate = fateOf((cause as Partial<ImgproError>).status ?? 0);
      if (fate) this.#note(run.id, shipment, fate);
      throw cause;
    }
  }

  #note(id: string, { name, type, fields }: Shipment, fate: TryFate): void {
    const file = this.#uppy.getFile(id);
    const held = file && heldKey(file);
    if (held)
      this.#uppy.setFileMeta(id, {
        [KEY_FIELD]: noteTry(held, { name, type, fields }, fate),
      } as unknown as M);
    this.#options.onTry(id, fate);
  }

  async #post(run: Run, shipment: Shipment, base: string | undefined, signal: AbortSignal): Promise<Stored> {
    if (run.failures > 0) this.#progress(run.id, 0);
    const { status, headers, text } = await sendByXhr({
      url: `${(base ?? DEFAULT_API_URL).replace(/\/+$/, '')}/images`,
      headers: {
        Accept: 'application/json',
        'Idempotency-Key': shipment.key,
        ...(run.token && { Authorization: `Bearer ${run.token}` }),
        ...(shipment.isImport && { 'Content-Type': 'application/json' }),
      },
      body: bodyOf(shipment),
      stallTimeout: this.#options.stallTimeout(),
      onProgress: (share) => this.#progress(run.id, share),
      signal,
    });
    if (status < 200 || status >= 300) throw errorFromResponse(status, headers, text);
    return { status, image: imageIn(text, status) };
  }

  #progress(id: string, share: number): void {
    const file = this.#uppy.getFile(id);
    if (!file) return;
    tell(this.#uppy, 'upload-progress', file, {
      uploadStarted: file.progress.uploadStarted ?? 0,
      bytesUploaded: share * (file.size ?? 0),
      bytesTotal: file.size,
    });
  }
}

const aborted = (): DOMException => new DOMException('The upload was called off.', 'AbortError');
