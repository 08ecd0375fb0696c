import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formData, judgeForm, parseIds } from '../../../src/elements/uploader/form/form-value.ts';
import { withIds } from '../../../src/elements/uploader/form/put-off.ts';
import type { UploadCounts } from '../../../src/upload/state/types.ts';

const none: UploadCounts = {
  ...{ total: 0, queued: 0, waiting: 0, lacking: 0, sending: 0, processing: 0 },
  ...{ ready: 0, failed: 0, paused: 0, recovered: 0 },
};
const empty = { required: false, minFiles: undefined, stored: 0, counts: none };

describe('whether a form may be sent', () => {
  test('says of files that only have to be chosen again that they do', () => {
    const counts = { ...none, failed: 2, total: 2 };
    const facts = { ...empty, required: true, counts };
    expect(judgeForm({ ...facts, again: () => 2 })).toMatchObject({ key: 'summaryAgain', count: 2 });
    expect(judgeForm({ ...facts, again: () => 1 })).toMatchObject({ key: 'validityFailed' });
  });

  test('an empty uploader is fine unless required', () => {
    expect(judgeForm(empty)).toBeNull();
    expect(judgeForm({ ...empty, required: true })).toMatchObject({ flags: { valueMissing: true } });
  });

  test.each([
    ['sending', { ...none, sending: 1 }, 'validityUploading'],
    ['paused', { ...none, paused: 1 }, 'validityUploading'],
    ['queued', { ...none, queued: 2 }, 'validityUploading'],
    ['queued, and more waits for a person', { ...none, queued: 1, waiting: 2 }, 'validityUploading'],
    ['waiting for a person', { ...none, waiting: 2 }, 'validityQueued'],
    ['failed', { ...none, failed: 1, ready: 3 }, 'validityFailed'],
  ])('not while something is %s', (_what, counts, key) => {
    expect(judgeForm({ ...empty, required: true, counts })).toMatchObject({
      flags: { customError: true },
      key,
    });
  });

  test('processing images are stored: they do', () => {
    expect(judgeForm({ ...empty, required: true, stored: 1, counts: { ...none, processing: 1 } })).toBeNull();
  });

  test('min-files counts once there is one, or when required', () => {
    expect(judgeForm({ ...empty, minFiles: 2 })).toBeNull();
    expect(judgeForm({ ...empty, minFiles: 2, stored: 1 })).toMatchObject({
      flags: { rangeUnderflow: true },
      count: 2,
    });
    expect(judgeForm({ ...empty, minFiles: 2, stored: 2 })).toBeNull();
    expect(judgeForm({ ...empty, minFiles: 2, required: true })).toMatchObject({
      flags: { valueMissing: true },
      count: 2,
    });
  });
});

describe('the value', () => {
  test('is one entry an image', () => {
    expect(formData('photos', ['a', 'b'])!.getAll('photos')).toEqual(['a', 'b']);
    expect(formData('', ['a'])).toBeNull();
    expect(formData('photos', [])).toBeNull();
  });

  test.each([
    ['a b,c', ['a', 'b', 'c']],
    [
      ['a', 'b', 'a'],
      ['a', 'b'],
    ],
    ['', []],
    [null, []],
    [['../etc', 'ok', '<b>'], ['ok']],
  ])('%j holds %j', (value, ids) => expect(parseIds(value)).toEqual(ids));

  test('read back is the same', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
    fc.assert(fc.property(fc.uniqueArray(id), (ids) => void expect(parseIds(ids.join(' '))).toEqual(ids)));
  });
});

describe('the entries of a form that was told of some images', () => {
  test('are those of all images, in their place among the others', () => {
    const entries = [
      ['title', 'x'],
      ['photos', 'other'],
      ['photos', 'a'],
      ['photos', 'b'],
      ['end', ''],
    ] as [string, string][];
    expect(withIds(entries, 'photos', ['a', 'b'], ['a', 'c', 'b', 'd'])).toEqual([
      ['title', 'x'],
      ['photos', 'other'],
      ['photos', 'a'],
      ['photos', 'c'],
      ['photos', 'b'],
      ['photos', 'd'],
      ['end', ''],
    ]);
  });

  test('are left as they are where the uploader takes no part, as a disabled one', () => {
    const entries = [['photos', 'a']] as [string, string][];
    expect(withIds(entries, 'photos', ['a', 'b'], ['c'])).toBe(entries);
  });
});
