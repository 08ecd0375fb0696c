import { sleep } from '../../api/sleep.ts';

/** How often is looked whether something moves (ms). */
const PAUSE = 1000;

/** Looks in a row at which nothing has moved. */
const LOOKS = 4;

/** Bytes that the slowest of disks takes in between two looks. */
const SLOWEST = 2_000_000;

/**
 * Resolves when a count has not grown for four seconds, and for as long as the bytes under way may take. A page that
 * was frozen, or busy, in between has lost one look alone: what was done meanwhile is heard first.
 */
export async function standstill(
  count: () => number,
  signal: AbortSignal,
  underWay: () => number = () => 0,
): Promise<void> {
  let before = count();
  for (let still = 0; still < LOOKS + underWay() / SLOWEST;) {
    await sleep(PAUSE, signal);
    const now = count();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}
