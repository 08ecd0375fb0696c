import { sleep } from '../../api/sleep.ts';

/** Time between two checks for progress (ms). */
const PAUSE = 1000;

/** Checks in a row without progress after which storage counts as stalled. */
const CHECKS = 4;

/** Bytes that a very slow disk writes between two checks. */
const SLOWEST = 2_000_000;

/**
 * Resolves when a count has not grown for four seconds plus the time that the bytes under way may take. If the page was
 * frozen or busy in between, that counts as one check: events of finished work arrive before the next one.
 */
export async function untilStalled(
  count: () => number,
  signal: AbortSignal,
  underWay: () => number = () => 0,
): Promise<void> {
  let before = count();
  for (let still = 0; still < CHECKS + underWay() / SLOWEST;) {
    await sleep(PAUSE, signal);
    const now = count();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}
