import type { StoredImage } from '../ports.ts';
import { bad, good, type Result } from './result.ts';

/** Who is asking: an account, one of an app's users, or nobody in particular. */
export type Viewer = { account: string; user: string | null } | null;

export function owns(viewer: Viewer, image: Pick<StoredImage, 'account' | 'user'>): boolean {
  return isOfAccount(viewer, image) && viewer?.user === image.user;
}

function isOfAccount(viewer: Viewer, image: Pick<StoredImage, 'account'>): boolean {
  return viewer !== null && image.account !== null && viewer.account === image.account;
}

/**
 * Whether the API shows this image at all; a private one is a 404 to everybody else. Users of one app don't see each
 * other's, public or not: to them the app is all there is.
 */
export function mayRead(viewer: Viewer, image: Pick<StoredImage, 'account' | 'user' | 'public'>): boolean {
  if (owns(viewer, image)) return true;
  const neighbour = viewer !== null && viewer.user !== null && isOfAccount(viewer, image);
  return image.public && !neighbour;
}

/** Reads X-Img-User: the app's own name for a person, 1 to 255 visible characters. */
export function readUser(header: string | null | undefined): Result<string> {
  return header && /^[\x21-\x7e]{1,255}$/.test(header)
    ? good(header)
    : bad('An app names its user in X-Img-User, 1 to 255 visible characters.');
}
