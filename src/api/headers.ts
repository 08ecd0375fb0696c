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

/** Numbers of headers with a common beginning and end, by their names' middles; `null` when all are missing. */
function read<Name extends string>(
  headers: HeaderReader,
  prefix: string,
  names: Name[],
  suffix = '',
): Record<Lowercase<Name>, number | null> | null {
  const entries = names.map((name) => [
    name.toLowerCase(),
    number(headers.get(prefix + name + suffix)) ?? null,
  ]);
  return entries.some(([, value]) => value !== null) ? Object.fromEntries(entries) : null;
}

/** The account's quota; `null` on answers that carry none (anonymous ones, those of a token gateway). */
export function readQuota(headers: HeaderReader): Quota | null {
  const uploads = read(headers, 'X-Monthly-Uploads-', ['Used', 'Limit', 'Remaining']);
  const storage = read(headers, 'X-Storage-', ['Used', 'Limit', 'Remaining']);
  return uploads && storage && { uploads, storage };
}

/** The anonymous rate limit; `null` on answers that carry none. */
export function readRateLimit(headers: HeaderReader): RateLimit | null {
  const hour = read(headers, 'X-RateLimit-', ['Limit', 'Remaining', 'Reset']);
  return hour && { ...hour, daily: read(headers, 'X-RateLimit-', ['Limit', 'Remaining', 'Reset'], '-Daily') };
}

/** `Retry-After` in seconds from now, written as seconds or as an HTTP date; never negative. */
export function readRetryAfter(headers: HeaderReader, now: number = Date.now()): number | undefined {
  const value = headers.get('Retry-After');
  const at = Date.parse(value ?? '');
  return number(value) ?? (at ? Math.max(0, (at - now) / 1000) : undefined);
}

/** What the service suggests (`X-Img-Action`, API §8). */
export const readAction = (headers: HeaderReader): ErrorAction | undefined =>
  toAction(parseJson(headers.get('X-Img-Action')));

/** One shape for the actions of all generations: G2 writes `seconds` where G3 writes `retry_after`. */
export function toAction(raw: unknown): ErrorAction | undefined {
  const { type, url, label, retry_after, seconds } = record(raw);
  return text(type)
    ? {
        type: type as string,
        url: text(url),
        label: text(label),
        retry_after: number(retry_after ?? seconds),
      }
    : undefined;
}
