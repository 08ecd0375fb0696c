import type { NewImage } from '../ports.ts';
import { seeded } from '../rules/faults.ts';
import { seededId } from '../rules/ids.ts';
import { describeScene } from './scene.ts';
import { words } from './words.ts';

const DAY = 86_400;

interface Wanted {
  account: string;
  seed: number;
  from: number;
  to: number;
  /** Milliseconds. */
  now: number;
}

/**
 * The rows of seeded images: ready, public, of many shapes and dates. Their pixels are painted when they are first asked for,
 * so a hundred thousand of them cost half a second. `bytes` is an estimate for the same reason.
 */
export function* seedImages({ account, seed, from, to, now }: Wanted): Generator<NewImage> {
  // Dates count back from midnight, so that a day's mock begins alike every time.
  const today = Math.floor(now / 1000 / DAY) * DAY;
  const spacing = Math.min(DAY, Math.floor((6 * 365 * DAY) / Math.max(1, to)));
  // Oldest first, so that rows rise with the dates as they would in life.
  for (let index = to - 1; index >= from; index--) {
    const scene = sceneNumber(seed, index);
    const { kind, width, height, light } = describeScene(scene);
    const random = seeded(scene ^ 0x5bd1e995);
    const { filename, caption, alt, place } = words(kind, light, random, index);
    const publishedAt = today - index * spacing - Math.floor(random() * spacing * 0.9);
    yield {
      id: seededId(seed, index),
      account,
      user: null,
      filename,
      source: 'jpg',
      width,
      height,
      bytes: Math.round(width * height * (0.09 + random() * 0.12)),
      state: 'ready',
      blocked: false,
      blockReason: null,
      locked: false,
      failureReason: null,
      turn: null,
      decoding: false,
      public: true,
      publishedAt,
      expiresAt: null,
      createdAt: publishedAt,
      caption,
      metadata: { alt_text: alt, ...(place && { location: place }) },
      nsfw: false,
      scene,
    };
  }
}

function sceneNumber(seed: number, index: number): number {
  return (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
}
