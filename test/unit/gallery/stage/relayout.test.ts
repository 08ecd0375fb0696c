import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Boxes } from '../../../../src/layout/index.ts';
import { layoutOf, type ArrangementOptions } from '../../../../src/elements/gallery/stage/arrangement.ts';
import { otherLayout } from '../../../../src/elements/gallery/stage/other-layouts.ts';
import { relayout } from '../../../../src/elements/gallery/stage/relayout.ts';

/** Shapes, where groups begin, two widths, and the images around the view. */
const cases = fc
  .record({
    shapes: fc.array(fc.double({ min: 0.45, max: 3.2, noNaN: true }), { minLength: 1, maxLength: 300 }),
    layout: fc.constantFrom('rows' as const, 'columns' as const, 'grid' as const),
    widths: fc.tuple(fc.integer({ min: 280, max: 1600 }), fc.integer({ min: 280, max: 1600 })),
    around: fc.tuple(fc.integer({ min: -20, max: 320 }), fc.integer({ min: -20, max: 320 })),
    starts: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 299 }), { maxLength: 8 })),
  })
  .map(({ shapes, layout, widths, around: [a, b], starts }) => {
    const options = widths.map((width): ArrangementOptions => ({
      layout,
      width,
      rowHeight: null,
      columns: null,
      gap: null,
      others: otherLayout,
    }));
    const inside = (starts ?? []).filter((start) => start < shapes.length).sort((x, y) => x - y);
    const groups = starts ? { starts: [0, ...inside], heading: 52 } : undefined;
    const around = { start: Math.min(a, b), end: Math.max(a, b) };
    return { shapes, groups, before: options[0]!, options: options[1]!, around };
  });
type Case = typeof cases extends fc.Arbitrary<infer Of> ? Of : never;

function whole({ shapes, groups }: Case, options: ArrangementOptions): Boxes {
  const layout = layoutOf(options);
  layout.append(shapes, shapes.length, groups);
  return layout.boxes;
}

const box = ({ left, top, width, height }: Boxes, at: number) => [left[at], top[at], width[at], height[at]];
const boxes = (all: Boxes) => Array.from({ length: all.count }, (_, at) => box(all, at));

describe('another width for very many images', () => {
  test('gives those around the view their final places at once', () => {
    fc.assert(
      fc.property(cases, (some) => {
        const { boxes: first } = relayout(whole(some, some.before), some);
        const final = whole(some, some.options);
        const end = Math.min(some.around.end, final.count);
        // A row that is not filled yet is the last of those around.
        const layout = layoutOf(some.options);
        layout.append(some.shapes, Math.max(0, end), some.groups);
        for (let at = Math.max(0, some.around.start); at < layout.boxes.settled; at++)
          expect(box(first, at)).toEqual(box(final, at));
        if (end === final.count && some.around.start < end) expect(first.extent).toBe(final.extent);
      }),
    );
  });

  test('keeps all others in their order, above and below, each group under its heading', () => {
    fc.assert(
      fc.property(cases, (some) => {
        const { boxes: first } = relayout(whole(some, some.before), some);
        expect(first.count).toBe(some.shapes.length);
        for (let at = 1; at < first.count; at++)
          expect(first.top[at]).toBeGreaterThanOrEqual(first.top[at - 1]!);
        expect(first.headings.map(({ index }) => index)).toEqual(some.groups?.starts ?? []);
        const bottom = first.top[first.count - 1]! + first.height[first.count - 1]!;
        expect(first.extent).toBeGreaterThanOrEqual(bottom);
      }),
    );
  });

  test('comes to the same as all at once', () => {
    fc.assert(
      fc.property(cases, (some) => {
        const coming = relayout(whole(some, some.before), some);
        while (!coming.goOn(0));
        const final = whole(some, some.options);
        const { count, extent, tallest, settled, headings } = coming.layout.boxes;
        expect(boxes(coming.layout.boxes)).toEqual(boxes(final));
        expect({ count, extent, tallest, settled, headings }).toEqual({
          ...{ count: final.count, extent: final.extent, tallest: final.tallest },
          ...{ settled: final.settled, headings: final.headings },
        });
      }),
    );
  });
});
