import { Uppy, type Body, type Meta } from '@uppy/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ImgproError, type ImgproClient } from '../../../src/api/index.ts';
import '../../../src/upload/send/client-request.ts'; // else it is fetched, in a time that is not ours
import '../../../src/uppy/max-files.ts';
import '../../../src/uppy/postprocess.ts';
import '../../../src/api/client/wait.ts';
import { ImgPro } from '../../../src/uppy/index.ts';
import { browserConnection } from '../../harness/browser-connection.ts';

const LOST = new ImgproError('gone', { code: 'network_error' });

/** An Uppy with one file, before a client that is reached or not. */
function uploading(answer: () => Promise<object>) {
  const uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
  const upload = vi.fn(answer);
  const client = { images: { upload } } as unknown as ImgproClient;
  uppy.use(ImgPro<Meta, Body>, { client, retries: 0 });
  const id = uppy.addFile({ name: 'a.png', type: 'image/png', data: new Blob(['bytes']) });
  return { uppy, upload, id };
}

let connection: ReturnType<typeof browserConnection>;
beforeEach(() => {
  vi.useFakeTimers();
  connection = browserConnection();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a browser that says it is offline', () => {
  test('is believed, with a try every half minute that costs nothing', async () => {
    let reached = false;
    const { uppy, upload } = uploading(() =>
      reached ? Promise.resolve({ id: 'a', url: 'https://cdn.test/a.png' }) : Promise.reject(LOST),
    );
    connection.set(false);
    const done = uppy.upload();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(upload).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(upload.mock.calls.length).toBeGreaterThan(15);
    expect(upload.mock.calls.length).toBeLessThan(25);
    reached = true;
    await vi.advanceTimersByTimeAsync(31_000);
    expect((await done)!.successful).toHaveLength(1);
  });

  test('goes on in the moment it is back', async () => {
    const { uppy, upload } = uploading(() => Promise.resolve({ id: 'a', url: 'https://cdn.test/a.png' }));
    connection.set(false);
    const done = uppy.upload();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(upload).toHaveBeenCalledTimes(0);
    connection.set(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(upload).toHaveBeenCalledTimes(1);
    expect((await done)!.successful).toHaveLength(1);
  });

  test('waits for the person too, where one has paused', async () => {
    const { uppy, upload, id } = uploading(() => Promise.resolve({ id: 'a', url: 'https://cdn.test/a.png' }));
    connection.set(false);
    void uppy.upload();
    await vi.advanceTimersByTimeAsync(1_000);
    uppy.pauseResume(id);
    connection.set(true);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(upload).toHaveBeenCalledTimes(0);
    uppy.pauseResume(id);
    await vi.advanceTimersByTimeAsync(0);
    expect(upload).toHaveBeenCalledTimes(1);
  });
});

test('with a connection, a lost one is a failure like any other', async () => {
  const { uppy, upload } = uploading(() => Promise.reject(LOST));
  const result = await uppy.upload();
  expect(upload).toHaveBeenCalledTimes(1);
  expect(result!.failed).toHaveLength(1);
});
