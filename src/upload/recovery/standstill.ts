import { sleep } from '../../api/sleep.ts';

/** How often is looked whether something moves (ms). */
const PAUSE = 1000;

/** Looks in a row at which nothing has moved. */
const LOOKS = 4;

/**
 * Resolves when a count has not grown for four seconds. A page that was frozen, or busy, in between has lost one look
 * alone: what was done meanwhile is heard first.
 */
export async function standstill(count: () => number, signal: AbortSignal): Promise<void> {
  let before = count();
  for (let still = 0; still < LOOKS;) {
    await sleep(PAUSE, signal);
    const now = count();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}
