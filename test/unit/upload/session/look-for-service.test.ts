import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ImgproError } from '../../../../src/api/index.ts';
import { UppyBridge } from '../../../../src/uppy/uppy-bridge.ts';
import { UploadSession } from '../../../../src/upload/session/session.ts';

const fetched = vi.fn<typeof fetch>();
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fetched);
  fetched.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A session that was told that there is no connection. */
function offline(client?: object) {
  const session = new UploadSession({
    connection: () => ({ client: client as never, requests: client as never, apiUrl: 'https://api.test/v1' }),
    settings: () => ({
      ...{ rules: {}, multiple: true, concurrency: 4, retries: 0, manual: false, deleteOnRemove: false },
      common: () => ({}),
    }),
    sender: (host) => new UppyBridge(host),
    onEvent: () => {},
  });
  session.setOnline(false);
  return session;
}

test('a browser that is offline is believed, with a look at the service every half minute', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'));
  const session = offline();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(fetched).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(fetched.mock.calls.length).toBe(20);
  expect(session.hold).toBe('offline');
});

test('one that wrongly takes itself for offline is not, once the service is there', async () => {
  fetched.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue(new Response());
  const session = offline();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(session.hold).toBe(null);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(fetched).toHaveBeenCalledTimes(2);
});

test('nothing is looked for any more when the connection is back, or the uploader is gone', async () => {
  const [back, gone] = [offline(), offline()];
  back.setOnline(true);
  gone.detach();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(fetched).not.toHaveBeenCalled();
});

test('a client of the page’s own is asked, for it alone knows where the service is', async () => {
  const get = vi.fn().mockRejectedValueOnce(new ImgproError('gone', { code: 'network_error' }));
  get.mockRejectedValue(new ImgproError('No.', { code: 'not_found', status: 404 }));
  const session = offline({ images: { get } });
  await vi.advanceTimersByTimeAsync(31_000);
  expect(session.hold).toBe('offline');
  await vi.advanceTimersByTimeAsync(30_000);
  expect(session.hold).toBe(null);
  expect(fetched).not.toHaveBeenCalled();
});
