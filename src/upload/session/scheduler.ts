import type { ImgproError } from '../../api/index.ts';
import type { Dispatcher } from '../../uppy/uppy-bridge.ts';
import { asImgproError, refusedByPolicy } from '../send/errors.ts';
import { composeFields } from '../send/form-fields.ts';
import type { FileStatus } from '../state/status.ts';
import type { Job } from '../state/upload-data.ts';
import { Preparation } from './preparation.ts';
import { judgeOutgoing, outgoingOf } from './upload-request.ts';
import type { Hold, SessionCore, SessionSettings } from '../state/session-types.ts';
import type { FieldWriter } from './save-fields.ts';

export interface OutboxOptions extends SessionCore {
  dispatcher: Dispatcher;
  writer: FieldWriter;
  fail(id: string, error: ImgproError): void;
}

/** Which files may be sent, in which order, and whether anything is sent at all now. */
export class Outbox {
  readonly #options: OutboxOptions;
  /** Ids that may be sent, in the order they will be. */
  #released = new Set<string>();
  /** Ids that are queued, and not let go yet. */
  readonly #waiting = new Set<string>();
  readonly #holds = new Set<Hold>();
  /** Ids of an earlier page, which wait for a person whatever else is sent. */
  readonly #aside = new Set<string>();
  readonly #preparation: Preparation;
  #notBefore = 0;
  #cooling: ReturnType<typeof setTimeout> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    const { queue, jobs } = options;
    this.#preparation = new Preparation({
      onPrepared: (id, prepared) => {
        jobs.patch(id, { prepared });
        queue.update(id, { status: 'queued' });
        this.pump();
      },
      onFailed: (id, cause) => {
        this.#released.delete(id);
        options.fail(id, asImgproError(cause, 'prepare_failed'));
        this.pump();
      },
    });
  }

  /** Why nothing is sent now, the person's own reason first. */
  get hold(): Hold | null {
    return (['paused', 'offline', 'detached'] as const).find((hold) => this.#holds.has(hold)) ?? null;
  }

  /** Whether this is one of the reasons why nothing is sent. */
  isHeld(hold: Hold): boolean {
    return this.#holds.has(hold);
  }

  /** A queued file waits until it is released. */
  await(id: string): void {
    this.#waiting.add(id);
  }

  /** Files that wait until they are released. */
  get waiting(): ReadonlySet<string> {
    return this.#waiting;
  }

  /** Lets a file be sent when its turn comes. */
  release(id: string): void {
    this.#waiting.delete(id);
    this.#released.add(id);
  }

  /** Lets all files be sent that wait. */
  releaseAll(): void {
    for (const id of this.#waiting) this.release(id);
  }

  /** Keeps a paused file back until it is taken up. */
  setAside(id: string): void {
    this.#aside.add(id);
  }

  /** Files that are kept back. */
  get aside(): ReadonlySet<string> {
    return this.#aside;
  }

  /** Goes on with files that were kept back. */
  takeUp(ids: Iterable<string>): void {
    for (const id of ids) if (this.#aside.delete(id) && this.#holds.size === 0) this.#requeue(id);
    this.pump();
  }

  #requeue(id: string): void {
    this.#options.queue.update(id, { status: 'queued', progress: 0, bytesUploaded: 0 });
    this.#released.add(id);
  }

  /** A file is not to be sent any more. */
  withdraw(id: string): void {
    this.#aside.delete(id);
    this.#waiting.delete(id);
    this.#preparation.stop(id);
    this.#options.dispatcher.recall(id);
    this.#released.delete(id);
  }

  /** No file is to be sent any more; those that were about to be, or to be prepared for it, are returned. */
  withdrawAll(): string[] {
    const ids = [...this.#released];
    for (const id of ids) this.#preparation.stop(id);
    this.#released.clear();
    return ids.filter((id) => TO_BE_SENT.has(this.#options.queue.get(id)?.status));
  }

  /** Stops sending, for one more reason. A file under way is sent again, under its key. */
  stop(hold: Hold): void {
    const { queue, dispatcher, emit } = this.#options;
    const before = this.hold;
    this.#holds.add(hold);
    for (const { id } of [...queue.in('uploading'), ...queue.in('preparing')]) {
      dispatcher.recall(id);
      this.#preparation.stop(id);
      if (!queue.update(id, { status: 'paused', waiting: null })) continue;
      // A plugin that hears of it may have gone on meanwhile.
      if (this.#holds.size === 0) this.#requeue(id);
    }
    if (this.hold !== before) emit({ type: 'hold', hold: this.hold });
    this.pump();
  }

  /** One reason less; goes on when there is none left. */
  go(hold: Hold): void {
    const { queue, emit } = this.#options;
    const before = this.hold;
    if (!this.#holds.delete(hold)) return;
    if (this.#holds.size === 0) {
      const behind = this.#released;
      this.#released = new Set();
      for (const { id } of queue.in('paused')) if (!this.#aside.has(id)) this.#requeue(id);
      for (const id of behind) this.#released.add(id);
    }
    if (this.hold !== before) emit({ type: 'hold', hold: this.hold });
    this.pump();
  }

  /** The service has asked for a pause: nothing new is started until then (local clock, ms). */
  coolUntil(time: number): void {
    this.#notBefore = Math.max(this.#notBefore, time);
  }

  /** Forgets the timer of such a pause; `pump` sets it anew. */
  rest(): void {
    clearTimeout(this.#cooling);
  }

  /** Starts what there is room for. */
  pump(): void {
    const { queue, dispatcher, options } = this.#options;
    clearTimeout(this.#cooling);
    if (this.#holds.size > 0 || this.#released.size === 0) return;
    const pause = this.#notBefore - Date.now();
    if (pause > 0) {
      this.#cooling = setTimeout(() => this.pump(), pause);
      return;
    }
    const settings = options.settings();
    /** Files that are prepared, or being prepared, before there is room to send them: their bytes are in memory. */
    let ahead = 0;
    for (const id of this.#released) {
      // The page is told of each file that starts, and may pause then.
      if (this.#holds.size > 0) return;
      const file = queue.get(id);
      if (file?.status === 'preparing') {
        ahead += 1;
      } else if (file?.status !== 'queued') {
        this.#released.delete(id);
      } else if (isUnprepared(this.#options.jobs.get(id)!, settings)) {
        if (ahead >= settings.concurrency || this.#preparation.size >= (settings.preparing ?? 2)) return;
        ahead += 1;
        this.#prepare(id, settings);
      } else if (dispatcher.inFlight < settings.concurrency) {
        this.#released.delete(id);
        this.#start(id);
      } else if (!settings.prepare || (ahead += 1) >= settings.concurrency) {
        return;
      }
    }
  }

  #prepare(id: string, { prepare }: SessionSettings): void {
    const { queue, jobs, rules } = this.#options;
    const file = queue.update(id, { status: 'preparing' })!;
    this.#preparation.start(file, jobs.get(id)!.content as Blob, prepare!, rules().sent);
  }

  #start(id: string): void {
    const { queue, jobs, options, rules, writer, dispatcher, emit, fail } = this.#options;
    const file = queue.get(id)!;
    const job = jobs.get(id)!;
    // The token's rules may have come, or changed, after the file was taken in.
    const refusal = judgeOutgoing(job, rules());
    if (refusal) return fail(id, refusedByPolicy(refusal.code));
    writer.settle(id);
    try {
      if (!job.fields)
        jobs.patch(id, { fields: composeFields(options.settings().common(file), file.fields) });
    } catch (cause) {
      return fail(id, asImgproError(cause)); // the page's function for metadata
    }
    const started = queue.update(id, { status: 'uploading', progress: 0, bytesUploaded: 0 })!;
    emit({ type: 'start', file: started });
    if (queue.get(id)?.status !== 'uploading') return; // a listener took it off, or paused
    dispatcher.send(outgoingOf(file, job));
  }
}

const TO_BE_SENT = new Set<FileStatus | undefined>(['queued', 'preparing']);

function isUnprepared({ content, prepared }: Job, { prepare }: SessionSettings): boolean {
  return !!prepare && content instanceof Blob && !prepared;
}
