import { invalid, type ApiFault } from '../errors.ts';
import type { StoredImage } from '../ports.ts';
import type { PatchFields } from '../rules/fields.ts';
import { mergeMetadata } from '../rules/metadata.ts';
import type { World } from '../world.ts';

/** Applies a PATCH to one image: all of it, or none when a limit is broken (demo/mock/README.md, Changing). */
export function change(world: World, image: StoredImage, patch: PatchFields): StoredImage | ApiFault {
  const merged = mergeMetadata(image.metadata, patch.metadata);
  if (!merged.ok) return invalid(merged.problem);
  const seconds = Math.floor(world.clock.now() / 1000);
  const changes: Partial<StoredImage> = { metadata: merged.value };
  if (patch.caption !== undefined) changes.caption = patch.caption;
  if (patch.public !== undefined) changes.public = patch.public;
  if (patch.publishedAt !== undefined) changes.publishedAt = patch.publishedAt;
  if (patch.ttl !== undefined) changes.expiresAt = patch.ttl === null ? null : seconds + patch.ttl;
  return world.ports.store.update(image.id, changes) ?? image;
}

/** The row first, then the bytes: a stop in between leaves files that the next start removes. */
export async function remove(world: World, ids: string[]): Promise<void> {
  world.ports.store.atomic(() => {
    for (const id of ids) world.ports.store.delete(id);
  });
  await Promise.all(ids.map((id) => world.ports.blobs.remove(id)));
}
