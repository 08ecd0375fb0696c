/** Resolves after `ms` milliseconds; rejects with the signal's reason, and forgets its timer, when aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
}

/** Result of `work`, unless `signal` aborts first or `ms` pass; a work that heeds no signal is left behind. */
export async function limited<T>(
  ms: number,
  signal: AbortSignal | undefined,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const either = AbortSignal.any([signal ?? over.signal, over.signal]);
  const timeout = sleep(ms, either).then((): never => {
    throw late();
  });
  return Promise.race([work(either), timeout]).finally(() => over.abort());
}
