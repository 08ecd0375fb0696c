/** How often an address may upload without a key; null = off (`--anonymous-limit off`). */
export type AnonymousLimit = { hour: number; day: number } | null;

/** The service's own (demo/mock/README.md, Limits). */
export const ANONYMOUS_LIMIT = { hour: 20, day: 100 };

/** A fixed window that began with its first upload. Milliseconds. */
export interface Window {
  start: number;
  count: number;
}

export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** The window as it stands now: an old one has ended and counts nothing. */
export function current(window: Window | null, length: number, now: number): Window {
  return window !== null && now >= window.start && now < window.start + length
    ? window
    : { start: now, count: 0 };
}

export interface Allowance {
  allowed: boolean;
  /** Seconds, when not allowed. */
  retryAfter: number;
}

/** Whether one more upload fits into both windows; `reserved` ones are under way and count. */
export function allowance(
  limit: { hour: number; day: number },
  hour: Window,
  day: Window,
  reserved: number,
  now: number,
): Allowance {
  const waits: number[] = [];
  if (hour.count + reserved >= limit.hour) waits.push(hour.start + HOUR - now);
  if (day.count + reserved >= limit.day) waits.push(day.start + DAY - now);
  return { allowed: waits.length === 0, retryAfter: Math.max(1, Math.ceil(Math.max(0, ...waits) / 1000)) };
}

/** Reads `20/100` or `off`; undefined when it is neither. */
export function parseLimit(text: string): AnonymousLimit | undefined {
  if (text === 'off') return null;
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  return match ? { hour: Number(match[1]), day: Number(match[2]) } : undefined;
}

export function rateHeaders(
  limit: { hour: number; day: number },
  hour: Window,
  day: Window | null,
): Record<string, string> {
  const headers = window('', limit.hour, hour, HOUR);
  return day === null ? headers : { ...headers, ...window('-Daily', limit.day, day, DAY) };
}

function window(suffix: '' | '-Daily', limit: number, used: Window, length: number): Record<string, string> {
  const names =
    suffix === ''
      ? (['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'] as const)
      : (['X-RateLimit-Limit-Daily', 'X-RateLimit-Remaining-Daily', 'X-RateLimit-Reset-Daily'] as const);
  return {
    [names[0]]: String(limit),
    [names[1]]: String(Math.max(0, limit - used.count)),
    [names[2]]: String(Math.ceil((used.start + length) / 1000)),
  };
}
