import { retry, retryDelay } from '../../api/retry.ts';
import { online } from './online.ts';

/**
 * Fetches a part of ours that is loaded when it is needed; once more, when there is a connection, if that fails. A third
 * attempt is of no use: many browsers remember that a module could not be fetched, until the page is loaded anew.
 * Rejects when the module cannot be had, as after a release that took it off the server, and with the signal's reason.
 */
export function fetchModule<Module>(load: () => Promise<Module>, signal: AbortSignal): Promise<Module> {
  const pause = async (_: unknown, failures: number) => {
    if (failures > 1) return null;
    await online(signal);
    return retryDelay(failures);
  };
  return retry(load, pause, signal);
}
