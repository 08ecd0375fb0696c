import type { StoredImage } from '../ports.ts';

/** File names that make the mock misbehave without a control call (demo/mock/README.md, Magic names). */
export type Magic = 'processing' | 'failed' | 'blocked' | 'locked' | 'nsfw' | 'slow' | 'flaky';

export function magicOf(filename: string): Magic | null {
  const match = /^mock-(processing|failed|blocked|locked|nsfw|slow|flaky)-/.exec(filename);
  return match ? (match[1] as Magic) : null;
}

export const SLOW_MS = 5_000;

/** How a magic name changes the image that is about to be stored. `now` in milliseconds of the mock's clock. */
export function applyMagic(magic: Magic | null, now: number): Partial<StoredImage> {
  switch (magic) {
    case 'processing':
      return { state: 'processing', turn: { at: now + 3_000, to: 'ready' } };
    case 'failed':
      return { state: 'processing', turn: { at: now + 1_000, to: 'failed' } };
    case 'blocked':
      return { state: 'processing', turn: { at: now + 1_000, to: 'blocked', reason: 'content_policy' } };
    case 'locked':
      return { locked: true };
    case 'nsfw':
      return { nsfw: true };
    default:
      return {};
  }
}
