import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withChange } from '../../../../src/elements/gallery/manage/change.ts';
import { changeOf, Drafts, fieldOf, startOf } from '../../../../src/elements/gallery/manage/details-form.ts';
import { imageOf } from './image.ts';

const FIELDS = ['caption', 'alt_text', 'credit', 'toString'];
const written = (...entries: [string, string][]) => new Map(entries);

describe('the fields of many images', () => {
  const images = [
    imageOf('a', { caption: 'Same', metadata: { alt_text: 'One' } }),
    imageOf('b', { caption: 'Same', metadata: { alt_text: 'Two' } }),
  ];
  const fields = startOf(FIELDS, images);

  test('begin with what all have, and say where they differ', () => {
    expect(fields).toEqual([
      { name: 'caption', text: 'Same', differs: false },
      { name: 'alt_text', text: '', differs: true },
      { name: 'credit', text: '', differs: false },
      { name: 'toString', text: '', differs: false },
    ]);
  });

  test('change nothing that nobody wrote in, and nothing where the same is written again', () => {
    expect(changeOf(fields, written())).toBe(null);
    expect(changeOf(fields, written(['caption', ' Same '], ['credit', '']))).toBe(null);
  });

  test('are removed where they are emptied', () => {
    expect(changeOf(fields, written(['caption', ' ']))).toEqual({ caption: null });
    expect(changeOf(fields, written(['alt_text', '']))).toEqual({ metadata: { alt_text: null } });
  });
});

test('after saving, a written field is what was written, and every other one what it was', () => {
  const value = fc.constantFrom('', 'x', 'y');
  const image = fc
    .record({ caption: value, alt_text: value, credit: value, toString: value })
    .map(({ caption, ...metadata }) =>
      withChange(imageOf('a'), {
        caption: caption || null,
        metadata: Object.fromEntries(Object.entries(metadata).map(([name, text]) => [name, text || null])),
      }),
    );
  fc.assert(
    fc.property(
      fc.array(image, { minLength: 1, maxLength: 5 }),
      fc.dictionary(fc.constantFrom(...FIELDS), value),
      (images, typed) => {
        const change = changeOf(startOf(FIELDS, images), new Map(Object.entries(typed))) ?? {};
        for (const before of images)
          for (const name of FIELDS)
            expect(fieldOf(withChange(before, change), name)).toBe(
              Object.hasOwn(typed, name) ? typed[name] : fieldOf(before, name),
            );
      },
    ),
  );
});

test('texts that were not saved are kept for these very images, in whatever order they are selected', () => {
  const drafts = new Drafts();
  drafts.keep(['a', 'b'], written(['caption', 'Half a sen']));
  expect(drafts.get(['b', 'a'])!.get('caption')).toBe('Half a sen');
  expect(drafts.get(['a'])).toBe(undefined);
  drafts.drop(['b', 'a']);
  expect(drafts.get(['a', 'b'])).toBe(undefined);
});
