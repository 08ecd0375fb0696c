import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  disproveOffline,
  isOffline,
  online,
  reportConnection,
  watchConnection,
} from '../../../src/upload/connectivity.ts';
import { browserConnection } from '../../harness/browser-connection.ts';

let connection: ReturnType<typeof browserConnection>;
beforeEach(() => (connection = browserConnection()));
afterEach(() => void vi.unstubAllGlobals());

describe('the connection of the browser', () => {
  test('is what the browser says, in its events and before them', () => {
    connection.set(false);
    const heard: boolean[] = [];
    const stop = watchConnection((isOnline) => heard.push(isOnline));
    expect(isOffline()).toBe(true);
    connection.set(true);
    connection.set(false);
    expect(isOffline()).toBe(true);
    stop();
    connection.set(true);
    expect(heard).toEqual([true, false]);
  });

  test('is there once the service was reached, until the browser’s next event', () => {
    const heard: boolean[] = [];
    const stop = watchConnection((isOnline) => heard.push(isOnline));
    connection.set(false);
    disproveOffline();
    expect(isOffline()).toBe(false);
    reportConnection(false); // as an Uppy has it, which looks at `navigator` once more
    expect(isOffline()).toBe(false);
    connection.set(false);
    expect(isOffline()).toBe(true);
    expect(heard).toEqual([false, true, false]);
    stop();
  });

  test('is waited for, half a minute at most, and not by one who has left', async () => {
    vi.useFakeTimers();
    connection.set(false);
    const stop = watchConnection(() => {});
    const waited = vi.fn();
    const leaving = new AbortController();
    void online(new AbortController().signal).then(waited);
    const left = online(leaving.signal).catch((cause: Error) => cause.name);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(waited).not.toHaveBeenCalled();
    leaving.abort();
    expect(await left).toBe('AbortError');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(waited).toHaveBeenCalledTimes(1);
    stop();
    vi.useRealTimers();
  });
});
