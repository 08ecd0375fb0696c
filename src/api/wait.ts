import { ImgproError, isImgproError } from './errors.ts';
import { sleep } from './request.ts';
import { isRetryable, MAX_RETRY_AFTER } from './retry.ts';
import type { Image } from './types.ts';
import type { RequestOptions } from './options.ts';

/** All that polling needs of a client. */
export interface PollableClient {
  images: { get(id: string, options?: RequestOptions): PromiseLike<Image> };
}

export interface PollOptions {
  /** Leaves the poll; the last to leave stops it. */
  signal?: AbortSignal;
  /** Told of every answer. */
  onUpdate?: (image: Image) => void;
  /** While it says no (for all who wait), nothing is asked. */
  visible?: () => boolean;
  /** Asks at once instead of after a second. */
  immediate?: boolean;
}

const FIRST_DELAY = 1_000;
const GROWTH = 1.5;
const LONGEST_DELAY = 15_000;
/** Polling survives a spell offline, but not for ever. */
const MOST_FAILURES = 10;

interface Waiter extends PollOptions {
  resolve(image: Image): void;
  reject(reason: unknown): void;
}

interface Poll {
  waiters: Set<Waiter>;
  stop: AbortController;
  last?: Image;
}

/** One poll for each image of a client, however many wait for it. */
const polls = new WeakMap<object, Map<string, Poll>>();

/** The pause after a pause: 1 s, 1.5 s, 2.25 s … 15 s. */
export const nextDelay = (delay: number): number => Math.min(delay * GROWTH, LONGEST_DELAY);

/**
 * Asks for an image until it is ready, 1 s ×1.5 to 15 s apart; all who wait for one image of a client share the requests.
 * Rejects with `media_failed`, `media_blocked` or `not_found` when it never will be, with the signal's reason on abort.
 */
export function pollImage(client: PollableClient, id: string, options: PollOptions = {}): Promise<Image> {
  const { signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const ofClient = polls.get(client) ?? new Map<string, Poll>();
    polls.set(client, ofClient);
    const leave = () => {
      waiter.reject(signal?.reason);
      if (poll.waiters.size) return;
      if (ofClient.get(id) === poll) ofClient.delete(id);
      poll.stop.abort();
    };
    const settle = () => {
      signal?.removeEventListener('abort', leave);
      poll.waiters.delete(waiter);
    };
    const waiter: Waiter = {
      ...options,
      resolve: (image) => (settle(), resolve(image)),
      reject: (reason) => (settle(), reject(reason)),
    };
    const known = ofClient.get(id);
    const poll: Poll = known ?? { waiters: new Set(), stop: new AbortController() };
    poll.waiters.add(waiter);
    signal?.addEventListener('abort', leave, { once: true });
    if (known) {
      if (known.last) options.onUpdate?.(known.last);
      return;
    }
    ofClient.set(id, poll);
    run(client, id, poll, options.immediate ? 0 : FIRST_DELAY)
      .then(
        (image) => poll.waiters.forEach((each) => each.resolve(image)),
        (error: unknown) => poll.waiters.forEach((each) => each.reject(error)),
      )
      .finally(() => {
        if (ofClient.get(id) === poll) ofClient.delete(id);
      });
  });
}

async function run(client: PollableClient, id: string, poll: Poll, first: number): Promise<Image> {
  const { signal } = poll.stop;
  let pause = first;
  let delay = FIRST_DELAY;
  let failures = 0;
  for (;;) {
    await sleep(pause, signal);
    pause = FIRST_DELAY;
    if (![...poll.waiters].some(({ visible }) => visible?.() ?? true)) continue;
    try {
      const image = await client.images.get(id, { signal, maxRetries: 0 });
      failures = 0;
      poll.last = image;
      for (const waiter of [...poll.waiters]) waiter.onUpdate?.(image);
      if (image.status !== 'processing') return image;
    } catch (error) {
      failures += 1;
      const wait = isImgproError(error) ? (error.retryAfter ?? 0) : 0;
      if (failures === MOST_FAILURES || wait > MAX_RETRY_AFTER || !isRetryable(error, { idempotent: true }))
        throw error;
      delay = Math.max(delay, wait * 1000);
    }
    pause = delay;
    delay = nextDelay(delay);
  }
}

export interface WaitOptions {
  signal?: AbortSignal;
  /** Milliseconds in all. Default: two minutes. */
  timeout?: number;
  /** Told of every answer. */
  onUpdate?: (image: Image) => void;
}

/** {@link pollImage} with a time limit, and without a first pause. */
export async function waitUntilReady(
  client: PollableClient,
  id: string,
  options: WaitOptions = {},
): Promise<Image> {
  const { signal, timeout = 120_000, onUpdate } = options;
  signal?.throwIfAborted();
  const stop = new AbortController();
  const forward = () => stop.abort(signal?.reason);
  const timer = setTimeout(() => {
    const words = `Image ${id} is still processing after ${Math.round(timeout / 1000)} seconds. It is not lost: wait again later.`;
    stop.abort(new ImgproError(words, { code: 'timeout', type: 'processing_error' }));
  }, timeout);
  signal?.addEventListener('abort', forward, { once: true });
  try {
    return await pollImage(client, id, { signal: stop.signal, onUpdate, immediate: true });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', forward);
  }
}
