import type { Image } from '../../api/types.ts';
import type { ImageLike } from '../../image/plain.ts';
import { isErrorLike, type ErrorLike } from '../../image/state.ts';
import type { ConnectionOptions } from '../shared/connection.ts';
import type * as service from './later/service.ts';

/** How a request is made; the code for it is fetched with the first one. */
type Service = typeof service;

/** What the loader needs of its element. */
export interface LoaderHost {
  element: Element & ConnectionOptions;
  code(): Promise<Service>;
  /** Ends everything. */
  signal(): AbortSignal;
  /** The image or the error has changed. */
  changed(): void;
}

type Work = keyof Service;

/** What the API tells of an image: fetched once near the viewport, polled while it is processed. */
export class Loader {
  readonly #host: LoaderHost;
  #image: ImageLike | null = null;
  #error: ErrorLike | null = null;
  #work: Work | null = null;
  #id = '';
  #task: AbortController | null = null;

  constructor(host: LoaderHost) {
    this.#host = host;
  }

  get image(): ImageLike | null {
    return this.#image;
  }

  get error(): ErrorLike | null {
    return this.#error;
  }

  /** Whether an answer is awaited. */
  get pending(): boolean {
    return this.#work !== null;
  }

  /** Takes an image as it is given; one that is processed is waited for. */
  use(image: ImageLike | null): void {
    this.#stop();
    this.#image = image;
    this.#error = null;
    this.#wait();
  }

  /** Gets an image by its id, when it comes near; `urgent` does not wait for that. */
  fetch(id: string, urgent: boolean): void {
    this.use(null);
    this.#start(urgent ? 'getImage' : 'getImageWhenNear', id);
  }

  /** Asks again for an image whose file did not load: it may be gone, or have a new address. What is known stays. */
  refresh(id: string): void {
    this.#error = null;
    this.#start('getImage', id);
  }

  /** Goes on with what a removal from the page has interrupted. */
  resume(): void {
    if (this.#work) this.#start(this.#work, this.#id);
  }

  #wait(): void {
    const id = this.#image?.id;
    if (this.#image?.status !== 'processing' || !id || this.#image.blocked) return;
    this.#start('waitForImage', id);
  }

  #stop(): void {
    this.#task?.abort();
    this.#task = null;
    this.#work = null;
  }

  #start(work: Work, id: string): void {
    this.#stop();
    const lifetime = this.#host.signal();
    this.#work = work;
    this.#id = id;
    if (lifetime.aborted) return;
    const task = new AbortController();
    this.#task = task;
    lifetime.addEventListener('abort', () => task.abort(lifetime.reason), { signal: task.signal });
    void this.#run(work, id, task);
  }

  async #run(work: Work, id: string, task: AbortController): Promise<void> {
    let image: Image | null = null;
    let failure: unknown = null;
    try {
      image = await (await this.#host.code())[work](this.#host.element, id, task.signal);
    } catch (error) {
      failure = error;
    }
    // Whoever aborted has taken over, or will resume.
    if (task.signal.aborted) return;
    this.#stop();
    if (image) {
      this.#image = image;
      this.#error = null;
      this.#wait();
    } else {
      this.#error = asError(failure);
    }
    this.#host.changed();
  }
}

function asError(failure: unknown): ErrorLike {
  if (typeof failure === 'object' && failure !== null && isErrorLike(failure as ErrorLike))
    return failure as ErrorLike;
  return { code: 'load_failed', message: failure instanceof Error ? failure.message : String(failure) };
}
