import { DEFAULT_API_URL, type ImgproError } from '../../api/index.ts';
import type { SessionConnection } from '../state/session-types.ts';

/** Interval between two requests to the service while the browser says that it is offline (ms). */
const PATIENCE = 30_000;

/**
 * Looks for the service while the browser says that it is offline: one may wrongly take itself for that for as long as it
 * runs, as in a container or a virtual machine. Returns the way to stop.
 */
export function lookForService(connection: () => SessionConnection, onFound: () => void): () => void {
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    clearInterval(timer);
  };
  const found = () => {
    if (!isStopped) onFound();
  };
  const timer = setInterval(() => void reach(connection()).then(found, () => {}), PATIENCE);
  return stop;
}

/** Rejects when the service cannot be reached. Where the page has a client of its own, that client alone knows its address. */
async function reach({ client, tokens, apiUrl }: SessionConnection): Promise<void> {
  if (!client) {
    const base = apiUrl ?? (await tokens?.get())?.apiUrl ?? DEFAULT_API_URL;
    await fetch(base, { method: 'HEAD', mode: 'no-cors', cache: 'no-store' });
  } else
    await client.images.get('any', { maxRetries: 0 }).catch((cause: Partial<ImgproError>) => {
      if (!cause.status) throw cause; // any answer is one
    });
}
