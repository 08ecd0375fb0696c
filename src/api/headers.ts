import { number, parseJson, record, text } from './values.ts';
import type { ErrorAction } from './types.ts';

/** All that is asked of headers: `Headers` has it. */
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

/** What is left to an anonymous address in one window. */
export interface RateWindow {
  limit: number | null;
  remaining: number | null;
  /** Unix seconds. */
  reset: number | null;
}

/** The hour's window, and the day's where the service tells it. */
export interface RateLimit extends RateWindow {
  daily: RateWindow | null;
}

const value = (headers: HeaderReader, name: string): number | null => number(headers.get(name)) ?? null;

const allowance = (headers: HeaderReader, prefix: string): Allowance => ({
  used: value(headers, `${prefix}-Used`),
  limit: value(headers, `${prefix}-Limit`),
  remaining: value(headers, `${prefix}-Remaining`),
});

const rateWindow = (headers: HeaderReader, suffix: string): RateWindow | null => {
  const limit = value(headers, `X-RateLimit-Limit${suffix}`);
  const remaining = value(headers, `X-RateLimit-Remaining${suffix}`);
  return limit === null ? null : { limit, remaining, reset: value(headers, `X-RateLimit-Reset${suffix}`) };
};

/** The account's quota; `null` on answers that carry none (anonymous ones, those of a token gateway). */
export function readQuota(headers: HeaderReader): Quota | null {
  const uploads = allowance(headers, 'X-Monthly-Uploads');
  return uploads.used === null ? null : { uploads, storage: allowance(headers, 'X-Storage') };
}

/** The anonymous rate limit; `null` on answers that carry none. */
export function readRateLimit(headers: HeaderReader): RateLimit | null {
  const hour = rateWindow(headers, '');
  return hour && { ...hour, daily: rateWindow(headers, '-Daily') };
}

/** `Retry-After` in seconds from now, written as seconds or as an HTTP date; never negative. */
export function readRetryAfter(headers: HeaderReader, now: number = Date.now()): number | undefined {
  const written = headers.get('Retry-After');
  const at = Date.parse(`${written}`);
  return number(written) ?? (at ? Math.max(0, (at - now) / 1000) : undefined);
}

/** What the service suggests (`X-Img-Action`, API §8). */
export const readAction = (headers: HeaderReader): ErrorAction | undefined =>
  toAction(parseJson(headers.get('X-Img-Action')));

/** One shape for the actions of all generations: G2 writes `seconds` where G3 writes `retry_after`. */
export function toAction(raw: unknown): ErrorAction | undefined {
  const { type, url, label, retry_after, seconds } = record(raw);
  const action = { url: text(url), label: text(label), retry_after: number(retry_after ?? seconds) };
  return typeof type === 'string' ? { type, ...action } : undefined;
}
