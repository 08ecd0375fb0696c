import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  groupsOf,
  patchOf,
  valuesOf,
  withChange,
  type Change,
} from '../../../../src/elements/gallery/manage/change.ts';
import { imageOf } from './image.ts';

const text = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null });
const change: fc.Arbitrary<Change> = fc.record(
  {
    caption: text,
    public: fc.boolean(),
    expires_at: fc.option(fc.constantFrom('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'), { nil: null }),
    metadata: fc.dictionary(fc.constantFrom('alt_text', 'credit', 'toString'), text),
  },
  { requiredKeys: [] },
);
const image = (id = 'a') =>
  fc
    .tuple(change, change)
    .map(([one, two]) => withChange(withChange(imageOf(id, { caption: 'x' }), one), two));

describe('a change', () => {
  test('touches its own fields alone', () => {
    const before = imageOf('a', { caption: 'Old', metadata: { alt_text: 'Alt', credit: 'Jane' } });
    const after = withChange(before, { caption: null, metadata: { credit: null, place: 'Kiel' } });
    expect(after).toEqual({ ...before, caption: null, metadata: { alt_text: 'Alt', place: 'Kiel' } });
    expect(before.metadata).toEqual({ alt_text: 'Alt', credit: 'Jane' });
  });

  test('is taken back exactly by the values from before it', () => {
    fc.assert(
      fc.property(image(), change, (before, made) => {
        expect(withChange(withChange(before, made), valuesOf(before, made))).toEqual(before);
      }),
    );
  });
});

describe('a change as the service is asked for it', () => {
  const NOW = Date.parse('2026-03-01T12:00:00Z');

  test('has its expiry as a span from now on, as long as the service allows', () => {
    const ttlOf = (expires_at: string | null) => patchOf({ expires_at }, NOW).ttl;
    expect(ttlOf('2026-03-01T13:00:00Z')).toBe(3600);
    expect(ttlOf('2026-03-01T12:00:01Z')).toBe(300);
    expect(ttlOf('2020-01-01T00:00:00Z')).toBe(300);
    expect(ttlOf('2036-01-01T00:00:00Z')).toBe(7_776_000);
    expect(ttlOf(null)).toBe(null);
  });

  test('says nothing of an expiry that is kept', () => {
    expect(patchOf({ caption: 'A', public: false }, NOW)).toEqual({ caption: 'A', public: false });
  });
});

describe('the groups of an undo', () => {
  test('give every image its own values, in as few requests as there are values', () => {
    fc.assert(
      fc.property(fc.array(image(), { maxLength: 12 }), change, (images, made) => {
        const before = images.map((each, at) => ({ ...each, id: `i${at}` }));
        const values = new Map(before.map((each) => [each.id, valuesOf(each, made)]));
        const groups = groupsOf(values);
        const after = new Map(before.map((each) => [each.id, withChange(each, made)]));
        for (const { ids, change: back } of groups)
          for (const id of ids) after.set(id, withChange(after.get(id)!, back!));
        expect([...after.values()]).toEqual(before);
        expect(groups.flatMap(({ ids }) => ids).sort()).toEqual([...values.keys()].sort());
        expect(new Set(groups.map((group) => JSON.stringify(group.change))).size).toBe(groups.length);
      }),
    );
  });
});
