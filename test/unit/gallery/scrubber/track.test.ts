import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isLong,
  lineAt,
  lineMeant,
  shareAt,
  type Track,
} from '../../../../src/elements/gallery/scrubber/track.ts';

const tracks: fc.Arbitrary<Track> = fc
  .record({
    view: fc.integer({ min: 200, max: 2000 }),
    views: fc.integer({ min: 3, max: 1e6 }),
    covered: fc.nat(150),
  })
  .map(({ view, views, covered }) => ({ view, extent: view * views, covered }));
const shares = fc.double({ min: 0, max: 1, noNaN: true });

test('lists of less than three views have no rail, nor those nobody has measured', () => {
  expect(isLong({ extent: 2999, view: 1000, covered: 0 })).toBe(false);
  expect(isLong({ extent: 3000, view: 1000, covered: 0 })).toBe(true);
  expect(isLong({ extent: 3000, view: 0, covered: 0 })).toBe(false);
});

test('the way goes from where the bars stand over nothing to where the last line is at the bottom', () => {
  fc.assert(
    fc.property(tracks, (track) => {
      expect(lineAt(0, track)).toBe(0 - track.covered);
      expect(lineAt(1, track)).toBe(track.extent - track.view);
      expect(lineAt(-1, track)).toBe(lineAt(0, track));
      expect(lineAt(2, track)).toBe(lineAt(1, track));
    }),
  );
});

test('a share leads to a line, and that line back to the share', () => {
  fc.assert(
    fc.property(tracks, shares, (track, share) => {
      expect(shareAt(lineAt(share, track), track)).toBeCloseTo(share, 9);
    }),
  );
});

test('the line that a share stands for can be seen at that share', () => {
  fc.assert(
    fc.property(tracks, shares, (track, share) => {
      const from = lineAt(share, track);
      const line = lineMeant(share, track);
      expect(line).toBeGreaterThanOrEqual(from - 1e-3);
      expect(line).toBeLessThanOrEqual(from + track.view + 1e-3);
    }),
  );
});
