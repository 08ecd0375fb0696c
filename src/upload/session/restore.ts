import type { ImgproError } from '../../api/index.ts';
import type { Admission } from './add-files.ts';
import type { KeptFile } from '../state/snapshot.ts';
import type { Outbox } from './scheduler.ts';
import type { Outcomes } from './results.ts';
import type { Removal } from './remove.ts';
import type { SessionCore } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';

export interface ComebackOptions extends SessionCore {
  admission: Admission;
  outbox: Outbox;
  outcomes: Outcomes;
  removal: Removal;
}

/** Files of an earlier page: how they come onto the list, and what may become of them there. */
export class Comeback {
  readonly #options: ComebackOptions;

  constructor(options: ComebackOptions) {
    this.#options = options;
  }

  /** Files that wait for the person to go on with them. Others are sent meanwhile. */
  get waiting(): UploadFile[] {
    const { queue, outbox } = this.#options;
    return [...outbox.aside].map((id) => queue.get(id)).filter((file) => !!file);
  }

  /** How many those are. */
  get count(): number {
    return this.#options.outbox.aside.size;
  }

  /**
   * Puts files back, with the keys and fields they had. A file that was not stored then is paused,
   * until the person goes on; with `go` it is sent at once. An image that the form names and that is among them is on the list but once.
   */
  restore(files: readonly KeptFile[], go: boolean): UploadFile[] {
    const { queue, jobs, options, admission } = this.#options;
    const images = new Set(files.map(({ imageId }) => imageId));
    // One file alone takes the place of the image that the form names; an address does so once it is stored.
    const isOther =
      !options.settings().multiple &&
      files.some(({ file, imageId }) => file.source !== 'url' || imageId !== undefined);
    for (const { id, source } of queue.files) {
      if (source !== 'value' || !(isOther || images.has(jobs.get(id)?.imageId))) continue;
      jobs.delete(id);
      queue.remove(id);
    }
    return admission.restore(files, go);
  }

  /** Goes on with files that wait. */
  goOn(ids: Iterable<string>): void {
    this.#options.outbox.takeUp(ids);
  }

  /** The bytes of a file are at hand again. */
  supply(id: string, content: Blob): void {
    this.#options.jobs.patch(id, { content });
  }

  /** A file that waits cannot go on, for a reason that the person has to know. */
  fail(id: string, error: ImgproError): void {
    this.#options.outbox.withdraw(id);
    this.#options.outcomes.fail(id, error);
  }

  /** Another page has taken these files over: what is not stored leaves this list, and is sent from there. */
  letGo(ids: readonly string[]): void {
    const { queue, removal } = this.#options;
    const files = ids.map((id) => queue.get(id)).filter((file) => !!file);
    removal.release(files.filter(({ status }) => status !== 'ready' && status !== 'processing'));
  }
}
