import { pollImage, type Image, type PollableClient } from '../../api/index.ts';
import type { ImageLike } from '../../image/attributes.ts';
import { isErrorLike, type ErrorLike } from '../../image/state.ts';

/** What the loader needs of its element. */
export interface LoaderHost {
  client(): PollableClient;
  /** Ends everything. */
  signal(): AbortSignal;
  /** Resolves when the element is worth a request: near the viewport. */
  near(signal: AbortSignal): Promise<void>;
  /** Whether a person can see what polling would bring. */
  visible(): boolean;
  /** The image or the error has changed. */
  changed(): void;
}

/** Fewer than usual: a person waits before an empty place, and has a button to try again. */
const MAX_RETRIES = 2;

type Work = (signal: AbortSignal) => Promise<Image>;

/** What the API tells of an image: fetched once near the viewport, polled while it is processed. */
export class Loader {
  readonly #host: LoaderHost;
  #image: ImageLike | null = null;
  #error: ErrorLike | null = null;
  #work: Work | null = null;
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
    this.#start(async (signal) => {
      if (!urgent) await this.#host.near(signal);
      return this.#host.client().images.get(id, { signal, maxRetries: MAX_RETRIES });
    });
  }

  /** Asks again for an image whose file did not load: it may be gone, or have a new address. What is known stays. */
  refresh(id: string): void {
    this.#error = null;
    this.#start((signal) =>
      Promise.resolve(this.#host.client().images.get(id, { signal, maxRetries: MAX_RETRIES })),
    );
  }

  /** Goes on with what a removal from the page has interrupted. */
  resume(): void {
    if (this.#work) this.#start(this.#work);
  }

  #wait(): void {
    const id = this.#image?.id;
    if (this.#image?.status !== 'processing' || !id || this.#image.blocked) return;
    this.#start((signal) =>
      pollImage(this.#host.client(), id, { signal, visible: () => this.#host.visible() }),
    );
  }

  #stop(): void {
    this.#task?.abort();
    this.#task = null;
    this.#work = null;
  }

  #start(work: Work): void {
    this.#stop();
    const lifetime = this.#host.signal();
    this.#work = work;
    if (lifetime.aborted) return;
    const task = new AbortController();
    this.#task = task;
    const leave = () => task.abort(lifetime.reason);
    lifetime.addEventListener('abort', leave, { once: true, signal: task.signal });
    void this.#run(work, task);
  }

  async #run(work: Work, task: AbortController): Promise<void> {
    let image: Image | null = null;
    let failure: unknown = null;
    try {
      image = await work(task.signal);
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
