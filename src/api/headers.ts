import type { ErrorAction } from './types.ts';

/** All that is asked of headers: `Headers` has it, and so has a thin wrapper of an XMLHttpRequest. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** One allowance; `null` where there is no limit. */
export interface Allowance {
  used: number | null;
  limit: number | null;
  remaining: number | null;
}

/** What is left to the key's account (API §8); storage in bytes. */
export interface Quota {
  uploads: Allowance;
  storage: Allowance;
}

/** What is left to an anonymous address in one window. `reset` in unix seconds. */
export interface RateWindow {
  limit: number | null;
  remaining: number | null;
  reset: number | null;
}

/** The hour's window, and the day's where the service tells it. */
export interface RateLimit extends RateWindow {
  daily: RateWindow | null;
}

const number = (headers: HeaderReader, name: string): number | null => {
  const text = headers.get(name)?.trim();
  const value = text ? Number(text) : NaN;
  return Number.isFinite(value) ? value : null;
};

const isEmpty = (window: object): boolean => Object.values(window).every((value) => value === null);

/** The account's quota; `null` on answers that carry none (anonymous ones, those of a token gateway). */
export function readQuota(headers: HeaderReader): Quota | null {
  const uploads = {
    used: number(headers, 'X-Monthly-Uploads-Used'),
    limit: number(headers, 'X-Monthly-Uploads-Limit'),
    remaining: number(headers, 'X-Monthly-Uploads-Remaining'),
  };
  const storage = {
    used: number(headers, 'X-Storage-Used'),
    limit: number(headers, 'X-Storage-Limit'),
    remaining: number(headers, 'X-Storage-Remaining'),
  };
  return isEmpty(uploads) && isEmpty(storage) ? null : { uploads, storage };
}

/** The anonymous rate limit; `null` on answers that carry none. */
export function readRateLimit(headers: HeaderReader): RateLimit | null {
  const hour = {
    limit: number(headers, 'X-RateLimit-Limit'),
    remaining: number(headers, 'X-RateLimit-Remaining'),
    reset: number(headers, 'X-RateLimit-Reset'),
  };
  const daily = {
    limit: number(headers, 'X-RateLimit-Limit-Daily'),
    remaining: number(headers, 'X-RateLimit-Remaining-Daily'),
    reset: number(headers, 'X-RateLimit-Reset-Daily'),
  };
  if (isEmpty(hour) && isEmpty(daily)) return null;
  return { ...hour, daily: isEmpty(daily) ? null : daily };
}

/** `Retry-After` in seconds from now, written as seconds or as an HTTP date; never negative. */
export function readRetryAfter(headers: HeaderReader, now: number = Date.now()): number | undefined {
  const text = headers.get('Retry-After')?.trim();
  if (!text) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

/** What the service suggests (`X-Img-Action`, API §8). */
export function readAction(headers: HeaderReader): ErrorAction | undefined {
  const text = headers.get('X-Img-Action');
  if (!text) return undefined;
  try {
    return toAction(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** One shape for the actions of all generations: G2 writes `seconds` where G3 writes `retry_after`. */
export function toAction(raw: unknown): ErrorAction | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { type, url, label, retry_after, seconds } = raw as Record<string, unknown>;
  if (typeof type !== 'string') return undefined;
  const wait = retry_after ?? seconds;
  return {
    type,
    ...(typeof url === 'string' && { url }),
    ...(typeof label === 'string' && { label }),
    ...(typeof wait === 'number' && Number.isFinite(wait) && { retry_after: Math.max(0, wait) }),
  };
}
