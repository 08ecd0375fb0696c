import type { PolicyKeeper } from '../../tokens/policy.ts';
import type { SessionCore } from '../state/session-types.ts';
import type { FileState } from '../state/status.ts';
import type { Scheduler } from './scheduler.ts';

export interface ManualStartOptions extends SessionCore {
  scheduler: Scheduler;
  policy: PolicyKeeper;
}

/** Whether files are sent by themselves, or when a person or the page says so. */
export class ManualStart {
  readonly #options: ManualStartOptions;
  /** Files of an earlier page that waited for `upload()` there. */
  readonly #earlier = new Set<string>();
  #isAsking = false;

  constructor(options: ManualStartOptions) {
    this.#options = options;
  }

  /**
   * Whether files wait for `upload()`: where the page says so, and where text that cannot be changed once an image is
   * stored has to be written before it is sent. Undefined while that depends on the token's rules, which are not known yet.
   */
  get waits(): boolean | undefined {
    const { options, policy } = this.#options;
    const { manual, editable } = options.settings();
    if (manual || !editable) return manual;
    return policy.isKnown ? !policy.allows('update') : undefined;
  }

  /** The state of a file that has just come onto the list. */
  get initial(): FileState {
    const { waits } = this;
    return { status: 'queued', for: waits === false ? 'turn' : waits ? 'upload-call' : 'rules' };
  }

  /**
   * Takes a file back that waited for `upload()` on an earlier page. Where files do not wait for it here, it is offered to the
   * person as all others of that page are, once that is known: nothing is sent without anybody's doing.
   */
  takeBack(id: string): void {
    this.#earlier.add(id);
  }

  /** Reviews the wait, as its conditions may have changed: files that need not wait any more go out. */
  review(): void {
    const { queue, scheduler } = this.#options;
    const { waits } = this;
    if (waits === false) this.#releaseAll();
    else
      for (const id of this.#waiting) queue.apply(id, { type: 'wait', for: waits ? 'upload-call' : 'rules' });
    if (waits === undefined) this.learn();
    scheduler.pump();
  }

  /** Has all waiting files sent, as the person or the page asks for. */
  start(): void {
    this.#earlier.clear();
    this.#releaseAll();
    this.#options.scheduler.pump();
  }

  /** Asks for the rules, where files wait for them; offline, once that is over. */
  learn(): void {
    if (!this.#isAsking && this.#options.queue.ids('queued/rules').size > 0) void this.#ask();
  }

  get #waiting(): string[] {
    const { queue } = this.#options;
    return [...queue.ids('queued/rules'), ...queue.ids('queued/upload-call')];
  }

  #releaseAll(): void {
    for (const id of this.#waiting)
      this.#options.queue.apply(id, { type: this.#earlier.delete(id) ? 'set-aside' : 'release' });
  }

  async #ask(): Promise<void> {
    const { holds, policy, emit } = this.#options;
    this.#isAsking = true;
    await policy.load();
    this.#isAsking = false;
    if (this.waits === undefined && holds.has('offline')) return;
    // Where there are no rules to be had, the uploads show why, with a remedy.
    if (!this.waits) this.#releaseAll();
    this.review();
    emit({ type: 'rules' });
  }
}
