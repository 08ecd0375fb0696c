import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImgproClient } from '../../src/api/index.ts';
import { captionOf, nameOf, pngOf } from './picture.ts';

/** Comparison of the images the API holds in the end with the files chosen. */
export interface Outcome {
  images: number;
  /** Pictures that are not there. */
  lost: number[];
  /** Pictures that are there more than once. */
  doubled: number[];
  /** Pictures with the bytes, the caption or the name of another, or with none. */
  mixedUp: string[];
  /** Images that nobody chose. */
  strange: string[];
}

export const isSound = ({ lost, doubled, mixedUp, strange }: Outcome): boolean =>
  lost.length + doubled.length + mixedUp.length + strange.length === 0;

/** Reads every image of the account, and the stored bytes of each. */
export async function verify(
  apiUrl: string,
  folder: string,
  { seed, count }: { seed: number; count: number },
): Promise<Outcome> {
  const byHash = new Map<string, number>();
  for (let index = 0; index < count; index++) byHash.set(hash(pngOf(seed, index)), index);
  const seen = new Map<number, number>();
  const mixedUp: string[] = [];
  const strange: string[] = [];
  let images = 0;
  const client = new ImgproClient({ apiKey: 'img_live_demo', baseUrl: apiUrl });
  for await (const { id, caption, filename } of client.images.list({ limit: 100 })) {
    images += 1;
    const index = byHash.get(hash(await readFile(join(folder, 'originals', id))));
    if (index === undefined) {
      strange.push(`${id} ${filename} ${caption}`);
      continue;
    }
    seen.set(index, (seen.get(index) ?? 0) + 1);
    if (caption !== captionOf(seed, index) || filename !== nameOf(index))
      mixedUp.push(`${id} has the bytes of ${index}, but is ${filename}, "${caption}"`);
  }
  const all = Array.from({ length: count }, (_, index) => index);
  return {
    images,
    lost: all.filter((index) => !seen.has(index)),
    doubled: all.filter((index) => (seen.get(index) ?? 0) > 1),
    mixedUp,
    strange,
  };
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
