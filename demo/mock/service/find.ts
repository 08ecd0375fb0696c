import type { Ctx } from '../context.ts';
import { blocked, failed, locked, notFound, type ApiFault } from '../errors.ts';
import type { StoredImage } from '../ports.ts';
import { FAILURE, standingOf } from '../rules/lifecycle.ts';
import { mayRead, owns, type Viewer } from '../rules/privacy.ts';
import type { World } from '../world.ts';

export function viewerOf(c: Ctx): Viewer {
  const { account, user } = c.get('caller');
  return account === null ? null : { account, user };
}

/** Why a reader gets no object of this image; null when it may be shown (demo/mock/README.md, Lifecycle). */
export function hiddenBecause(world: World, image: StoredImage, owner: boolean): ApiFault | null {
  if (world.settings.lifecycle === 'objects') return null;
  const standing = standingOf(image);
  if (standing === 'blocked') return blocked(owner ? image.blockReason : null);
  return standing === 'failed' ? failed(image.failureReason ?? FAILURE) : null;
}

/** The image a caller may read, or the error that says why not. */
export function readable(world: World, c: Ctx, id: string): StoredImage {
  const image = world.ports.store.get(id);
  const viewer = viewerOf(c);
  if (!image || !mayRead(viewer, image)) throw notFound();
  const hidden = hiddenBecause(world, image, owns(viewer, image));
  if (hidden) throw hidden;
  return image;
}

/** The image its owner may change, or why not: one rule for the single call and for each image of a batch. */
export function changeable(world: World, viewer: Viewer, id: string): StoredImage | ApiFault {
  const image = world.ports.store.get(id);
  if (!image || !owns(viewer, image)) return notFound();
  if (image.locked) return locked();
  if (image.blocked && world.settings.lifecycle === 'objects') return locked();
  return hiddenBecause(world, image, true) ?? image;
}

/** As `changeable`, for deleting: blocked and failed images may go. */
export function deletable(world: World, viewer: Viewer, id: string): StoredImage | ApiFault {
  const image = world.ports.store.get(id);
  if (!image || !owns(viewer, image)) return notFound();
  return image.locked ? locked() : image;
}
