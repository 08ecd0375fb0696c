import type { ApiResponse } from './request.ts';

/** A promise of the data, with access to the headers of the answer. */
export interface ApiPromise<T> extends Promise<T> {
  /** The data together with status, headers, quota, rate limit, suggested action, and whether it is a replay. */
  withResponse(): Promise<ApiResponse<T>>;
}

/** An error that `work` throws at once is a rejection too. */
export function apiPromise<T>(work: () => Promise<ApiResponse<T>>): ApiPromise<T> {
  const response = Promise.resolve().then(work);
  // await, catch and finally all come to this `then`. A second promise made in advance would report a rejection as
  // unhandled to those who only use withResponse().
  const then: ApiPromise<T>['then'] = (...handlers) => response.then(({ data }) => data).then(...handlers);
  return Object.assign(Object.create(Promise.prototype) as ApiPromise<T>, {
    then,
    withResponse: () => response,
  });
}
