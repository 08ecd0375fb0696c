import { describe, expect, test } from 'vitest';
import { namePasted } from '../../../src/elements/uploader/input/name-pasted.ts';
import {
  filesOfDrop as readDrop,
  filesOfFolderInput,
  type DroppedFile,
} from '../../../src/elements/uploader/input/read-drop.ts';
import { takeDrop } from '../../../src/elements/uploader/input/take-drop.ts';
import { handleOf } from '../../../src/upload/recovery/file-handles.ts';

const file = (name: string, path = '') => Object.assign(new File(['x'], name), { webkitRelativePath: path });

/** The entries a browser makes of a dropped folder, a few at a time as they do. */
function folder(name: string, children: { name: string; isDirectory?: boolean }[]): FileSystemDirectoryEntry {
  return {
    name,
    isDirectory: true,
    createReader: () => {
      const left = [...children];
      return { readEntries: (done: (entries: unknown[]) => void) => done(left.splice(0, 2)) };
    },
  } as unknown as FileSystemDirectoryEntry;
}

const entry = (name: string) => ({
  name,
  isDirectory: false,
  file: (done: (found: File) => void) => done(file(name)),
});

const item = (content: unknown, asFile: File | null = null) =>
  ({ kind: 'file', webkitGetAsEntry: () => content, getAsFile: () => asFile }) as unknown as DataTransferItem;

const drop = (...items: DataTransferItem[]) => ({ items }) as unknown as DataTransfer;

const filesOfDrop = (transfer: DataTransfer, refers = false) => readDrop(takeDrop(transfer, refers));

describe('a drop', () => {
  test('opens folders within folders, in natural order, without what systems hide', async () => {
    const inner = folder('b', [
      entry('img10.jpg'),
      entry('img2.jpg'),
      entry('.DS_Store'),
      entry('Thumbs.db'),
    ]);
    const outer = folder('a', [entry('z.jpg'), inner as never, entry('a.jpg')]);
    const found = await filesOfDrop(drop(item(outer)));
    expect(found.map((each) => each.file.name)).toEqual(['a.jpg', 'img2.jpg', 'img10.jpg', 'z.jpg']);
    expect(found.every(({ folder }) => folder === 'a')).toBe(true);
  });

  test('keeps files in the order they were dropped', async () => {
    const found = await filesOfDrop(drop(item(entry('b.jpg'), file('b.jpg')), item(null, file('a.jpg'))));
    expect(found.map((each) => each.file.name)).toEqual(['b.jpg', 'a.jpg']);
  });

  test('notes where files lie on the disk, when that is wanted', async () => {
    const [wanted, unwanted] = [file('a.jpg'), file('b.jpg')];
    const handle = { kind: 'file' };
    const withHandle = (of: File) =>
      Object.assign(item(null, of), { getAsFileSystemHandle: () => Promise.resolve(handle) });
    await filesOfDrop(drop(withHandle(wanted)), true);
    await filesOfDrop(drop(withHandle(unwanted)));
    expect([handleOf(wanted), handleOf(unwanted)]).toEqual([handle, null]);
  });

  test('is taken also where the browser gives no such place', async () => {
    const refusing = Object.assign(item(null, file('a.jpg')), {
      getAsFileSystemHandle: () => Promise.reject(new DOMException('No.', 'NotAllowedError')),
    });
    expect(await filesOfDrop(drop(refusing), true)).toHaveLength(1);
  });

  test('passes over text', async () => {
    expect(await filesOfDrop(drop({ kind: 'string' } as DataTransferItem))).toEqual([]);
  });

  const names = (found: readonly DroppedFile[]) =>
    found.map(({ file, refused }) => `${file.name}${refused ? (refused.of ?? '!') : ''}`);

  test('loses no photo without a word: neither one in a folder that cannot be read, nor one of its own', async () => {
    const gone = { name: '2.jpg', isDirectory: false, file: (_: unknown, fail: () => void) => fail() };
    const inside = folder('trip', [entry('1.jpg'), gone, entry('3.jpg')]);
    expect(names(await filesOfDrop(drop(item(inside), item({ ...gone, name: '4.jpg' }))))).toEqual([
      '1.jpg',
      '2.jpg!',
      '3.jpg',
      '4.jpg!',
    ]);
  });

  test('names the folder whose reading broke off, and keeps what was read of it', async () => {
    const share = {
      ...{ name: 'share', isDirectory: true },
      createReader: () => {
        const portions = [[entry('1.jpg'), entry('2.jpg')]];
        return {
          readEntries: (done: (found: unknown[]) => void, fail: (cause: unknown) => void) => {
            const some = portions.shift();
            if (some) done(some);
            else fail(new DOMException('The share is gone.', 'NotReadableError'));
          },
        };
      },
    };
    const closed = {
      ...{ name: 'closed', isDirectory: true },
      createReader: () => {
        throw new DOMException('No.', 'SecurityError');
      },
    };
    const outer = folder('all', [share as never, closed as never, entry('x.jpg')]);
    expect(names(await filesOfDrop(drop(item(outer))))).toEqual([
      'closed!',
      '1.jpg',
      '2.jpg',
      'share!',
      'x.jpg',
    ]);
  });
});

test('no more folders are opened once a person has cancelled', async () => {
  const stop = new AbortController();
  const opened: string[] = [];
  const noted = (of: FileSystemDirectoryEntry) => ({
    ...of,
    createReader: () => (opened.push(of.name), of.createReader()),
  });
  const inner = noted(folder('inner', [entry('z.jpg')]));
  const outer = folder('outer', [entry('a.jpg'), inner as never]);
  const reading = readDrop(takeDrop(drop(item(noted(outer))), false), { signal: stop.signal });
  stop.abort();
  expect(await reading).toHaveLength(1);
  expect(opened).toEqual(['outer']);
});

describe('a folder input', () => {
  test('leaves out what lies in hidden folders', () => {
    const files = [
      file('b.jpg', 'trip/b.jpg'),
      file('x.jpg', 'trip/.cache/x.jpg'),
      file('a.jpg', 'trip/a.jpg'),
    ];
    expect(filesOfFolderInput(files).map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
  });
});

describe('a paste', () => {
  const now = new Date(2026, 10, 21, 9, 5, 7);

  test('gives screenshots names that tell them apart', () => {
    const [one, two] = namePasted([file('image.png'), file('image.png')], now);
    expect([one!.name, two!.name]).toEqual([
      'pasted-2026-11-21-090507-1.png',
      'pasted-2026-11-21-090507-2.png',
    ]);
  });

  test('leaves names that mean something', () => {
    expect(namePasted([file('cat.jpg')], now)[0]!.name).toBe('cat.jpg');
  });
});
