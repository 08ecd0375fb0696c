import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  inPixels,
  isInside,
  isUnedited,
  mirrored,
  moved,
  ratioOf,
  resized,
  straightened,
  turned,
  turnedSize,
  unedited,
  withRatio,
  zoomed,
  type Handle,
  type Size,
} from '../../../../src/elements/uploader/edit/crop-geometry.ts';
import { EditHistory } from '../../../../src/elements/uploader/edit/edit-history.ts';
import type { PictureEdit } from '../../../../src/upload/state/file-edit.ts';

const LEAST: Size = { width: 16, height: 16 };
const side = fc.integer({ min: 20, max: 5000 });
const size = fc.record({ width: side, height: side });
const distance = fc.double({ min: -6000, max: 6000, noNaN: true });
const vector = fc.record({ x: distance, y: distance });
const edge = fc.constantFrom<-1 | 0 | 1>(-1, 0, 1);
const handle = fc.record<Handle>({ x: edge, y: edge }).filter(({ x, y }) => x !== 0 || y !== 0);
const RATIOS = ['free', 'original', '1:1', '4:3', '16:9'];

type Act = (edit: PictureEdit, size: Size) => PictureEdit;

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<1 | -1>(1, -1).map(
    (quarter): Act =>
      (edit, size) =>
        turned(edit, quarter, size),
  ),
  fc.constantFrom<'x' | 'y'>('x', 'y').map(
    (along): Act =>
      (edit) =>
        mirrored(edit, along),
  ),
  fc.double({ min: -60, max: 60, noNaN: true }).map((angle): Act => {
    return (edit, size) => straightened(edit, angle, size);
  }),
  fc.constantFrom(...RATIOS).map(
    (ratio): Act =>
      (edit, size) =>
        withRatio(edit, ratio, size),
  ),
  vector.map(
    (by): Act =>
      (edit, size) =>
        moved(edit, by, size),
  ),
  fc.tuple(fc.double({ min: 0.05, max: 20, noNaN: true }), fc.option(vector)).map(([factor, around]): Act => {
    return (edit, size) => zoomed(edit, factor, { size, least: LEAST, around: around ?? undefined });
  }),
  fc.tuple(handle, vector).map(([handle, by]): Act => {
    return (edit, size) => resized(edit, handle, by, { size, least: LEAST });
  }),
);
const acts = fc.array(act, { maxLength: 12 });

const after = (all: readonly Act[], size: Size): PictureEdit =>
  all.reduce((edit, act) => act(edit, size), unedited(size));

describe('the crop', () => {
  test('never leaves the picture, whatever is done', () => {
    fc.assert(
      fc.property(size, acts, (size, all) => {
        const { crop, angle, turns } = after(all, size);
        expect(isInside(crop, angle, turnedSize(size, turns))).toBe(true);
        expect(Math.min(crop.width, crop.height)).toBeGreaterThan(0);
      }),
    );
  });

  test('keeps its ratio, whatever is done', () => {
    fc.assert(
      fc.property(size, acts, fc.constantFrom(...RATIOS.slice(1)), (size, all, ratio) => {
        const others = all.map((act): Act => {
          return (edit, size) => {
            const next = act(edit, size);
            return next.ratio === ratio ? next : withRatio(next, ratio, size);
          };
        });
        const { crop, turns } = others.reduce((edit, act) => act(edit, size), unedited(size, ratio));
        const wanted = ratioOf(ratio, turnedSize(size, turns))!;
        expect(Math.abs(crop.width / crop.height / wanted - 1)).toBeLessThan(1e-6);
      }),
    );
  });

  test('is drawn in whole pixels of the picture', () => {
    fc.assert(
      fc.property(size, acts, (size, all) => {
        const edit = after(all, size);
        const whole = turnedSize(size, edit.turns);
        const drawn = inPixels(edit, size);
        expect([drawn.width % 1, drawn.height % 1]).toEqual([0, 0]);
        if (edit.angle !== 0) return;
        const [left, top] = [
          drawn.x - drawn.width / 2 + whole.width / 2,
          drawn.y - drawn.height / 2 + whole.height / 2,
        ];
        expect([left % 1, top % 1].map(Math.abs)).toEqual([0, 0]);
        expect(left >= 0 && top >= 0).toBe(true);
        expect(left + drawn.width <= whole.width && top + drawn.height <= whole.height).toBe(true);
      }),
    );
  });
});

describe('turning and mirroring', () => {
  test('four quarter turns, either way, change nothing', () => {
    fc.assert(
      fc.property(size, acts, fc.constantFrom<1 | -1>(1, -1), (size, all, quarter) => {
        const edit = all.reduce((edit, act) => act(edit, size), unedited(size));
        const settled = turned(turned(edit, 1, size), -1, size);
        let round = settled;
        for (let turn = 0; turn < 4; turn += 1) round = turned(round, quarter, size);
        expect(round).toEqual(settled);
      }),
    );
  });

  test('a turn and its opposite change nothing, nor does mirroring twice', () => {
    fc.assert(
      fc.property(size, acts, fc.constantFrom<'x' | 'y'>('x', 'y'), (size, all, along) => {
        const edit = withRatio(after(all, size), 'free', size);
        const settled = { ...edit, drawn: edit.crop };
        expect(turned(turned(settled, 1, size), -1, size)).toEqual(settled);
        expect(mirrored(mirrored(edit, along), along)).toEqual(edit);
      }),
    );
  });

  test('both mirrorings are half a turn', () => {
    const size = { width: 400, height: 300 };
    const edit = moved(zoomed(unedited(size), 0.5, { size, least: LEAST }), { x: 30, y: 20 }, size);
    const half = turned(turned(edit, 1, size), 1, size);
    expect(mirrored(mirrored(edit, 'x'), 'y')).toEqual(half);
  });
});

describe('straightening', () => {
  test('back to none gives the crop back as it was drawn', () => {
    fc.assert(
      fc.property(size, acts, fc.double({ min: -45, max: 45, noNaN: true }), (size, all, angle) => {
        const edit = straightened(after(all, size), 0, size);
        expect(straightened(straightened(edit, angle, size), 0, size)).toEqual(edit);
      }),
    );
  });

  test('keeps as much of the whole picture as has no empty corner', () => {
    const size = { width: 400, height: 300 };
    const { crop } = straightened(unedited(size), 10, size);
    expect(crop.width / crop.height).toBeCloseTo(4 / 3, 9);
    expect(isInside({ ...crop, width: crop.width * 1.01, height: crop.height * 1.01 }, 10, size)).toBe(false);
  });

  test('ends at 45 degrees', () => {
    const size = { width: 400, height: 300 };
    expect(straightened(unedited(size), 80, size).angle).toBe(45);
  });
});

describe('drawing the crop', () => {
  const size = { width: 400, height: 300 };
  const options = { size, least: { width: 100, height: 80 } };

  test('a corner moves, the opposite one stays', () => {
    const { crop } = resized(unedited(size), { x: 1, y: 1 }, { x: -100, y: -60 }, options);
    expect(crop).toEqual({ x: -50, y: -30, width: 300, height: 240 });
  });

  test('a corner that reaches an end in one direction goes on in the other', () => {
    const small = resized(unedited(size), { x: 1, y: 1 }, { x: -100, y: -60 }, options);
    const { crop } = resized(small, { x: 1, y: 1 }, { x: 500, y: 10 }, options);
    expect([crop.width, crop.height].map(Math.round)).toEqual([400, 250]);
  });

  test('does not become smaller than is allowed', () => {
    const { crop } = resized(unedited(size), { x: -1, y: -1 }, { x: 390, y: 290 }, options);
    expect([crop.width, crop.height]).toEqual([100, 80]);
    const zoom = zoomed(unedited(size), 0.01, options).crop;
    expect([zoom.width >= 100, zoom.height >= 80]).toEqual([true, true]);
  });

  test('begins with the largest part that has the ratio', () => {
    expect(unedited(size, '1:1').crop).toEqual({ x: 0, y: 0, width: 300, height: 300 });
    expect(isUnedited(unedited(size, '1:1'), size)).toBe(false);
    expect(isUnedited(unedited(size), size)).toBe(true);
  });

  test('another ratio begins from the crop as it was drawn', () => {
    const square = withRatio(unedited(size), '1:1', size);
    expect(withRatio(square, '4:3', size).crop.width).toBeCloseTo(400, 9);
  });
});

describe('the history', () => {
  test('takes every step back, exactly', () => {
    fc.assert(
      fc.property(size, acts, (size, all) => {
        const history = new EditHistory(unedited(size));
        const steps = [history.present];
        for (const act of all) {
          history.change(act(history.present, size));
          if (history.present !== steps.at(-1)) steps.push(history.present);
        }
        for (const step of steps.reverse()) {
          expect(history.present).toBe(step);
          history.undo();
        }
        expect([history.canUndo, history.isChanged]).toEqual([false, false]);
      }),
    );
  });

  test('a drag is one step', () => {
    const size = { width: 400, height: 300 };
    const history = new EditHistory(unedited(size));
    for (const angle of [1, 2, 3]) history.change(straightened(history.present, angle, size), 'straighten');
    history.rest();
    history.change(straightened(history.present, 4, size), 'straighten');
    history.undo();
    expect(history.present.angle).toBe(3);
    history.undo();
    expect(history.present.angle).toBe(0);
  });
});
