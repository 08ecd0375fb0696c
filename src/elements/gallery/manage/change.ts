import type { ImagePatch } from '../../../api/index.ts';
import type { Image } from '../../../api/types.ts';

/** A change of images, as it shows: only the fields that it touches. */
export interface Change {
  caption?: string | null;
  public?: boolean;
  /** ISO-8601; null keeps the image for ever. */
  expires_at?: string | null;
  /** By name; null removes the field. */
  metadata?: Readonly<Record<string, string | null>>;
}

/** Images that get the same change; null deletes them. */
export interface ChangeGroup {
  ids: readonly string[];
  change: Change | null;
}

/** An image with a change made. */
export function withChange(image: Image, { metadata, ...fields }: Change): Image {
  const changed = { ...image, ...fields };
  if (!metadata) return changed;
  const merged = Object.entries({ ...image.metadata, ...metadata });
  return { ...changed, metadata: Object.fromEntries(merged.filter(hasValue)) };
}

const hasValue = (entry: [string, string | null]): entry is [string, string] => entry[1] !== null;

/** The values that an image has in the fields of a change: made on it, they change nothing. */
export function valuesOf(image: Image, change: Change): Change {
  const values: Change = {};
  if ('caption' in change) values.caption = image.caption;
  if ('public' in change) values.public = image.public;
  if ('expires_at' in change) values.expires_at = image.expires_at;
  if (change.metadata)
    values.metadata = Object.fromEntries(
      Object.keys(change.metadata).map((name) => [name, textOf(image, name)]),
    );
  return values;
}

/** The text of a metadata field, whatever its name; null without one. */
export function textOf({ metadata }: Image, name: string): string | null {
  return Object.hasOwn(metadata, name) ? metadata[name]! : null;
}

/** Lifetimes that the service takes, in seconds (demo/mock/README.md, Creating). */
const SHORTEST = 300;
const LONGEST = 7_776_000;

/** A change as the service is asked for it: an expiry is a span from now on there. */
export function patchOf({ expires_at, ...fields }: Change, now: number): ImagePatch {
  if (expires_at === undefined) return fields;
  const left = expires_at === null ? NaN : Math.round((Date.parse(expires_at) - now) / 1000);
  return { ...fields, ttl: Number.isNaN(left) ? null : Math.min(LONGEST, Math.max(SHORTEST, left)) };
}

/** The changes that give each image its own values, the images with the same ones in one group. */
export function groupsOf(values: ReadonlyMap<string, Change>): ChangeGroup[] {
  const groups = new Map<string, { ids: string[]; change: Change }>();
  for (const [id, change] of values) {
    const key = JSON.stringify(change);
    const group = groups.get(key);
    if (group) group.ids.push(id);
    else groups.set(key, { ids: [id], change });
  }
  return [...groups.values()];
}
