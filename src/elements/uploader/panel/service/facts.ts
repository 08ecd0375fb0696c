import type { Image } from '../../../../api/types.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The time that is left (ms), as a clock counts it down: `0:42`, `4:05`. Never less than `0:00`. */
export function clockText(left: number, lang: string): string {
  const seconds = Math.max(0, Math.ceil(left / SECOND));
  const two = new Intl.NumberFormat(lang, { minimumIntegerDigits: 2 });
  return `${new Intl.NumberFormat(lang).format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}

/** A stored image, and when this page saw it first (local clock, ms). */
export interface Seen {
  image: Pick<Image, 'created_at' | 'expires_at'>;
  seenAt: number;
}

/**
 * How long each image still lives, in ms by the service's clock, as the visitor's may be wrong by years; null for one that
 * stays. When an image is seen it is there already, so that the service's clock is not behind its time of creation: exactly
 * there for one that this page has just stored.
 * @param hasStored Whether one of them was just stored; else our own clock is only mended where it is proved to be behind.
 */
export function timeLeft(all: readonly Seen[], now: number, hasStored: boolean): (number | null)[] {
  /** The service's clock ahead of ours. */
  let ahead = hasStored ? -Infinity : 0;
  for (const { image, seenAt } of all)
    ahead = Math.max(ahead, Date.parse(image.created_at) - seenAt || -Infinity);
  if (ahead === -Infinity) ahead = 0;
  return all.map(({ image }) => {
    const left = Date.parse(image.expires_at ?? '') - now - ahead;
    return Number.isNaN(left) ? null : Math.max(0, left);
  });
}

/** A short wait in words: `in 42 seconds`, `in 2 minutes`. */
export function waitText(left: number, lang: string): string {
  const format = new Intl.RelativeTimeFormat(lang, { numeric: 'always' });
  if (left < 90 * SECOND) return format.format(Math.max(1, Math.ceil(left / SECOND)), 'second');
  return format.format(Math.ceil(left / MINUTE), 'minute');
}

/** A time left in words: `in 30 days`, `in 5 hours`. The last unit is given in full, lest more be promised than there is. */
export function leftText(left: number, lang: string): string {
  const format = new Intl.RelativeTimeFormat(lang, { numeric: 'always' });
  // An answer takes a moment: 30 days are 30 days, not 29 and some hours.
  const about = left + 2 * MINUTE;
  if (about >= 2 * DAY) return format.format(Math.floor(about / DAY), 'day');
  if (about >= 2 * HOUR) return format.format(Math.floor(about / HOUR), 'hour');
  return format.format(Math.max(1, Math.floor(left / MINUTE)), 'minute');
}

/** The end of an image as a date, or, of one that lives for less than a day, as a time; it is not broken. */
export function untilText({ created_at, expires_at }: Seen['image'], lang: string): string {
  const end = new Date(expires_at!);
  const lives = end.getTime() - Date.parse(created_at);
  const sameYear = end.getFullYear() === new Date(created_at).getFullYear();
  return new Intl.DateTimeFormat(
    lang,
    lives < DAY
      ? { timeStyle: 'short' }
      : { day: 'numeric', month: 'short', ...(!sameYear && { year: 'numeric' }) },
  )
    .format(end)
    .replace(/\s/g, '\u00a0');
}

/** The service's offer, as it may be shown: its words as text, its address where that can be trusted. */
export interface Offer {
  href: string;
  label: string | undefined;
}

/** Longer words are no label of a link. */
const LONGEST_LABEL = 60;

/**
 * The offer to sign up in the header `X-Img-Action` of an answer; null for any other, and for one that leads nowhere safe:
 * `https:` alone, but for a service on this very machine, as the mock is.
 */
export function offerOf(header: string | null): Offer | null {
  const { type, url, label } = parsed(header);
  if (type !== 'signup' || typeof url !== 'string' || !URL.canParse(url)) return null;
  const { protocol, hostname, username, password, href } = new URL(url);
  const isHere = protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  if ((protocol !== 'https:' && !isHere) || username || password) return null;
  const words = typeof label === 'string' ? label.replace(/\s+/g, ' ').trim() : '';
  return { href, label: words && words.length <= LONGEST_LABEL ? words : undefined };
}

function parsed(json: string | null): Record<string, unknown> {
  try {
    return (JSON.parse(json ?? 'null') as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
}
