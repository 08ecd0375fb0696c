import { describe, expect, test } from 'vitest';
import { looksLikeImage, roomFor, sortFolders } from '../../../src/elements/uploader/input/folder-files.ts';
import { readMany } from '../../../src/elements/uploader/input/read-many.ts';

const file = (name: string, type = '') => new File(['x'], name, { type });
const inFolder = (folder: string, ...names: string[]) => names.map((name) => ({ folder, file: file(name) }));

test.each([
  ['a.jpg', '', true],
  ['a.HEIC', '', true],
  ['scan', 'image/tiff', true],
  ['notes.txt', 'text/plain', false],
  ['film.mp4', 'video/mp4', false],
  ['jpg', '', false],
])('%s of type “%s” looks like an image: %s', (name, type, expected) => {
  expect(looksLikeImage(file(name, type))).toBe(expected);
});

describe('folders', () => {
  test('are sorted: their images are wanted, the rest is counted; a file of its own is always judged', () => {
    const found = [...inFolder('trip', 'a.jpg', 'notes.txt', 'b.png'), { file: file('own.txt') }];
    const { wanted, ...rest } = sortFolders(found);
    expect(wanted.map((each) => each.file.name)).toEqual(['a.jpg', 'b.png', 'own.txt']);
    expect(rest).toEqual({ images: 2, skipped: 1, folders: ['trip'] });
  });

  test('without any image are refused as one thing', () => {
    const { wanted, images, skipped } = sortFolders([
      ...inFolder('letters', 'a.txt', 'b.txt'),
      ...inFolder('trip', 'c.jpg'),
    ]);
    expect(wanted.map((each) => [each.file.name, each.refused?.code])).toEqual([
      ['letters', 'empty'],
      ['c.jpg', undefined],
    ]);
    expect([images, skipped]).toEqual([1, 2]);
  });

  test('keep what could not be read, to be told of', () => {
    const refused = { code: 'unreadable' } as const;
    const { wanted, images } = sortFolders([{ folder: 'trip', file: file('gone.jpg'), refused }]);
    expect([wanted.length, images]).toEqual([1, 0]);
  });

  test('of a folder input are sorted in the same way', async () => {
    const of = (name: string) => Object.assign(file(name), { webkitRelativePath: `trip/${name}` });
    const read = await readMany({ source: 'folder', items: [of('b.jpg'), of('a.jpg'), of('notes.txt')] });
    expect(read.files.map(({ name, source }) => [name, source])).toEqual([
      ['a.jpg', 'folder'],
      ['b.jpg', 'folder'],
    ]);
    expect([read.images, read.skipped, read.folders]).toEqual([2, 1, ['trip']]);
  });
});

test('there is room for all images, the first of them, or none', () => {
  expect(roomFor(900, { present: 3 })).toBe(900);
  expect(roomFor(900, { maxFiles: 100, present: 3 })).toBe(97);
  expect(roomFor(900, { maxFiles: 2, present: 3 })).toBe(0);
});
