import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_HEIGHT } from '../../../../src/elements/gallery/stage/scale.ts';
import { ScrollScale } from '../../../../src/elements/gallery/stage/scroll-scale.ts';

const VIEW = 900;
const view = (from: number) => ({ from, to: from + VIEW });

function scaled(extent: number): ScrollScale {
  const scale = new ScrollScale();
  scale.resize(extent);
  return scale;
}

const extents = fc.integer({ min: MAX_HEIGHT + 1, max: 100 * MAX_HEIGHT });

describe('a list that a browser can make', () => {
  test('is as high as it is, and never moved', () => {
    const scale = scaled(1_000_000);
    expect(scale.height).toBe(1_000_000);
    for (const from of [-300, 0, 5_000, 999_100, 20]) {
      expect(scale.see(view(from)).from).toBe(from);
      expect(scale.isApart(view(from))).toBe(false);
    }
    expect(scale.scrollTo(view(100), 5_000)).toBe(4_900);
  });
});

describe('a list that is higher', () => {
  test('begins with its beginning, and ends with its end', () => {
    fc.assert(
      fc.property(extents, fc.array(fc.integer({ min: 0, max: MAX_HEIGHT - VIEW })), (extent, jumps) => {
        const scale = scaled(extent);
        expect(scale.height).toBe(MAX_HEIGHT);
        for (const from of jumps) scale.see(view(from));
        expect(scale.see(view(MAX_HEIGHT - VIEW)).to).toBe(extent);
        expect(scale.see(view(0)).from).toBe(0);
        expect(scale.see(view(-200)).from).toBe(-200);
      }),
    );
  });

  test('shows only lines that it has, wherever one has scrolled', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 0, max: MAX_HEIGHT - VIEW }), fc.constant(null)));
    fc.assert(
      fc.property(extents, steps, fc.integer({ min: -2_000, max: 2_000 }), (extent, jumps, step) => {
        const scale = scaled(extent);
        let from = 0;
        for (const jump of jumps) {
          from = Math.min(Math.max(0, jump ?? from + step), MAX_HEIGHT - VIEW);
          const seen = scale.see(view(from));
          expect(seen.from).toBeGreaterThanOrEqual(-1e-6);
          expect(seen.to).toBeLessThanOrEqual(extent + 1e-6);
        }
      }),
    );
  });

  test('moves by as much as one scrolls, in small steps', () => {
    const scale = scaled(70_000_000);
    const start = scale.see(view(3_000_000)).from;
    for (let step = 1; step <= 20; step++)
      expect(scale.see(view(3_000_000 + step * 120)).from).toBeCloseTo(start + step * 120, 6);
  });

  test('is brought together with its scroll bar without a line moving', () => {
    fc.assert(
      fc.property(
        extents,
        fc.integer({ min: 10_000, max: MAX_HEIGHT - 10_000 }),
        fc.nat(900),
        (extent, at, steps) => {
          const scale = scaled(extent);
          let from = at;
          scale.see(view(from));
          for (let step = 0; step < steps; step++)
            scale.see(view((from = Math.min(from + 600, MAX_HEIGHT - VIEW))));
          const before = scale.see(view(from)).from;
          const moved = scale.scrollTo(view(from));
          from += moved;
          expect(Math.abs(scale.see(view(from)).from - before)).toBeLessThan(1);
          expect(scale.isApart(view(from))).toBe(false);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('can be scrolled to any line', () => {
    fc.assert(
      fc.property(
        extents,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(MAX_HEIGHT - VIEW),
        (extent, part, at) => {
          const scale = scaled(extent);
          scale.see(view(at));
          const line = part * (extent - VIEW);
          const from = at + scale.scrollTo(view(at), line);
          expect(from).toBeGreaterThanOrEqual(-1e-6);
          expect(from).toBeLessThanOrEqual(MAX_HEIGHT - VIEW + 1e-6);
          expect(Math.abs(scale.see(view(from)).from - line)).toBeLessThan(1);
        },
      ),
    );
  });
});
