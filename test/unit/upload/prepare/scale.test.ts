import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitWithin,
  renamed,
  stepsDown,
  writingsOf,
  writtenAs,
} from '../../../../src/upload/prepare/scale.ts';

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 20_000 }),
  height: fc.integer({ min: 1, max: 20_000 }),
});

describe('the size to resize to', () => {
  it('fits, keeps its shape, and is never larger than the picture', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 20_000 }), (size, longest) => {
        const { width, height } = fitWithin(size, longest);
        expect(Math.max(width, height)).toBeLessThanOrEqual(Math.max(1, longest));
        expect(width).toBeLessThanOrEqual(size.width);
        expect(height).toBeLessThanOrEqual(size.height);
        expect(Math.min(width, height)).toBeGreaterThan(0);
        const exact = size.width * Math.min(1, longest / Math.max(size.width, size.height));
        expect(Math.abs(width - exact)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the same without a limit', () =>
    expect(fitWithin({ width: 7, height: 9 }, undefined)).toEqual({ width: 7, height: 9 }));

  it('is reached in halves, the last step at most by half', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 3000 }), (size, longest) => {
        const to = fitWithin(size, longest);
        let before = size;
        const steps = stepsDown(size, to);
        for (const step of steps) {
          expect(step.width * 2 + 1 >= before.width || step.height * 2 + 1 >= before.height).toBe(true);
          expect(step.width >= to.width && step.height >= to.height).toBe(true);
          before = step;
        }
        expect(steps.at(-1)).toEqual(to);
      }),
    );
  });
});

describe('what a resized file is', () => {
  it('stays in its format, where browsers can write it', () => {
    expect([writtenAs('jpg'), writtenAs('png'), writtenAs('webp')]).toEqual([
      'image/jpeg',
      'image/png',
      'image/webp',
    ]);
    expect([writtenAs('gif'), writtenAs('svg'), writtenAs('ico'), writtenAs(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is what the page wants, else what it was', () => {
    const types = (...[format, reasons]: Parameters<typeof writingsOf>) =>
      writingsOf(format, reasons).map(({ type }) => type);
    const still = { isRewritten: false, isLimited: false, target: undefined, isNeeded: false };
    const smaller = { ...still, isRewritten: true };
    expect(types('png', { ...still, target: 'webp' })).toEqual(['image/webp']);
    expect(types('jpg', { ...smaller, target: 'webp' })).toEqual(['image/webp', 'image/jpeg']);
    expect(types('heic', { ...smaller, target: 'jpg' })).toEqual(['image/jpeg']);
    expect(types('jpg', { ...still, target: 'jpg' })).toEqual([]);
    expect(types('jpg', { ...smaller, target: 'jpg' })).toEqual(['image/jpeg']);
    expect(types('jpg', smaller)).toEqual(['image/jpeg']);
    expect(types('jpg', still)).toEqual([]);
    expect(types('gif', { ...smaller, target: 'webp' })).toEqual([]);
    expect(types('svg', { ...still, target: 'png' })).toEqual([]);
  });

  it('may weigh more only as what it is needed as', () =>
    expect(
      writingsOf('heic', { isRewritten: true, isLimited: false, target: 'webp', isNeeded: true }),
    ).toEqual([
      { type: 'image/webp', isNeeded: true },
      { type: 'image/jpeg', isNeeded: false },
    ]));

  it('may weigh more in its own format where the limit is kept always, and in any where that cannot be written', () => {
    const limited = { isRewritten: true, isLimited: true, target: undefined, isNeeded: false };
    const needed = (...[format, reasons]: Parameters<typeof writingsOf>) =>
      writingsOf(format, reasons).map(
        ({ type, isNeeded }) => `${type}${isNeeded ? ' whatever it weighs' : ''}`,
      );
    expect(needed('jpg', limited)).toEqual(['image/jpeg whatever it weighs']);
    expect(needed('png', { ...limited, target: 'jpg' })).toEqual([
      'image/jpeg',
      'image/png whatever it weighs',
    ]);
    const everywhere = ['webp', 'jpeg', 'png'].map((type) => `image/${type} whatever it weighs`);
    expect(needed('webp', limited)).toEqual(everywhere);
    expect(needed('avif', { ...limited, target: 'webp' })).toEqual(everywhere);
    expect(needed('gif', limited)).toEqual([]);
  });

  it('is named by its format', () => {
    expect(renamed('IMG_1.HEIC', 'image/heic', 'image/jpeg')).toBe('IMG_1.jpg');
    expect(renamed('a.b.jpeg', 'image/jpeg', 'image/jpeg')).toBe('a.b.jpeg');
    expect(renamed('none', 'image/avif', 'image/webp')).toBe('none.webp');
  });
});
