import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchModule } from '../../../../src/upload/workers/load-module.ts';

const forever = new AbortController().signal;

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a module that did not come is fetched again', async () => {
  const load = vi.fn().mockRejectedValueOnce(new TypeError('offline')).mockResolvedValue('module');
  const loaded = fetchModule(load, forever);
  await vi.runAllTimersAsync();
  expect(await loaded).toBe('module');
  expect(load).toHaveBeenCalledTimes(2);
});

test('one that is gone is given up: a browser may remember the failure, so that a third attempt is of no use', async () => {
  const load = vi.fn().mockRejectedValue(new TypeError('404'));
  const loaded = fetchModule(load, forever).catch((cause: unknown) => cause);
  await vi.runAllTimersAsync();
  expect(await loaded).toMatchObject({ code: 'network_error', cause: { message: '404' } });
  expect(load).toHaveBeenCalledTimes(2);
});

test('nobody waits for it who has left', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5); // the pause between attempts, which may be none otherwise
  const leaving = new AbortController();
  const load = vi.fn().mockRejectedValue(new TypeError('offline'));
  const loaded = fetchModule(load, leaving.signal).catch((cause: unknown) => cause);
  await vi.advanceTimersByTimeAsync(0);
  leaving.abort();
  expect(await loaded).toMatchObject({ name: 'AbortError' });
  expect(load).toHaveBeenCalledTimes(1);
});
