import { describe, expect, test } from 'vitest';
import { newOrder } from '../../../../src/elements/gallery/input/new-order.ts';

const moved = (all: string, ids: string, to: number) => {
  const images = [...all].map((id) => ({ id }));
  return (
    newOrder(images, [...ids], to)
      ?.map(({ id }) => id)
      .join('') ?? null
  );
};

describe('the order of images', () => {
  test('has one that is moved at its new place, and is none when it is there already', () => {
    expect(moved('abcde', 'b', 3)).toBe('acdbe');
    expect(moved('acdbe', 'b', 3)).toBe(null);
    expect(moved('acdbe', 'a', 99)).toBe('cdbea');
    expect(moved('abcde', 'c', -1)).toBe('cabde');
    expect(moved('abcde', '?', 0)).toBe(null);
  });

  test('has several that are moved together, in their order here, the first of them at the new place', () => {
    expect(moved('abcdef', 'eb', 2)).toBe('acbedf');
    expect(moved('acbedf', 'be', 2)).toBe(null);
    expect(moved('acbedf', 'be?', 99)).toBe('acdfbe');
  });
});
