import { Rate, timeLeft } from './rate.ts';
import type { UploadQueue } from '../state/queue.ts';
import type { UploadFile } from '../state/types.ts';

/** From here on a file has a pace of its own (bytes, 5 MB): smaller ones are sent before it is read. */
export const LARGE = 5e6;

/** How fast something is sent, and how long it will take. */
export interface PaceNow {
  /** Bytes a second. */
  speed: number;
  /** Seconds, rounded; null while that is not known, or over in a moment. */
  left: number | null;
}

class Pace {
  readonly #rate = new Rate();
  #left: number | null = null;

  next(sent: number, bytesLeft: number, now: number): PaceNow | null {
    this.#rate.report(sent, now);
    const speed = this.#rate.perSecond(now);
    this.#left = timeLeft(bytesLeft, speed, this.#left);
    return speed === null ? null : { speed, left: this.#left };
  }

  reset(): void {
    this.#rate.reset();
    this.#left = null;
  }
}

/**
 * The pace of all files together and of each large one that is being sent. Only bytes that the browser reported count: where
 * it reports none, as behind a service worker, nothing is known.
 */
export class Paces {
  readonly #queue: UploadQueue;
  readonly #all = new Pace();
  readonly #files = new Map<string, Pace>();
  /** Bytes reported of all files. */
  #sent = 0;
  /** The time left for all, as it was last told (s). */
  #allLeft: number | null = null;
  readonly stop: () => void;

  constructor(queue: UploadQueue) {
    this.#queue = queue;
    this.stop = queue.subscribe((change) => {
      if (change.type !== 'updated') return;
      const { file, previous } = change;
      // The step to "stored" counts the whole file, however much of it was reported.
      if (isSent(file) && isSent(previous))
        this.#sent += Math.max(0, file.bytesUploaded - previous.bytesUploaded);
    });
  }

  /** Whether a file is being sent now. */
  get isSending(): boolean {
    return this.#queue.ids('uploading').size > 0;
  }

  /** The pace of all. @param isHeld Nothing is sent now: it is paused, or there is no connection. */
  all(now: number, isHeld: boolean): PaceNow | null {
    this.#allLeft = null;
    if (isHeld || !this.isSending) {
      this.#all.reset();
      return null;
    }
    const { counts, bytesLeft } = this.#queue;
    const pace = this.#all.next(this.#sent, bytesLeft, now);
    // Files that wait for a person are in the sum, and nobody knows when they go.
    if (pace && counts.waiting + counts.recovered > 0) return { ...pace, left: null };
    this.#allLeft = pace?.left ?? null;
    return pace;
  }

  /**
   * The pace of each large file that is being sent. None takes longer than all, as `all` last told: it has the line to itself
   * once the others are through.
   */
  large(now: number, isHeld: boolean): Map<string, PaceNow | null> {
    const paces = new Map<string, PaceNow | null>();
    for (const id of isHeld ? [] : this.#queue.ids('uploading')) {
      const file = this.#queue.get(id)!;
      if (file.size === null || file.size < LARGE || file.waiting) continue;
      const pace = this.#files.get(id) ?? new Pace();
      this.#files.set(id, pace);
      const own = pace.next(file.bytesUploaded, file.size - file.bytesUploaded, now);
      const most = this.#allLeft ?? Infinity;
      paces.set(id, own?.left ? { ...own, left: Math.min(own.left, most) } : own);
    }
    for (const id of this.#files.keys()) if (!paces.has(id)) this.#files.delete(id);
    return paces;
  }
}

const isSent = ({ status, waiting }: UploadFile): boolean => status === 'uploading' && !waiting;
