import { ImgproError } from '../../api/errors.ts';
import { retry, retryDelay } from '../../api/retry.ts';
import { online } from '../connectivity.ts';

/** Whether the page's import map holds files to their hashes: it knows none for another address, and would let any file pass. */
const pinned = (): boolean =>
  [...(globalThis.document?.scripts ?? [])].some(
    ({ type, text }) => type === 'importmap' && /"integrity"/.test(text),
  );

/**
 * Loads a module that the first page load leaves out. If the fetch fails, there is a second attempt as soon as the browser
 * is online; under another address where the error names the first, for many browsers remember that a module could not be
 * fetched, until the page is loaded anew. Rejects with `network_error` when the module cannot be had, as after a release that removed it from the
 * server, and with the signal's reason.
 */
export async function fetchModule<Module>(load: () => Promise<Module>, signal: AbortSignal): Promise<Module> {
  let attempt = load;
  const pause = async (cause: unknown, failures: number) => {
    if (failures > 1) return null;
    const [address] = /\bhttps?:\S+\.js\b/.exec(String(cause)) ?? [];
    if (address && !pinned())
      attempt = () =>
        import(/* @vite-ignore */ /* webpackIgnore: true */ `${address}?again`) as Promise<Module>;
    await online(signal);
    return retryDelay(failures);
  };
  try {
    return await retry(() => attempt(), pause, signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw new ImgproError('A part of the page could not be loaded.', { code: 'network_error', cause });
  }
}
