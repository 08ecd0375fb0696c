import type { ApiResponse } from './request.ts';

/** A promise of the data that can also tell what the answer's headers say. */
export class ApiPromise<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #response: Promise<ApiResponse<T>>;

  constructor(work: () => Promise<ApiResponse<T>>) {
    super(() => {});
    // Within the promise, so that what `work` throws at once is a rejection too.
    this.#response = Promise.resolve().then(work);
  }

  // await, catch and finally all come here. A second promise made in advance would report a rejection as unhandled to
  // those who only use withResponse().
  override then<A = T, B = never>(
    done?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#response.then(({ data }) => data).then(done, failed);
  }

  /** The data together with status, headers, quota, rate limit, suggested action, and whether it is a replay. */
  withResponse(): Promise<ApiResponse<T>> {
    return this.#response;
  }
}
