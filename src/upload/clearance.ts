import type { Outbox } from './outbox.ts';
import type { PolicyKeeper } from './policy.ts';
import type { SessionCore } from './session-types.ts';
import type { UploadFile } from './types.ts';

export interface ClearanceOptions extends SessionCore {
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

  /** Lets files go out, unless they wait. */
  give(files: readonly UploadFile[]): void {
    const { queue, outbox } = this.#options;
    const { waits } = this;
    if (waits === undefined) this.#ask();
    else if (!waits) for (const { id } of files) if (queue.get(id)) outbox.release(id);
  }

  /** Lets all files go out that are in line. */
  giveAll(): void {
    const { queue, outbox } = this.#options;
    for (const { id } of queue.in('queued')) outbox.release(id);
    outbox.pump();
  }

  /** What files wait for may have changed: those that need not wait any more go out. */
  review(): void {
    if (this.waits === false) this.giveAll();
    else this.#ask();
  }

  /** Where files wait for rules that are not known, they are asked for. Without a connection: once it is back. */
  #ask(): void {
    if (!this.#asks && this.waits === undefined && this.#options.queue.count('queued') > 0)
      void this.#learn();
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
