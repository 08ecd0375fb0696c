import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edgeSpeed } from '../../../../src/elements/gallery/input/edge-scroll.ts';

test('the middle of a box scrolls nothing, its edges up and down, and the nearer the faster', () => {
  expect(edgeSpeed(400, 0, 800)).toBe(0);
  expect(edgeSpeed(36, 0, 800)).toBe(-0.5);
  expect(edgeSpeed(764, 0, 800)).toBe(0.5);
  expect(edgeSpeed(-200, 0, 800)).toBe(-1);
  expect(edgeSpeed(1000, 0, 800)).toBe(1);
});

test('half of a low box is left in peace, and one that cannot be seen does nothing', () => {
  expect(edgeSpeed(50, 0, 100)).toBe(0);
  expect(edgeSpeed(26, 0, 100)).toBe(0);
  expect(edgeSpeed(10, 0, 100)).toBeLessThan(0);
  expect(edgeSpeed(10, 800, 700)).toBe(0);
});

test('no speed is beyond the fastest, and it never falls towards an edge', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 2000 }), fc.integer({ min: 1, max: 1500 }), (at, height) => {
      const speed = edgeSpeed(at, 0, height);
      expect(Math.abs(speed)).toBeLessThanOrEqual(1);
      expect(edgeSpeed(at + 1, 0, height)).toBeGreaterThanOrEqual(speed);
    }),
  );
});
