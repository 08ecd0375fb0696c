import { describe, expect, test } from 'vitest';
import type { Image } from '../../../../src/api/types.ts';
import { Arrangement, shapeOf, skeletonBoxes } from '../../../../src/elements/gallery/stage/arrangement.ts';

const options = { layout: 'rows', width: 1000, rowHeight: 200, columns: null, gap: 8 } as const;
const image = (width: number | null, height: number | null) => ({ width, height }) as Image;

describe('an arrangement', () => {
  test('lets an image that was processing fill the place it had', () => {
    const images = [
      image(1500, 1000),
      image(null, null),
      image(1500, 1000),
      image(1000, 1000),
      image(1500, 1000),
    ];
    const arrangement = new Arrangement();
    arrangement.anew(images, options);
    const before = [...arrangement.boxes.left];
    images[1] = image(1000, 3000);
    arrangement.append(images);
    expect([...arrangement.boxes.left]).toEqual(before);
  });

  test('takes true shapes when everything moves anyway', () => {
    const images = [image(1500, 1000), image(null, null), image(1500, 1000)];
    const arrangement = new Arrangement();
    arrangement.anew(images, options);
    const before = arrangement.boxes.width[1]!;
    images[1] = image(1000, 2000);
    arrangement.anew(images, options);
    expect(arrangement.boxes.width[1]).toBeLessThan(before);
  });
});

test('panoramas and receipts are cropped to what a row can show', () => {
  expect(shapeOf({ width: 9000, height: 500 })).toBe(3.2);
  expect(shapeOf({ width: 300, height: 3000 })).toBe(0.45);
  expect(shapeOf({ width: 0, height: 100 })).toBeCloseTo(4 / 3);
});

test.each([320, 768, 1280, 2560])('a skeleton fills a page %i wide', (width) => {
  const boxes = skeletonBoxes({ ...options, width, rowHeight: null });
  expect(boxes.count).toBeGreaterThan(3);
  expect(boxes.extent).toBeGreaterThan(300);
});
