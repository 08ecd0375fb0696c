import type { Image, ImgproClient, RequestOptions } from '../../../api/index.ts';

interface Flight {
  answer: Promise<Image>;
  /** How many wait for it. */
  waiting: number;
  stop: AbortController;
}

/** One request for each image of a client, however many ask for it meanwhile. */
const flightsOf = new WeakMap<ImgproClient, Map<string, Flight>>();

/**
 * Gets an image. All who ask one client for one image at the same time share the request, which is given up when the
 * last of them has left; who comes after the answer asks anew.
 */
export function getShared(
  client: ImgproClient,
  id: string,
  signal: AbortSignal,
  options?: RequestOptions,
): Promise<Image> {
  const flights = flightsOf.get(client) ?? new Map<string, Flight>();
  flightsOf.set(client, flights);
  const flight = flights.get(id) ?? start();
  flights.set(id, flight);
  flight.waiting++;
  const over = new AbortController();
  const left = new Promise<never>((_, reject) => {
    const leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { signal: over.signal });
    if (signal.aborted) leave();
  });
  return Promise.race([flight.answer, left]).finally(() => {
    over.abort();
    if (--flight.waiting === 0 || !signal.aborted) forget(flight);
  });

  function start(): Flight {
    const stop = new AbortController();
    const answer = (async () => client.images.get(id, { ...options, signal: stop.signal }))();
    return { answer, waiting: 0, stop };
  }

  /** It is answered, or nobody waits for it. */
  function forget(done: Flight): void {
    if (flights.get(id) === done) flights.delete(id);
    if (done.waiting === 0) done.stop.abort();
  }
}
