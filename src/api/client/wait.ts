import { ImgproError } from '../errors.ts';
import type { RequestOptions } from './options.ts';
import { isWorthWaiting, retry } from '../retry.ts';
import { limited, sleep } from '../sleep.ts';
import type { Image } from '../types.ts';

/** The part of a client that polling needs. */
export interface PollableClient {
  images: { get(id: string, options?: RequestOptions): PromiseLike<Image> };
}

export interface WaitOptions {
  /** Ends the wait; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Milliseconds in all. Default: two minutes for `waitUntilReady`, none for `pollImage`. */
  timeout?: number;
  /** Called with every answer. */
  onUpdate?: (image: Image) => void;
}

export interface PollOptions extends WaitOptions {
  /** No request is made while it returns false, for all who wait. */
  visible?: () => boolean;
  /** Makes the first request at once instead of after a second. */
  immediate?: boolean;
}

/** Asks until an image is ready: first after `delay` ms, then 1 s ×1.5 to 15 s apart. */
async function askUntilReady(ask: () => Promise<Image>, delay: number, signal: AbortSignal): Promise<Image> {
  let next = 1_000;
  const pace = (retryAfter = 0) => {
    delay = Math.max(next, retryAfter * 1000);
    next = Math.min(delay * 1.5, 15_000);
    return delay;
  };
  for (;;) {
    await sleep(delay, signal);
    const image = await retry(
      ask,
      // Polling survives about a minute offline.
      (error, failures) =>
        failures < 10 && isWorthWaiting(error) ? pace((error as ImgproError).retryAfter) : null,
      signal,
    );
    if (image.status !== 'processing') return image;
    pace();
  }
}

const stillProcessing = (id: string, image?: Image): ImgproError =>
  new ImgproError(`Image ${id} is still processing: wait again.`, { code: 'timeout', image });

/**
 * Waits for one image, from now on: `ImgproClient.waitUntilReady`.
 * @throws ImgproError `media_failed`, `media_blocked`, `not_found`, or `timeout` (the image is then not lost)
 */
export function waitForImage(
  { images }: PollableClient,
  id: string,
  { timeout = 120_000, signal, onUpdate }: WaitOptions = {},
): Promise<Image> {
  let last: Image;
  const late = () => stillProcessing(id, last);
  return limited(timeout, signal, late, (signal) => {
    const ask = async () => {
      last = await images.get(id, { signal, maxRetries: 0 });
      onUpdate?.(last);
      return last;
    };
    return askUntilReady(ask, 0, signal);
  });
}

interface Poll {
  waiters: Set<PollOptions>;
  stop: AbortController;
  done: Promise<Image>;
  last?: Image;
}

/** One poll for each image of a client, however many wait for it. */
const pollsOf = /* @__PURE__ */ new WeakMap<object, Map<string, Poll>>();

/**
 * Asks for an image until it is ready, 1 s ×1.5 to 15 s apart; all who wait for one image of a client share the requests.
 * @throws ImgproError `media_failed`, `media_blocked`, `not_found`, or `timeout` (the image is then not lost)
 */
export async function pollImage(
  client: PollableClient,
  id: string,
  options: PollOptions = {},
): Promise<Image> {
  const { signal, timeout = 2 ** 31 - 1, onUpdate, immediate } = options;
  signal?.throwIfAborted();
  const polls = pollsOf.get(client) ?? new Map<string, Poll>();
  const poll = polls.get(id) ?? start(client, id, immediate ? 0 : 1_000);
  pollsOf.set(client, polls.set(id, poll));
  const waiter = { ...options };
  poll.waiters.add(waiter);
  if (poll.last) onUpdate?.(poll.last);
  const late = () => stillProcessing(id, poll.last);
  return limited(timeout, signal, late, () => poll.done).finally(() => {
    poll.waiters.delete(waiter);
    if (poll.waiters.size) return;
    polls.delete(id);
    poll.stop.abort();
  });
}

function start({ images }: PollableClient, id: string, pause: number): Poll {
  const waiters = new Set<PollOptions>();
  const stop = new AbortController();
  const { signal } = stop;
  const poll: Poll = { waiters, stop, done: askUntilReady(ask, pause, signal) };
  return poll;

  async function ask(): Promise<Image> {
    while ([...waiters].every(({ visible }) => visible?.() === false)) await sleep(1_000, signal);
    const image = await images.get(id, { signal, maxRetries: 0 });
    poll.last = image;
    // A listener that throws is an uncaught error of its own: it must not end the wait of the others.
    for (const { onUpdate } of waiters) queueMicrotask(() => onUpdate?.(image));
    return image;
  }
}
