import { mkdtemp, readdir, rm, utimes, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { FileBlobs } from '../../../demo/mock/blobs/files.ts';
import { MemoryBlobs } from '../../../demo/mock/blobs/memory.ts';
import { Recency } from '../../../demo/mock/blobs/recency.ts';
import type { Blobs } from '../../../demo/mock/ports.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'imgpro-blobs-'));
  folders.push(path);
  return path;
}

const limits = { perImage: 3, bytes: 100 };
const bytes = (length: number) => new Uint8Array(length);
const has = async (blobs: Blobs, names: string[]) => {
  const found: string[] = [];
  for (const name of names) {
    const [id = '', variant = ''] = name.split('/');
    if (await blobs.variant(id, variant)) found.push(name);
  }
  return found;
};

describe.each<[string, () => Promise<Blobs>]>([
  ['files', async () => FileBlobs.open(await folder(), { variants: limits })],
  ['memory', async () => new MemoryBlobs(limits)],
])('variants in %s', (_, open) => {
  test('of one image are few, and the one unused for longest goes first', async () => {
    const blobs = await open();
    for (const name of ['1', '2', '3']) await blobs.putVariant('a', name, bytes(1));
    await blobs.variant('a', '1');
    await blobs.putVariant('a', '4', bytes(1));
    await blobs.putVariant('b', '1', bytes(1));
    expect(await has(blobs, ['a/1', 'a/2', 'a/3', 'a/4', 'b/1'])).toEqual(['a/1', 'a/3', 'a/4', 'b/1']);
    await blobs.close();
  });

  test('of all images stay within their bytes', async () => {
    const blobs = await open();
    await blobs.putVariant('a', '1', bytes(40));
    await blobs.putVariant('b', '1', bytes(40));
    await blobs.variant('a', '1');
    await blobs.putVariant('c', '1', bytes(40));
    expect(await has(blobs, ['a/1', 'b/1', 'c/1'])).toEqual(['a/1', 'c/1']);
    await blobs.putVariant('c', '1', bytes(50));
    expect(await has(blobs, ['a/1', 'c/1'])).toEqual(['a/1', 'c/1']);
    await blobs.remove('a');
    await blobs.putVariant('d', '1', bytes(50));
    expect(await has(blobs, ['a/1', 'c/1', 'd/1'])).toEqual(['c/1', 'd/1']);
    await blobs.close();
  });
});

test('files of an earlier run count, the oldest go first', async () => {
  const path = await folder();
  for (const [id, at] of [['x', 3], ['y', 1], ['z', 2]] as const) {
    await mkdir(join(path, 'variants', id), { recursive: true });
    await writeFile(join(path, 'variants', id, '1'), bytes(30));
    await utimes(join(path, 'variants', id, '1'), at, at);
  } // prettier-ignore
  const blobs = await FileBlobs.open(path, { variants: limits });
  await blobs.putVariant('new', '1', bytes(35));
  expect(await has(blobs, ['x/1', 'y/1', 'z/1', 'new/1'])).toEqual(['x/1', 'z/1', 'new/1']);
  await blobs.close();
  expect((await readdir(join(path, 'variants', 'y'))).length).toBe(0);
});

test('a folder that is closed while something is written is gone, and nothing is written any more', async () => {
  const path = await folder();
  const temporary = { path: join(path, 'run'), release: () => {} };
  await mkdir(temporary.path);
  const blobs = await FileBlobs.open(temporary.path, { temporary });
  const staged = await (await blobs.stage()).finish();
  const late = Array.from({ length: 50 }, (_, index) => blobs.putVariant(`image${index}`, 'w=4', bytes(1)));
  await blobs.close();
  await Promise.allSettled(late);
  for (const write of [
    () => staged.commit('a'),
    () => blobs.stage(),
    () => blobs.putVariant('a', 'w=4', bytes(1)),
    () => blobs.clear(),
  ])
    await expect(write()).rejects.toThrow('is closed');
  expect(await readdir(path)).toEqual([]);
});

test('whatever is kept, used and removed, the limits hold and nothing is told twice', () => {
  const step = fc.tuple(
    fc.constantFrom('add', 'touch', 'forget'),
    fc.constantFrom('a', 'b', 'c'),
    fc.constantFrom('1', '2', '3', '4', '5'),
    fc.integer({ min: 1, max: 60 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const recency = new Recency(limits);
      const model = new Map<string, number>();
      for (const [what, id, name, size] of steps) {
        if (what === 'touch') recency.touch(id, name);
        else if (what === 'forget') for (const gone of recency.forget(id)) model.delete(`${id}/${gone}`);
        else {
          model.set(`${id}/${name}`, size);
          for (const [of, gone] of recency.add(id, name, size))
            expect(model.delete(`${of}/${gone}`)).toBe(true);
        }
        const total = [...model.values()].reduce((sum, each) => sum + each, 0);
        expect(recency.bytes).toBe(total);
        expect(total).toBeLessThanOrEqual(limits.bytes);
        for (const each of ['a', 'b', 'c'])
          expect([...model.keys()].filter((key) => key.startsWith(each)).length).toBeLessThanOrEqual(3);
      }
    }),
  );
});
