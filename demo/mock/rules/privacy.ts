import type { StoredImage } from '../ports.ts';

/** Who is asking: an account, or nobody in particular. */
export type Viewer = { account: string } | null;

export function owns(viewer: Viewer, image: Pick<StoredImage, 'account'>): boolean {
  return viewer !== null && image.account !== null && viewer.account === image.account;
}

/** Whether the API shows this image at all; a private one is a 404 to everybody else (API §1). */
export function mayRead(viewer: Viewer, image: Pick<StoredImage, 'account' | 'public'>): boolean {
  return image.public || owns(viewer, image);
}
