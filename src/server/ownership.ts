import { hmac } from './secrets.ts';
import type { Keyring } from './secrets.ts';
import type { ImgproStore } from './store.ts';

/** How long blocked and failed images can be explained to their owner: they never appear as objects (DESIGN §9). */
const REMEMBERED_SECONDS = 24 * 3600;

/** A person as the service sees them: a value that says nothing about who it is. */
export interface Owner {
  /** What new images carry. */
  value: string;
  /** Whether an image carries it, or what a previous secret would have made of it. */
  owns(image: unknown): boolean;
}

export async function ownerOf(keyring: Keyring, sub: string, field: string): Promise<Owner> {
  const values = await Promise.all(keyring.owners.map((key) => hmac(key, sub)));
  return {
    value: values[0]!,
    owns(image) {
      const metadata = (image as { metadata?: unknown } | null)?.metadata;
      if (typeof metadata !== 'object' || metadata === null || !Object.hasOwn(metadata, field)) return false;
      return values.includes((metadata as Record<string, string>)[field]!);
    },
  };
}

/** The service's idempotency key: two people's equal keys stay apart, and one person's stays the same. */
export function idempotencyKeyOf(keyring: Keyring, sub: string, key: string): Promise<string> {
  return hmac(keyring.idempotency, `${sub}\u0000${key}`);
}

/** Remembers for a day who created an id. */
export function rememberCreator(store: ImgproStore, id: string, owner: Owner): Promise<void> {
  return store.set(`creator:${id}`, owner.value, REMEMBERED_SECONDS);
}

export async function isCreator(store: ImgproStore, id: string, owner: Owner): Promise<boolean> {
  return (await store.get(`creator:${id}`)) === owner.value;
}
