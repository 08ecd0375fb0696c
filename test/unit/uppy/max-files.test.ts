import { Uppy, type Body, type Meta } from '@uppy/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MaxFiles } from '../../../src/uppy/max-files.ts';

let uppy: Uppy<Meta, Body>;
let maxFiles: MaxFiles<Meta, Body>;
let token: string;
let refused: string[];

beforeEach(() => {
  uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
  token = 'first';
  refused = [];
  maxFiles = new MaxFiles(uppy, () => ({
    get: () => Promise.resolve({ token, policy: { max_files: 1 } }),
  }));
  maxFiles.listen();
  uppy.on('restriction-failed', (file) => refused.push(file!.name!));
});
afterEach(() => {
  maxFiles.stop();
  uppy.destroy();
});

const add = (name: string) => uppy.addFile({ name, type: 'image/png', data: new Blob([name]) });

async function store(id: string): Promise<void> {
  await maxFiles.keep();
  const file = uppy.getFile(id);
  uppy.setFileState(id, { progress: { ...file.progress, uploadStarted: 1, uploadComplete: true } } as never);
  uppy.emit('upload-success', file, { status: 200, body: {} });
}

describe('the places of a token', () => {
  test('that a stored image had are not free when its file is taken off', async () => {
    const first = add('a');
    await store(first);
    uppy.removeFile(first);
    add('b');
    await maxFiles.keep();
    expect(refused).toEqual(['b']);
  });

  test('are all free with the next token, of the same plugin too', async () => {
    const first = add('a');
    await store(first);
    uppy.removeFile(first);
    token = 'second';
    add('b');
    await maxFiles.keep();
    expect(refused).toEqual([]);
    expect(uppy.getFiles()).toHaveLength(1);
  });

  test('are counted once for a file that was stored, taken off and is there again', async () => {
    const first = add('a');
    await store(first);
    uppy.removeFile(first);
    token = 'second';
    const again = add('a');
    await store(again);
    uppy.removeFile(again);
    add('b');
    await maxFiles.keep();
    expect(refused).toEqual(['b']);
  });

  test('are taken twice by a file that is chosen once more after all were cleared away', async () => {
    await store(add('a'));
    uppy.clear(); // tells of no file
    add('a');
    await maxFiles.keep();
    expect(refused).toEqual(['a']);
  });
});
