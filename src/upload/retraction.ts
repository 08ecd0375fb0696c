import type { Dispatcher, Outgoing, UnseenEnd } from './dispatcher.ts';
import type { SessionCore } from './session-types.ts';
import { outgoingOf } from './outgoing.ts';

export interface RetractionOptions extends Pick<SessionCore, 'queue' | 'jobs' | 'options'> {
  dispatcher: Dispatcher;
  /** Whether stored images can be deleted. */
  canDelete(): boolean;
  /** Whether anything may be sent now. */
  isHeld(): boolean;
}

/**
 * Takes back what may have been stored although its file was taken off the list: the service had all of its bytes, and
 * has not answered yet. Breaking off would leave the image there, with nobody who knows its id. So the upload goes on
 * unseen, under its key, and the image it brings is deleted. Where deleting is not allowed the upload is broken off.
 */
export class Retraction {
  readonly #options: RetractionOptions;
  readonly #pending = new Map<string, Outgoing>();
  readonly #running = new Set<string>();

  constructor(options: RetractionOptions) {
    this.#options = options;
  }

  /** Takes a file over that is about to leave the list, if it may have been stored. */
  take(id: string): void {
    const { queue, jobs, dispatcher, canDelete } = this.#options;
    const file = queue.get(id);
    const job = jobs.get(id);
    if (!file || !job?.allSent || !job.tries || job.imageId !== undefined || job.content === null) return;
    if (!canDelete()) return;
    this.#pending.set(id, outgoingOf(file, job));
    const flight = dispatcher.disown(id);
    if (flight) void this.#follow(id, flight);
    else this.resume();
  }

  /** Goes on with what is left to take back. */
  resume(): void {
    const { dispatcher, isHeld } = this.#options;
    if (isHeld()) return;
    for (const [id, outgoing] of this.#pending)
      if (!this.#running.has(id)) void this.#follow(id, dispatcher.sendUnseen(outgoing));
  }

  /** The uploader has left the page: nothing runs. */
  suspend(): void {
    this.#options.dispatcher.recallUnseen();
  }

  async #follow(id: string, flight: Promise<UnseenEnd>): Promise<void> {
    this.#running.add(id);
    const outcome = await flight;
    this.#running.delete(id);
    if (outcome === 'recalled') return this.resume(); // it is back on the page already, or will be
    this.#pending.delete(id);
    if (outcome === 'none') return; // refused for good, or given up: there is no id to delete
    const { client } = this.#options.options.connection();
    client.images.delete(outcome.id, { ignoreMissing: true }).catch(() => {});
  }
}
