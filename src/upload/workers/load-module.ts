import { retryDelay } from '../../api/retry.ts';
import { sleep } from '../../api/sleep.ts';
import { online } from '../connectivity.ts';

/** Tries of one module in all. */
const TRIES = 7;

/**
 * Fetches a part of ours that is loaded when it is needed, again where the network failed it. Rejects when it cannot be
 * had, as after a release that took it off the server, and with the signal's reason.
 */
export async function fetchModule<Module>(load: () => Promise<Module>, signal: AbortSignal): Promise<Module> {
  for (let tries = 1; ; tries++) {
    try {
      return await load();
    } catch (cause) {
      signal.throwIfAborted();
      if (tries >= TRIES) throw cause;
      await sleep(retryDelay(tries), signal);
      await online(signal);
    }
  }
}
