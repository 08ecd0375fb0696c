import { ImgproError } from '../../api/errors.ts';
import { retry, retryDelay } from '../../api/retry.ts';
import { online } from '../connectivity.ts';

/**
 * Loads a module that the first page load leaves out. If the fetch fails, there is a second attempt as soon as the browser
 * is online. A third would be of no use: many browsers remember that a module could not be fetched, until the page is
 * loaded anew. Rejects with `network_error` when the module cannot be had, as after a release that removed it from the
 * server, and with the signal's reason.
 */
export async function fetchModule<Module>(load: () => Promise<Module>, signal: AbortSignal): Promise<Module> {
  const pause = async (_: unknown, failures: number) => {
    if (failures > 1) return null;
    await online(signal);
    return retryDelay(failures);
  };
  try {
    return await retry(load, pause, signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw new ImgproError('A part of the page could not be loaded.', { code: 'network_error', cause });
  }
}
