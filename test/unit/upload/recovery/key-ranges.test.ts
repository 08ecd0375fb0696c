import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runsOf } from '../../../../src/upload/recovery/key-ranges.ts';

test('tells stretches by their ends', () => {
  expect(runsOf(['a', 'b', 'c', 'd', 'e', 'f'], new Set(['a', 'b', 'd', 'f']))).toEqual([
    ['a', 'b'],
    ['d', 'd'],
    ['f', 'f'],
  ]);
  expect(runsOf([], new Set(['a']))).toEqual([]);
});

test('holds all that is wanted and nothing else, in as few stretches as there can be', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(60)), fc.array(fc.nat(60)), (members, chosen) => {
      const sorted = members.toSorted((one, other) => one - other);
      const wanted = new Set(chosen);
      const runs = runsOf(sorted, wanted);
      const held = sorted.filter((member) => runs.some(([first, last]) => first <= member && member <= last));
      expect(held).toEqual(sorted.filter((member) => wanted.has(member)));
      const ends = runs.map(([first, last]) => [sorted.indexOf(first), sorted.indexOf(last)] as const);
      for (const [at, [first]] of ends.entries())
        if (at > 0) expect(first).toBeGreaterThan(ends[at - 1]![1] + 1);
    }),
  );
});
