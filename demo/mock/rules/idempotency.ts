import { bad, good, type Result } from './result.ts';

/** An answer that is kept for its key (demo/mock/README.md, Idempotency). Milliseconds. */
export interface Remembered {
  fingerprint: string;
  status: number;
  body: string;
  at: number;
}

export const KEPT_MS = 86_400_000;

/** Reads the Idempotency-Key header: absent is fine, 1–255 visible characters otherwise. */
export function readKey(header: string | null | undefined): Result<string | null> {
  if (header === null || header === undefined) return good(null);
  return /^[\x21-\x7e]{1,255}$/.test(header)
    ? good(header)
    : bad('The Idempotency-Key must be 1 to 255 visible characters.');
}

/** The file or address of a request, as far as two requests are compared by it. */
export interface Subject {
  fields: Iterable<readonly [string, unknown]>;
  file?: { name: string; type: string; size: number; sha256: string } | null;
}

/**
 * Hash that two equal requests share: of the route, parsed fields (the last of equal names) and the file's name, type
 * and bytes. Not the raw body, so a multipart boundary may differ (demo/mock/README.md, Idempotency).
 */
export async function fingerprint(route: string, subject: Subject): Promise<string> {
  const fields = [...new Map(subject.fields)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const text = JSON.stringify([route, fields, subject.file ?? null]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return hex(new Uint8Array(hash));
}

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

export type Verdict = 'fresh' | 'replay' | 'conflict';

/** Decides between the first answer again, a conflict, and work to do. Old answers are forgotten. */
export function judge(remembered: Remembered | null, print: string, now: number): Verdict {
  if (remembered === null || isForgotten(remembered, now)) return 'fresh';
  return remembered.fingerprint === print ? 'replay' : 'conflict';
}

export function isForgotten(remembered: Remembered, now: number): boolean {
  return now >= remembered.at + KEPT_MS;
}
