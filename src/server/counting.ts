import { GatewayError } from './errors.ts';
import type { Config } from './config.ts';
import type { Reservation } from './stores/store.ts';
import type { Visit } from './visit.ts';

/** The end of an attempt to store an image, as far as it is known. */
export type Attempt<Stored> =
  /** Stored; `bytes` are undefined where only the service knows them, and does not tell yet. */
  | { end: 'stored'; stored: Stored; bytes: number | undefined }
  /** Certainly not stored. */
  | { end: 'refused'; error: GatewayError }
  /** It may be stored: the answer was lost, or an earlier try with the same key is still under way. */
  | { end: 'unknown'; error: GatewayError };

/** The uses that one upload makes of counters. */
export interface Use {
  /** The token's id, and how many images it may store. */
  token?: { id: string; maxFiles: number; expiresAt: number };
  /** The person's pseudonym. */
  person: string;
  /** The same for each try of one upload. */
  place: string;
  /** The most bytes that it can turn out to have. */
  bytes: number;
}

/** Seconds for which the service recognises an Idempotency-Key: after them, the same key stores another image. */
const KEY_LIFE = 86_400;

/** Seconds that a token's counter outlives it, beyond the longest upload. */
const GRACE = 60;

/** The reservations that an upload needs: of its token's `max_files`, and of what its person may upload in a window. */
export function reservationsFor(
  { token, person, place, bytes }: Use,
  { limits, timeouts }: Pick<Config, 'limits' | 'timeouts'>,
  now: number = Date.now(),
): (Reservation & { counts: 'token' | 'uploads' | 'bytes' })[] {
  const { uploads, bytes: allBytes, window } = limits;
  // In a window that outlives keys, an old key must not be a free place for ever.
  const personPlace = window > KEY_LIFE ? `${Math.floor(now / 1000 / KEY_LIFE)}:${place}` : place;
  const reservations: (Reservation & { counts: 'token' | 'uploads' | 'bytes' })[] = [];
  if (token)
    reservations.push({
      counts: 'token',
      counter: `files:${token.id}`,
      place,
      amount: 1,
      limit: token.maxFiles,
      seconds:
        Math.max(0, token.expiresAt - Math.floor(now / 1000)) + Math.ceil(timeouts.total / 1000) + GRACE,
    });
  if (uploads !== undefined)
    reservations.push({
      counts: 'uploads',
      counter: `uploads:${person}`,
      place: personPlace,
      amount: 1,
      limit: uploads,
      seconds: window,
    });
  if (allBytes !== undefined)
    reservations.push({
      counts: 'bytes',
      counter: `bytes:${person}`,
      place: personPlace,
      amount: Math.min(bytes, allBytes),
      limit: allBytes,
      seconds: window,
    });
  return reservations;
}

/**
 * Counts an upload: room is reserved before anything is sent, used up when the image is stored, and given back when it
 * certainly is not. A retry under the same key counts once.
 * @throws GatewayError 429 `token_exhausted` or `rate_limited` before `attempt` is begun, or the attempt's own error
 */
export async function counted<Stored>(
  visit: Visit,
  use: Use,
  attempt: () => Promise<Attempt<Stored>>,
): Promise<Stored> {
  const reservations = reservationsFor(use, visit.config);
  await reserveAll(visit, reservations);
  const giveBack = () => settleAll(reservations, (each) => visit.store.release(each.counter, each.place));
  let result: Attempt<Stored>;
  try {
    result = await attempt();
  } catch (error) {
    await giveBack();
    throw error;
  }
  if (result.end === 'refused') await giveBack();
  if (result.end !== 'stored') throw result.error;
  const { bytes, stored } = result;
  await settleAll(reservations, ({ counts, counter, place, amount, seconds }) =>
    visit.store.confirm(counter, place, counts === 'bytes' ? (bytes ?? amount) : 1, seconds),
  );
  return stored;
}

async function reserveAll(visit: Visit, reservations: ReturnType<typeof reservationsFor>): Promise<void> {
  for (const [index, reservation] of reservations.entries()) {
    const { counts, ...wish } = reservation;
    const undo = () =>
      settleAll(reservations.slice(0, index), (each) => visit.store.release(each.counter, each.place));
    const result = await visit.store.reserve(wish).catch(async (error: unknown) => {
      await undo();
      throw error;
    });
    if (result.granted) continue;
    await undo();
    throw refusal(counts, reservation.limit, result.retryAfter);
  }
}

/** By now the image is stored, or is not: a store that fails here is logged, and changes nothing about the answer. */
async function settleAll<Item>(items: Item[], settle: (item: Item) => Promise<void>): Promise<void> {
  await Promise.allSettled(items.map(settle));
}

function refusal(counts: 'token' | 'uploads' | 'bytes', limit: number, retryAfter: number): GatewayError {
  if (counts === 'token')
    return new GatewayError(
      429,
      'token_exhausted',
      limit === 1
        ? 'This upload token was already used.'
        : `This upload token is used up: it stores ${limit} images.`,
    );
  const wait = Math.max(1, Math.ceil(Number.isFinite(retryAfter) ? retryAfter : 60));
  const message =
    counts === 'uploads'
      ? `You have uploaded all ${limit} images that you can for now.`
      : 'You have uploaded as much as you can for now.';
  return new GatewayError(429, 'rate_limited', `${message} Try again in ${spoken(wait)}.`, {
    headers: { 'retry-after': String(wait) },
  });
}

/** A span as people say it, rounded up. */
function spoken(seconds: number): string {
  const [count, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 5400
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
