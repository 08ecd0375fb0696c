import type { StoredImage } from '../ports.ts';

/** State of an image as a reader of its id sees it (demo/mock/README.md, Lifecycle). */
export type Standing = 'processing' | 'ready' | 'failed' | 'blocked';

export function standingOf(image: Pick<StoredImage, 'state' | 'blocked'>): Standing {
  return image.blocked ? 'blocked' : image.state;
}

/** Blocked and failed images are never listed, unless the mock plays generation 3a. */
export function isListed(image: Pick<StoredImage, 'state' | 'blocked'>): boolean {
  return !image.blocked && image.state !== 'failed';
}

/** Blocked images count as storage; failed ones don't; expired and deleted ones are gone (demo/mock/README.md, Limits). */
export function isCounted(image: Pick<StoredImage, 'state'>): boolean {
  return image.state !== 'failed';
}

/** Whether the file can be delivered: everything else is a 404 on the delivery host (demo/mock/README.md, Delivery). */
export function isDeliverable(image: Pick<StoredImage, 'state' | 'blocked'>): boolean {
  return standingOf(image) === 'ready';
}

/** The changes that are due at `now` (milliseconds), or null. */
export function dueChanges(image: StoredImage, now: number): Partial<StoredImage> | null {
  if (image.turn === null || image.turn.at > now) return null;
  const { to, reason } = image.turn;
  if (to === 'blocked')
    return { state: 'ready', blocked: true, blockReason: reason ?? 'content_policy', turn: null };
  if (to === 'failed') return { state: 'failed', failureReason: reason ?? FAILURE, turn: null };
  return { state: 'ready', blocked: false, blockReason: null, failureReason: null, turn: null };
}

export const FAILURE = 'The image could not be processed. Please check the file and upload it again.';

/** Whether the time of an image has come. Both in their own units: seconds and milliseconds. */
export function isExpired(image: Pick<StoredImage, 'expiresAt'>, now: number): boolean {
  return image.expiresAt !== null && image.expiresAt * 1000 <= now;
}
