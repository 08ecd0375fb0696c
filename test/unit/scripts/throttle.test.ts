import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import throttle from '../../../scripts/throttle.ts';

const WAIT = 500;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** When it calls, if it is asked to after each of these pauses. */
function callsOf(pauses: readonly number[]): number[] {
  const calls: number[] = [];
  const start = Date.now();
  const ask = throttle(() => calls.push(Date.now() - start), WAIT);
  for (const pause of pauses) {
    vi.advanceTimersByTime(pause);
    ask();
  }
  vi.advanceTimersByTime(3 * WAIT);
  return calls;
}

describe('the throttle in the files for script tags', () => {
  test('calls at once, and once more at the end of what was asked meanwhile', () => {
    expect(callsOf([0, 10, 10, 10])).toEqual([0, WAIT]);
  });

  test('what asks while it calls is heard', () => {
    let times = 0;
    const ask = throttle(() => {
      times += 1;
      if (times === 1) ask();
    }, WAIT);
    ask();
    vi.advanceTimersByTime(3 * WAIT);
    expect(times).toBe(2);
  });

  test('every request is answered within the time, and none more often than that', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1200 }), { minLength: 1 }), (pauses) => {
        const calls = callsOf(pauses);
        let asked = 0;
        for (const pause of pauses) {
          asked += pause;
          const at = asked;
          expect(calls.some((time) => time >= at && time <= at + WAIT)).toBe(true);
        }
        for (let at = 1; at < calls.length; at += 1)
          expect(calls[at]! - calls[at - 1]!).toBeGreaterThanOrEqual(WAIT);
      }),
    );
  });
});
