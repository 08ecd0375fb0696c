import { deferred } from '../deferred.ts';
import type { Ctx } from '../context.ts';
import { Dropped } from '../errors.ts';
import type { World } from '../world.ts';

/** Waits in real time. Ends early, without an answer, when the caller has gone or the mock closes. */
export function pause(milliseconds: number, world: World, c: Ctx): Promise<void> {
  const signal = AbortSignal.any([world.closing.signal, c.req.raw.signal]);
  const { promise, resolve, reject } = deferred<void>();
  const gone = (): void => {
    clearTimeout(timer);
    reject(new Dropped());
  };
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', gone);
    resolve();
  }, milliseconds);
  if (signal.aborted) gone();
  else signal.addEventListener('abort', gone, { once: true });
  return promise;
}
