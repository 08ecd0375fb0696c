import { describe, expect, test } from 'vitest';
import type { Image } from '../../../src/api/types.ts';
import { normaliseImage } from '../../../src/api/index.ts';
import { image } from '../server/harness.ts';

const file: string = new URL('../../../demo/pages/assets/many-images.js', import.meta.url).href;
const { manyImages } = (await import(file)) as {
  manyImages(count: number, pictures: readonly Image[], until: number): Iterable<Image>;
};

const DAY = 86_400_000;
const until = Date.UTC(2026, 0, 1);
const pictures = [0, 1, 2].map((at) => image({ id: `p${at}`, width: 100 + at, caption: `Lake ${at}` }));
const made = [...manyImages(20_000, pictures, until)];

describe('the images of the pages of very many', () => {
  test('each is an Image of the API, with an id and a number of its own', () => {
    for (const each of made) expect(normaliseImage(each)).toEqual(each);
    expect(new Set(made.map(({ id }) => id)).size).toBe(20_000);
    expect([made[0]!.id, made.at(-1)!.id]).toEqual(['many-1', 'many-20000']);
    expect(made.at(-1)!.caption).toMatch(/^No\. 20,000: Lake \d$/);
  });

  test('they go back over fifteen years, newest first, without a gap', () => {
    const ages = made.map(({ published_at }) => (until - Date.parse(published_at!)) / DAY);
    expect(ages[0]).toBeGreaterThan(0);
    expect(ages[0]).toBeLessThan(1);
    expect(ages.at(-1)! / 365.25).toBeGreaterThan(14.9);
    expect(ages.at(-1)! / 365.25).toBeLessThanOrEqual(15);
    for (let at = 1; at < ages.length; at++) {
      expect(ages[at]! - ages[at - 1]!).toBeGreaterThanOrEqual(0);
      expect(ages[at]! - ages[at - 1]!).toBeLessThanOrEqual(1);
    }
  });

  test('each picture has its share, in no order that one sees', () => {
    const of = made.map(({ width }) => width! - 100);
    for (const at of [0, 1, 2])
      expect(of.filter((each) => each === at).length / of.length).toBeCloseTo(1 / 3, 1);
    const isCycle = (length: number) => of.slice(0, 60).every((each, at) => each === of[at + length]);
    expect([1, 2, 3, 4, 5, 6].some(isCycle)).toBe(false);
  });

  test('the same arguments give the same images', () => {
    expect([...manyImages(50, pictures, until)]).toEqual([...manyImages(50, pictures, until)]);
  });
});
