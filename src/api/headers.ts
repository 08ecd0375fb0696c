import { number, parseJson, record, text } from './values.ts';
import type { ErrorAction } from './types.ts';

/** The part of `Headers` that is used here. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** One allowance; `null` where there is no limit. */
export interface Allowance {
  used: number | null;
  limit: number | null;
  remaining: number | null;
}

/** Quota of the key's account, from the headers of an answer; storage in bytes (demo/mock/README.md, Limits). */
export interface Quota {
  uploads: Allowance;
  storage: Allowance | null;
}

/** Requests left to an anonymous address in one window. */
export interface RateWindow {
  limit: number | null;
  remaining: number | null;
  /** Unix seconds. */
  reset: number | null;
}

/** Limit of the current hour, and of the day where the answer has one. */
export interface RateLimit extends RateWindow {
  daily: RateWindow | null;
}

/**
 * The numbers of a family of headers, by the word that `*` stands for (names have no case); `null` where the first word's
 * is missing.
 */
function family<Word extends string>(headers: HeaderReader, pattern: string, words: [Word, ...Word[]]) {
  const found = Object.fromEntries(
    words.map((word) => [word, number(headers.get(pattern.replace('*', word))) ?? null]),
  ) as Record<Word, number | null>;
  return found[words[0]] === null ? null : found;
}

const allowance = (headers: HeaderReader, pattern: string): Allowance | null =>
  family(headers, pattern, ['used', 'limit', 'remaining']);

const rateWindow = (headers: HeaderReader, pattern: string): RateWindow | null =>
  family(headers, pattern, ['limit', 'remaining', 'reset']);

/** The account's quota; `null` on answers that carry none (anonymous ones, those of a token gateway). */
export function readQuota(headers: HeaderReader): Quota | null {
  const uploads = allowance(headers, 'X-Monthly-Uploads-*');
  return uploads && { uploads, storage: allowance(headers, 'X-Storage-*') };
}

/** The anonymous rate limit; `null` on answers that carry none. */
export function readRateLimit(headers: HeaderReader): RateLimit | null {
  const hour = rateWindow(headers, 'X-RateLimit-*');
  return hour && { ...hour, daily: rateWindow(headers, 'X-RateLimit-*-Daily') };
}

/** `Retry-After` in seconds from now, written as seconds or as an HTTP date that is yet to come. */
export function readRetryAfter(headers: HeaderReader): number | undefined {
  const after = headers.get('Retry-After');
  // By the server's clock, where it says its time: the visitor's may be wrong.
  const left = Date.parse(after!) - (Date.parse(headers.get('Date')!) || Date.now());
  return number(after) ?? (left > 0 ? left / 1000 : undefined);
}

/** The action that the service suggests, such as signing up: the header `X-Img-Action`. */
export const readAction = (headers: HeaderReader): ErrorAction | undefined =>
  toAction(parseJson(headers.get('X-Img-Action')));

/** One shape for the actions of all generations: the second writes `seconds` where the third writes `retry_after`. */
export function toAction(raw: unknown): ErrorAction | undefined {
  const { type, url, label, retry_after, seconds } = record(raw);
  return typeof type === 'string'
    ? { type, url: text(url), label: text(label), retry_after: number(retry_after ?? seconds) }
    : undefined;
}
