import { Uppy, type Body, type Meta } from '@uppy/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ImgproError, type ImgproClient } from '../../../../src/api/index.ts';
import '../../../../src/upload/send/client-request.ts'; // else it is fetched, in a time that is not ours
import '../../../../src/uppy/max-files.ts';
import '../../../../src/uppy/postprocess.ts';
import '../../../../src/api/client/wait.ts';
import { ImgPro } from '../../../../src/uppy/index.ts';
import { UppyBridge } from '../../../../src/uppy/uppy-bridge.ts';
import { browserConnection } from '../../../harness/browser-connection.ts';
import { UploadSession } from '../../../../src/upload/session/session.ts';

const image = (status: string) => ({ id: 'a', url: 'https://cdn.test/a', sizes: {}, metadata: {}, status });
const picture = () =>
  new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])], 'a.png', {
    type: 'image/png',
  });

/** A service that processes for as long as a test likes, and that cannot be reached meanwhile. */
function service() {
  const state = { reached: true, status: 'processing' };
  const get = vi.fn(async () => {
    if (!state.reached) throw new ImgproError('gone', { code: 'network_error' });
    return image(state.status);
  });
  const client = { images: { get, upload: async () => image('processing') } } as unknown as ImgproClient;
  return { state, client };
}

const HALF_AN_HOUR = 30 * 60_000;

let connection: ReturnType<typeof browserConnection>;
beforeEach(() => {
  vi.useFakeTimers();
  connection = browserConnection();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('half an hour without a connection fails no image that is being processed', async () => {
  const { state, client } = service();
  const session = new UploadSession({
    connection: () => ({ client, requests: client }),
    settings: () => ({
      ...{ rules: {}, multiple: true, concurrency: 4, retries: 0, manual: false, deleteOnRemove: false },
      common: () => ({}),
    }),
    sender: (host) => new UppyBridge(host),
    onEvent: () => {},
  });
  const status = () => session.queue.files[0]!.status;
  await session.add([{ data: picture(), name: 'a.png', source: 'file' }]);
  await vi.waitFor(() => expect(status()).toBe('processing'));
  state.reached = false;
  connection.set(false);
  session.setOnline(false);
  await vi.advanceTimersByTimeAsync(HALF_AN_HOUR);
  expect(status()).toBe('processing');
  Object.assign(state, { reached: true, status: 'ready' });
  connection.set(true);
  session.setOnline(true);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(status()).toBe('ready');
});

test('nor in an Uppy of the page’s own', async () => {
  const { state, client } = service();
  const uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
  uppy.use(ImgPro<Meta, Body>, { client });
  const id = uppy.addFile({ name: 'a.png', type: 'image/png', data: picture() });
  const done = uppy.upload();
  await vi.waitFor(() => expect(uppy.getFile(id).response).toBeTruthy());
  state.reached = false;
  connection.set(false);
  await vi.advanceTimersByTimeAsync(HALF_AN_HOUR);
  expect(uppy.getFile(id).error).toBeFalsy();
  Object.assign(state, { reached: true, status: 'ready' });
  connection.set(true);
  await vi.advanceTimersByTimeAsync(30_000);
  expect((await done)!.successful).toHaveLength(1);
});
