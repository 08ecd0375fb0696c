import type { Outbox } from './scheduler.ts';
import type { PolicyKeeper } from '../../tokens/policy.ts';
import type { SessionCore } from '../state/session-types.ts';

export interface ClearanceOptions extends Pick<SessionCore, 'options' | 'emit'> {
  outbox: Outbox;
  policy: PolicyKeeper;
}

/** Whether files go out by themselves, or when a person says so. */
export class Clearance {
  readonly #options: ClearanceOptions;
  #asks = false;

  constructor(options: ClearanceOptions) {
    this.#options = options;
  }

  /**
   * Whether files wait for `upload()`: where the page says so, and where text that cannot be changed once an image is
   * stored has to be written before it is sent. Undefined while only the token's rules could tell.
   */
  get waits(): boolean | undefined {
    const { options, policy } = this.#options;
    const { manual, editable } = options.settings();
    if (manual || !editable) return manual;
    return policy.isKnown ? !policy.allows('update') : undefined;
  }

  /** Lets files take their turn that need not wait. Rules that could tell are asked for; offline, once that is over. */
  give(): void {
    const { outbox } = this.#options;
    if (this.waits || outbox.waiting.size === 0) return;
    if (this.waits === false) outbox.releaseAll();
    else if (!this.#asks) void this.#learn();
  }

  /** Lets all files go out. */
  giveAll(): void {
    const { outbox } = this.#options;
    outbox.releaseAll();
    outbox.pump();
  }

  /** Reviews the wait, as its conditions may have changed: files that need not wait any more go out. */
  review(): void {
    this.give();
    this.#options.outbox.pump();
  }

  async #learn(): Promise<void> {
    const { outbox, policy, emit } = this.#options;
    this.#asks = true;
    await policy.load();
    this.#asks = false;
    if (this.waits === undefined && outbox.isHeld('offline')) return;
    // Where there are no rules to be had, the uploads tell why, with a way on.
    if (!this.waits) this.giveAll();
    emit({ type: 'rules' });
  }
}
