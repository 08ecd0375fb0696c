import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryFor } from '../../../src/elements/uploader/list/menu-keys.ts';
import { menuPlace } from '../../../src/elements/uploader/list/menu-place.ts';

describe('a key in a menu', () => {
  const labels = ['Copy link', 'Open its page', 'Delete…', 'Öffnen'];
  test.each<[string, number, number | null]>([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 3, 0],
    ['ArrowUp', 0, 3],
    ['ArrowUp', -1, 3],
    ['ArrowDown', -1, 0],
    ['Home', 2, 0],
    ['End', 0, 3],
    ['d', 0, 2],
    ['C', 0, 0],
    ['ö', 0, 3],
    ['x', 0, null],
    [' ', 0, null],
    ['Enter', 0, null],
    ['F5', 0, null],
  ])('%j from %d: %j', (key, at, to) => expect(entryFor(key, labels, at, 'en')).toBe(to));

  test('goes round among entries with the same letter', () => {
    const same = ['Delete', 'Copy', 'Duplicate'];
    expect([entryFor('d', same, 0), entryFor('d', same, 2)]).toEqual([2, 0]);
  });

  test('of an empty menu leads nowhere', () => expect(entryFor('ArrowDown', [], -1)).toBeNull());
});

describe('the place of a menu', () => {
  const menu = { width: 200, height: 150 };
  const view = { width: 800, height: 600 };
  const button = (left: number, top: number) => ({ left, top, right: left + 32, bottom: top + 32 });

  test('is under its button, at the end of it', () => {
    expect(menuPlace(button(700, 100), menu, view, false)).toEqual({ left: 532, top: 136, height: 150 });
    expect(menuPlace(button(50, 100), menu, view, true)).toEqual({ left: 50, top: 136, height: 150 });
  });

  test('is over it near the end of the window', () => {
    expect(menuPlace(button(700, 500), menu, view, false).top).toBe(346);
  });

  test('is never cut off, wherever the button is and however small the window', () => {
    const size = fc.record({
      width: fc.integer({ min: 220, max: 2000 }),
      height: fc.integer({ min: 120, max: 1500 }),
    });
    const menus = fc.record({
      width: fc.integer({ min: 50, max: 200 }),
      height: fc.integer({ min: 40, max: 700 }),
    });
    fc.assert(
      fc.property(
        size,
        menus,
        fc.integer({ min: -50, max: 2050 }),
        fc.integer({ min: -50, max: 1550 }),
        fc.boolean(),
        (window, box, x, y, isRtl) => {
          const { left, top, height } = menuPlace(button(x, y), box, window, isRtl);
          expect(left).toBeGreaterThanOrEqual(8);
          expect(left + box.width).toBeLessThanOrEqual(window.width - 8);
          expect(top).toBeGreaterThanOrEqual(8);
          expect(top + height).toBeLessThanOrEqual(window.height - 8);
          expect(height).toBeGreaterThan(0);
        },
      ),
    );
  });
});
