import type { Config } from './config.ts';
import { hmac } from './secrets.ts';
import type { Keyring } from './secrets.ts';
import type { ImgproStore } from './stores/store.ts';

/** How long blocked and failed images can be explained to their owner: they never appear as objects. */
const REMEMBERED_SECONDS = 24 * 3600;

/** A person as the service and the store see them: a value that does not say who it is. */
export interface Person {
  /** The pseudonym: what new images carry, and what counters are named after. */
  value: string;
  /** Whether an image carries it, or what a previous secret would have made of it. */
  owns(image: { metadata: Record<string, string> }): boolean;
}

export async function personOf(
  keyring: Keyring,
  sub: string,
  { ownerField }: Pick<Config, 'ownerField'>,
): Promise<Person> {
  const values = await Promise.all(keyring.owners.map((key) => hmac(key, sub)));
  return {
    value: values[0]!,
    owns: ({ metadata }) => Object.hasOwn(metadata, ownerField) && values.includes(metadata[ownerField]!),
  };
}

/** The service's idempotency key: two people's equal keys stay apart, and one person's stays the same. */
export function idempotencyKeyOf(keyring: Keyring, sub: string, key: string): Promise<string> {
  return hmac(keyring.idempotency, `${sub}\u0000${key}`);
}

/** Remembers for a day who created an id. */
export function rememberCreator(store: ImgproStore, id: string, person: Person): Promise<void> {
  return store.set(`creator:${id}`, person.value, REMEMBERED_SECONDS);
}

export async function isCreator(store: ImgproStore, id: string, person: Person): Promise<boolean> {
  return (await store.get(`creator:${id}`)) === person.value;
}
