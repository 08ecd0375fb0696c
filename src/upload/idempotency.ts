/** The Idempotency-Key of one logical upload, and what it stands for. */
export interface HeldKey {
  readonly key: string;
  /** What the key was made for; another file or other fields need another key. */
  readonly of: string;
}

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
 * request by 409 (API §8).
 */
export function idempotencyKey(held: HeldKey | undefined, upload: Keyed): HeldKey {
  const fields = Object.entries(upload.fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const of = JSON.stringify([upload.name, upload.type, upload.size, upload.lastModified ?? null, fields]);
  return held?.of === of ? held : { key: randomKey(), of };
}

/** A random UUID; `crypto.randomUUID` alone would need a secure context, which a LAN address in development is not. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
