import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { untilStalled } from '../../../../src/upload/recovery/stalled.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether storage counts as hanging, with what is done in each second. */
async function hangs(steps: readonly number[], underWay = 0): Promise<boolean> {
  let done = 0;
  const stop = new AbortController();
  let still = false;
  const waiting = untilStalled(
    () => done,
    stop.signal,
    () => underWay,
  ).then(
    () => (still = true),
    () => {},
  );
  for (const more of steps) {
    done += more;
    await vi.advanceTimersByTimeAsync(1000);
  }
  stop.abort();
  await waiting;
  return still;
}

test.each([
  ['storage in which nothing moves for four seconds hangs', [0, 0, 0, 0], true],
  ['it is not given up before', [0, 0, 0], false],
  ['slow storage is waited for, however long it takes', [0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 2, 0], false],
  ['storage that stops in the middle hangs', [3, 1, 0, 0, 0, 0], true],
])('%s', async (_, steps, expected) => expect(await hangs(steps)).toBe(expected));

test('a large copy has the time it takes on a slow disk', async () => {
  expect(await hangs(Array<number>(20).fill(0), 70_000_000)).toBe(false);
  expect(await hangs(Array<number>(40).fill(0), 70_000_000)).toBe(true);
});

test('nobody looks any more once the wait is over', async () => {
  const stop = new AbortController();
  const waiting = untilStalled(() => 0, stop.signal).catch(() => 'over');
  stop.abort();
  expect([await waiting, vi.getTimerCount()]).toEqual(['over', 0]);
});
