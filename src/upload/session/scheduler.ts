import { asImgproError, refusedByPolicy } from '../send/errors.ts';
import type { Sender } from '../send/sender.ts';
import type { SessionCore, SessionSettings } from '../state/session-types.ts';
import { next, type Hold } from '../state/status.ts';
import type { UploadData } from '../state/upload-data.ts';
import { chosenBytes, judgePrepared, outgoingFile } from './outgoing-file.ts';
import type { Results } from './results.ts';

/** States of files that were held while they were prepared or sent. */
const HELD = ['paused/paused', 'paused/offline', 'paused/detached'] as const;

export interface SchedulerOptions extends SessionCore {
  sender: Sender;
  results: Results;
  /** Whether all that is required is written about a file. */
  isComplete(id: string): boolean;
}

/**
 * Which file is prepared and sent next, and whether anything is sent now. A file that leaves `preparing` or `uploading`
 * by another's doing is stopped here.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  /** Ends the preparation of each file. */
  readonly #preparations = new Map<string, AbortController>();
  #notBefore = 0;
  #cooling: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    const { queue, sender } = options;
    queue.subscribe((change) => {
      const { id } = change.file;
      const status = change.type === 'removed' ? null : change.file.status;
      if (status !== 'preparing') this.#stopPreparing(id);
      if (change.type === 'added' || status === 'uploading' || status === 'processing' || status === 'ready')
        return;
      sender.stop(id);
    });
  }

  #stopPreparing(id: string): void {
    this.#preparations.get(id)?.abort();
    this.#preparations.delete(id);
  }

  /** Stops sending, for one more reason. A file under way is sent again, under its key. */
  hold(reason: Hold): void {
    const { queue, holds, emit } = this.#options;
    const before = holds.current;
    holds.add(reason);
    const by = holds.current!;
    const keys = ['uploading', 'preparing', ...HELD] as const;
    for (const id of keys.flatMap((key) => [...queue.ids(key)])) {
      const state = queue.stateOf(id);
      if (state && next(state, { type: 'hold', by }))
        queue.apply(id, { type: 'hold', by }, { waiting: null });
    }
    // A plugin that hears of a stopped file may have resumed meanwhile.
    if (holds.current === null) this.#resume();
    if (holds.current !== before) emit({ type: 'hold', hold: holds.current });
    this.pump();
  }

  /** Takes a reason away; continues when there is none left. */
  release(reason: Hold): void {
    const { queue, holds, emit } = this.#options;
    const before = holds.current;
    if (!holds.has(reason)) return;
    holds.delete(reason);
    const now = holds.current;
    if (now === null) this.#resume();
    else if (now !== before) for (const id of this.#held) queue.apply(id, { type: 'hold', by: now });
    if (now !== before) emit({ type: 'hold', hold: now });
    this.pump();
  }

  /** Files that were held come before those that waited for their turn. */
  #resume(): void {
    const { queue } = this.#options;
    const behind = [...queue.ids('queued/place'), ...queue.ids('queued/turn')];
    for (const id of this.#held) queue.apply(id, { type: 'resume' }, { progress: 0, bytesUploaded: 0 });
    for (const id of behind) queue.moveToEnd(id);
  }

  get #held(): string[] {
    return HELD.flatMap((key) => [...this.#options.queue.ids(key)]);
  }

  /** The service has asked for a pause: no file is started until then (local clock, ms). */
  coolUntil(time: number): void {
    this.#notBefore = Math.max(this.#notBefore, time);
  }

  /** Starts as many files as there is room for. */
  pump(): void {
    const { queue, sender, options, holds } = this.#options;
    clearTimeout(this.#cooling);
    if (queue.ids('queued/place').size + queue.ids('queued/turn').size === 0) return;
    const settings = options.settings();
    if (settings.required) this.#holdBack();
    if (holds.current !== null) return;
    const pause = this.#notBefore - Date.now();
    if (pause > 0) {
      this.#cooling = setTimeout(() => this.pump(), pause);
      return;
    }
    const hasRoom = () => sender.inFlight < settings.concurrency;
    // The page hears of each file that starts, and may pause then.
    for (const id of queue.ids('queued/place'))
      if (holds.current === null && hasRoom() && !holds.edited.has(id)) this.#start(id, settings);
    /** Files that are prepared, or being prepared, before there is room to send them: their bytes are in memory. */
    let ahead = queue.ids('queued/place').size + queue.ids('preparing').size;
    for (const id of queue.ids('queued/turn')) {
      if (holds.current !== null) return;
      if (holds.edited.has(id)) continue;
      if (needsPreparing(this.#options.data.get(id)!, settings)) {
        if (ahead >= settings.concurrency || this.#preparations.size >= (settings.preparing ?? 2)) return;
        ahead += 1;
        this.#prepare(id, settings);
      } else if (hasRoom()) this.#start(id, settings);
      else if (!settings.prepare || (ahead += 1) >= settings.concurrency) return;
    }
  }

  /** Files that lack a text step aside, and the others go on. A file that may have been stored goes out as it was. */
  #holdBack(): void {
    const { queue, data, isComplete } = this.#options;
    for (const id of queue.ids('queued/turn'))
      if (!data.get(id)!.key?.sent && !isComplete(id)) queue.apply(id, { type: 'wait', for: 'fields' });
  }

  #prepare(id: string, settings: SessionSettings): void {
    const { queue, data, rules, results } = this.#options;
    const stop = new AbortController();
    this.#preparations.set(id, stop);
    const file = queue.apply(id, { type: 'prepare' })!;
    const end = (report: () => void) => {
      if (stop.signal.aborted) return;
      this.#preparations.delete(id);
      report();
      this.pump();
    };
    // In a promise of its own, so that a step which throws at once fails its file alone.
    const { prepare } = settings;
    const prepared = async () => {
      const chosen = chosenBytes(file, data, settings)!;
      const content = chosen instanceof Blob ? chosen : await chosen;
      return prepare ? prepare(file, content, stop.signal, rules().sent) : content;
    };
    prepared().then(
      (prepared) =>
        end(() => {
          data.patch(id, { prepared });
          const refusal = judgePrepared(data.get(id)!, rules());
          if (refusal) results.fail(id, refusedByPolicy(refusal.code));
          else queue.apply(id, { type: 'prepared' });
        }),
      (cause: unknown) => end(() => results.fail(id, asImgproError(cause, 'prepare_failed'))),
    );
  }

  #start(id: string, settings: SessionSettings): void {
    const { queue, data, sender, results, emit } = this.#options;
    const file = queue.get(id)!;
    const upload = data.get(id)!;
    let outgoing;
    try {
      outgoing = outgoingFile(file, upload, settings);
    } catch (cause) {
      return results.fail(id, asImgproError(cause)); // the page's function for metadata
    }
    // Text that was written since the last attempt goes out with this one, unless its fields are frozen.
    if (!upload.key?.sent && (upload.drafts ?? upload.unsaved))
      data.patch(id, { drafts: undefined, unsaved: undefined });
    const started = queue.apply(id, { type: 'send' }, { progress: 0, bytesUploaded: 0 })!;
    emit({ type: 'start', file: started });
    // A listener may have removed it, or paused and resumed.
    if (queue.get(id)?.status !== 'uploading' || sender.has(id)) return;
    sender.send(outgoing, settings);
  }
}

function needsPreparing({ content, edit, prepared }: UploadData, { prepare }: SessionSettings): boolean {
  return !!(prepare ?? edit) && content instanceof Blob && !prepared;
}
