import { ImgproError, isImgproError } from './errors.ts';
import type { RequestOptions } from './options.ts';
import { isRetryable, MAX_RETRY_AFTER } from './retry.ts';
import { limited, sleep } from './sleep.ts';
import type { Image } from './types.ts';

/** All that polling needs of a client. */
export interface PollableClient {
  images: { get(id: string, options?: RequestOptions): PromiseLike<Image> };
}

export interface WaitOptions {
  /** Ends the wait, which rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Milliseconds in all. Default: two minutes for `waitUntilReady`, none for `pollImage`. */
  timeout?: number;
  /** Told of every answer. */
  onUpdate?: (image: Image) => void;
}

export interface PollOptions extends WaitOptions {
  /** While it says no (for all who wait), nothing is asked. */
  visible?: () => boolean;
  /** Asks at once instead of after a second. */
  immediate?: boolean;
}

const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 15_000;
/** Polling survives about a minute offline. */
const MOST_FAILURES = 10;

interface Poll {
  waiters: Set<PollOptions>;
  stop: AbortController;
  done: Promise<Image>;
  last?: Image;
}

/** One poll for each image of a client, however many wait for it. */
const pollsOf = new WeakMap<object, Map<string, Poll>>();

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
  pollsOf.set(client, polls);
  const poll = polls.get(id) ?? start(client, id, immediate ? 0 : FIRST_DELAY);
  polls.set(id, poll);
  const waiter = { ...options };
  poll.waiters.add(waiter);
  if (poll.last) onUpdate?.(poll.last);
  const late = () =>
    new ImgproError(
      `Image ${id} is still processing after ${timeout / 1000} seconds: it is not lost, wait again later.`,
      {
        code: 'timeout',
        image: poll.last,
      },
    );
  return limited(timeout, signal, late, () => poll.done).finally(() => {
    poll.waiters.delete(waiter);
    if (poll.waiters.size) return;
    if (polls.get(id) === poll) polls.delete(id);
    poll.stop.abort();
  });
}

function start(client: PollableClient, id: string, pause: number): Poll {
  const waiters = new Set<PollOptions>();
  const stop = new AbortController();
  const { signal } = stop;
  const poll: Poll = { waiters, stop, done: run() };
  return poll;

  async function run(): Promise<Image> {
    let delay = FIRST_DELAY;
    let failures = 0;
    for (;;) {
      await sleep(pause, signal);
      pause = FIRST_DELAY;
      if (![...waiters].some(({ visible }) => visible?.() ?? true)) continue;
      try {
        const image = await client.images.get(id, { signal, maxRetries: 0 });
        failures = 0;
        poll.last = image;
        // A listener that throws is an uncaught error of its own: it must not end the wait of the others.
        for (const { onUpdate } of waiters) queueMicrotask(() => onUpdate?.(image));
        if (image.status !== 'processing') return image;
      } catch (error) {
        const wait = (isImgproError(error) && error.retryAfter) || 0;
        const hopeless = ++failures >= MOST_FAILURES || !isRetryable(error, { idempotent: true });
        if (hopeless || wait > MAX_RETRY_AFTER) throw error;
        delay = Math.max(delay, wait * 1000);
      }
      pause = delay;
      delay = Math.min(delay * 1.5, LONGEST_DELAY);
    }
  }
}
