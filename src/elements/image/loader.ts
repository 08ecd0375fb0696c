import type { ImageLike } from '../../image/core/plain.ts';
import type { ErrorLike } from '../../image/core/state.ts';
import type { ConnectionOptions } from '../shared/connection/connection.ts';
import { service, type Coming } from './later.ts';
import type * as requests from './later/service.ts';

/** The loader's element as its host: the way to the API, and a way to draw it anew. */
export type LoaderHost = Element & ConnectionOptions & { requestUpdate(): void };

/** A request that the code for it can make. */
type Work = Exclude<keyof typeof requests, 'readImage'>;

/** The loader of the API's data on an image: fetched once near the viewport, polled while it is processed. */
export class Loader {
  readonly #element: LoaderHost;
  readonly #coming: Coming;
  readonly #signal: () => AbortSignal;
  image: ImageLike | null = null;
  error: ErrorLike | null = null;
  #work: Work | null = null;
  #id = '';
  #task: AbortController | null = null;

  /** @param signal Gives what ends everything. */
  constructor(element: LoaderHost, coming: Coming, signal: () => AbortSignal) {
    this.#element = element;
    this.#coming = coming;
    this.#signal = signal;
  }

  /** Whether an answer is awaited. */
  get pending(): boolean {
    return this.#work !== null;
  }

  /** Takes an image as it is given; one that is processed is waited for. */
  use(image: ImageLike | null): void {
    this.#stop();
    this.image = image;
    this.error = null;
    if (image?.status === 'processing' && image.id && !image.blocked) this.#start('waitForImage', image.id);
  }

  /** Gets an image by its id, when it comes near; `urgent` does not wait for that. */
  fetch(id: string, urgent: boolean): void {
    this.use(null);
    this.#start(urgent ? 'getImage' : 'getImageWhenNear', id);
  }

  /** Asks again for an image whose file did not load: it may be gone, or have a new address. Known data stay. */
  refresh(id: string): void {
    this.error = null;
    this.#start('getImage', id);
  }

  /** Goes on with what a removal from the page has interrupted; `urgent` does not wait until the image is near. */
  resume(urgent = false): void {
    const work = this.#work;
    if (work) this.#start(urgent && work !== 'waitForImage' ? 'getImage' : work, this.#id);
  }

  #stop(): void {
    this.#task?.abort();
    this.#work = null;
  }

  #start(work: Work, id: string): void {
    this.#stop();
    this.#work = work;
    this.#id = id;
    this.#task = new AbortController();
    const ended = AbortSignal.any([this.#task.signal, this.#signal()]);
    if (ended.aborted) return;
    // An abort is no failure: the caller loads something else, or will resume.
    const answered = (take: () => void) => {
      if (ended.aborted) return;
      take();
      this.#element.requestUpdate();
    };
    this.#coming
      .fetch(service)
      .then((code) => code[work](this.#element, id, ended))
      .then(
        (image) => answered(() => this.use(image)),
        (failure: unknown) =>
          answered(() => {
            this.#stop();
            this.error = asError(failure);
          }),
      );
  }
}

function asError(failure: unknown): ErrorLike {
  const { code, message } = failure as Partial<ErrorLike>;
  return typeof code === 'string' ? (failure as ErrorLike) : { code: 'load_failed', message };
}
