import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heldPress } from '../../../src/elements/uploader/list/order/early-acts.ts';
import {
  edgeSpeed,
  movesOf,
  nearestPlace,
  placeByKey,
  roomFor,
  type RowBox,
} from '../../../src/elements/uploader/list/order/places.ts';

const chord = (key: string, more = {}) => ({
  ...{ key, shiftKey: true, ctrlKey: true, metaKey: false, altKey: false },
  ...more,
});
const list = (at: number, count: number) => ({ at, count, columns: 1, rtl: false });
const grid = (at: number, count: number, rtl = false) => ({ at, count, columns: 3, rtl });

describe('the keys that move a file', () => {
  test('are Ctrl or Cmd and Shift with an arrow, Home or End, and no others', () => {
    expect(placeByKey(chord('ArrowUp'), list(2, 5))).toBe(1);
    expect(placeByKey(chord('ArrowDown', { ctrlKey: false, metaKey: true }), list(2, 5))).toBe(3);
    expect(placeByKey(chord('Home'), list(2, 5))).toBe(0);
    expect(placeByKey(chord('End'), list(2, 5))).toBe(4);
    expect(placeByKey(chord('ArrowLeft'), list(2, 5))).toBe(null);
    expect(placeByKey(chord('ArrowUp', { shiftKey: false }), list(2, 5))).toBe(null);
    expect(placeByKey(chord('ArrowUp', { ctrlKey: false }), list(2, 5))).toBe(null);
    expect(placeByKey(chord('ArrowUp', { altKey: true }), list(2, 5))).toBe(null);
  });

  test('go by rows and columns in a grid, and with the direction of reading', () => {
    expect(placeByKey(chord('ArrowDown'), grid(1, 8))).toBe(4);
    expect(placeByKey(chord('ArrowDown'), grid(5, 8))).toBe(7); // below is an empty place
    expect(placeByKey(chord('ArrowDown'), grid(6, 8))).toBe(6);
    expect(placeByKey(chord('ArrowUp'), grid(1, 8))).toBe(1);
    expect(placeByKey(chord('ArrowRight'), grid(1, 8))).toBe(2);
    expect(placeByKey(chord('ArrowRight'), grid(1, 8, true))).toBe(0);
    expect(placeByKey(chord('ArrowLeft'), grid(0, 8))).toBe(0);
  });

  test('never lead out of the list', () => {
    const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];
    const facts = fc.record({
      ...{ count: fc.integer({ min: 1, max: 40 }), at: fc.nat(39), columns: fc.integer({ min: 1, max: 6 }) },
      ...{ rtl: fc.boolean(), key: fc.constantFrom(...keys) },
    });
    fc.assert(
      fc.property(facts, ({ key, at, count, ...rest }) => {
        const to = placeByKey(chord(key), { at: at % count, count, ...rest });
        expect(to === null || (to >= 0 && to < count)).toBe(true);
      }),
    );
  });
});

test('a file is offered the steps that it can take', () => {
  const offered = (at: number, count: number) => movesOf(at, count).map(({ key, to }) => `${key} ${to}`);
  expect(offered(0, 1)).toEqual([]);
  expect(offered(0, 3)).toEqual(['moveDown 1']);
  expect(offered(1, 3)).toEqual(['moveUp 0', 'moveDown 2']);
  expect(offered(2, 3)).toEqual(['moveUp 1', 'moveTop 0']);
  expect(offered(-1, 3)).toEqual([]);
});

/** Rows of these heights, one above the other. */
function column(...heights: number[]): RowBox[] {
  let y = 0;
  return heights.map((height, at) => {
    const row = { at, x: 0, y, width: 300, height };
    y += height;
    return row;
  });
}

describe('a row that is carried', () => {
  test('takes the place whose middle is nearest', () => {
    const rows = column(72, 72, 72);
    expect(nearestPlace(rows, { x: 150, y: 40 }, 1)).toBe(0);
    expect(nearestPlace(rows, { x: 150, y: 80 }, 0)).toBe(1);
    expect(nearestPlace([], { x: 0, y: 0 }, 4)).toBe(4);
  });

  test('has the others make room by its own height, whatever theirs are', () => {
    const heights = fc.array(fc.integer({ min: 40, max: 160 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(heights, fc.nat(), fc.nat(), (sizes, a, b) => {
        const from = a % sizes.length;
        const to = b % sizes.length;
        const rows = column(...sizes);
        const room = roomFor(rows, { from, to, inColumns: false });
        const order = sizes.map((_, at) => at);
        order.splice(to, 0, ...order.splice(from, 1));
        const after = column(...order.map((at) => sizes[at]!));
        for (const { at, y } of rows)
          if (at !== from) expect(y + (room.get(at)?.y ?? 0)).toBe(after[order.indexOf(at)]!.y);
      }),
    );
  });

  test('has tiles of a grid go to the places of their neighbours', () => {
    const tiles = [0, 1, 2, 3].map((at) => ({
      ...{ at, x: (at % 2) * 100, y: Math.floor(at / 2) * 90 },
      ...{ width: 90, height: 80 },
    }));
    const room = roomFor(tiles, { from: 0, to: 2, inColumns: true });
    expect([...room]).toEqual([
      [1, { x: -100, y: 0 }],
      [2, { x: 100, y: -90 }],
    ]);
  });
});

test('the list scrolls near its edges alone, faster the nearer', () => {
  expect(edgeSpeed(200, 0, 400)).toBe(0);
  expect(edgeSpeed(0, 0, 400)).toBe(-1);
  expect(edgeSpeed(28, 0, 400)).toBeCloseTo(-0.5);
  expect(edgeSpeed(500, 0, 400)).toBe(1);
  expect(edgeSpeed(5, 10, 10)).toBe(0);
});

describe('the press that is held when the code comes', () => {
  const held = (...types: string[]) => heldPress(types.map((type, at) => ({ at, event: { type } })))?.at;

  test('is the last one that nothing has ended', () => {
    expect(held('pointerover', 'pointerdown', 'focusin')).toBe(1);
    expect(held('pointerdown', 'pointerup', 'pointerdown', 'keydown')).toBe(2);
    expect(held('pointerdown', 'pointerup')).toBe(undefined);
    expect(held('pointerdown', 'pointercancel', 'pointerover')).toBe(undefined);
    expect(held('keydown')).toBe(undefined);
  });
});
