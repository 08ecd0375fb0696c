import type { AttemptOutcome } from './attempt-outcome.ts';

/** The Idempotency-Key of one logical upload, and what it stands for. */
export interface HeldKey {
  readonly key: string;
  /** File and fields the key was made for; another file or other fields need another key. */
  readonly of: string;
  /** Form that was sent under the key and may have been stored. Until that is known, no other may be sent under it. */
  readonly sent?: SentForm;
}

/** The part of an upload that a person can change between two attempts. */
export interface SentForm {
  readonly name: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Number of attempts whose outcome is unknown. */
  readonly attempts: number;
}

/** The parts of an upload that a key stands for. */
export interface Keyed {
  name: string;
  type: string;
  size: number | null;
  lastModified?: number;
  fields: Readonly<Record<string, string>>;
}

/**
 * The key under which an upload is sent: the held one as long as file and fields are the same, over every retry,
 * pause and reload; a new one as soon as they differ, for the service answers a known key with a different
 * request by 409. While an attempt may have been stored, fields that were changed since do not make a new key: a second
 * image would be stored beside the first. Another file always does.
 */
export function idempotencyKey(held: HeldKey | undefined, upload: Keyed): HeldKey {
  const fields = Object.entries(upload.fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const of = JSON.stringify([upload.name, upload.type, upload.size, upload.lastModified ?? null, fields]);
  if (held?.of === of || (held?.sent && isOfFile(held, upload))) return held;
  return { key: randomKey(), of };
}

/** Whether a key was made for the same bytes, under whatever name and with whatever fields. */
function isOfFile({ of }: HeldKey, { size, lastModified }: Keyed): boolean {
  const [, , ofSize, ofTime] = JSON.parse(of) as unknown[];
  return ofSize === size && ofTime === (lastModified ?? null);
}

/** Notes in a key that an attempt goes out, or its outcome; see {@link HeldKey.sent}. */
export function noteAttempt(
  held: HeldKey,
  { name, type, fields }: Omit<SentForm, 'attempts'>,
  outcome: AttemptOutcome,
): HeldKey {
  const { sent, ...key } = held;
  const before = sent?.attempts ?? 0;
  const attempts = outcome === 'sent' ? before + 1 : outcome === 'declined' ? before - 1 : 0;
  return attempts > 0 ? { ...key, sent: { ...(sent ?? { name, type, fields }), attempts } } : key;
}

/** A random UUID; `crypto.randomUUID` needs a secure context, which a LAN address in development is not. */
export function randomKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
