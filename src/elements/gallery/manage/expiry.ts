import type { Image } from '../../../api/types.ts';

const HOUR = 3_600_000;

/** Lifetimes a person may choose, in milliseconds; the first keeps what each image has, and the second is for ever. */
export const LIFETIMES = [
  { value: 'keep', key: 'expiryKeep', span: null },
  { value: 'never', key: 'expiryNever', span: null },
  { value: '1h', key: 'expiryHour', span: HOUR },
  { value: '1d', key: 'expiryDay', span: 24 * HOUR },
  { value: '7d', key: 'expiryWeek', span: 7 * 24 * HOUR },
  { value: '30d', key: 'expiryMonth', span: 30 * 24 * HOUR },
  { value: '90d', key: 'expiryQuarter', span: 90 * 24 * HOUR },
] as const;

export type Lifetime = (typeof LIFETIMES)[number]['value'];

/** When these images expire: at one time, never, or each at its own. */
export function expiryOf(images: readonly Image[]): { at: string | null } | 'differs' {
  const at = images[0]?.expires_at ?? null;
  return images.every((image) => image.expires_at === at) ? { at } : 'differs';
}

/** The time that a lifetime ends, ISO-8601; null is never, and undefined leaves it as it is. */
export function endOf(lifetime: string, now: number): string | null | undefined {
  const chosen = LIFETIMES.find(({ value }) => value === lifetime);
  if (!chosen || chosen.value === 'keep') return undefined;
  return chosen.span === null ? null : new Date(now + chosen.span).toISOString();
}

/** A time in words, with its hour: an image that is deleted this evening is another matter than one that is deleted today. */
export function inWords(at: string, lang: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
}
