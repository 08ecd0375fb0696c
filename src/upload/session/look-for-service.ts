import { DEFAULT_API_URL, type ImgproError } from '../../api/index.ts';
import type { SessionConnection } from '../state/session-types.ts';

/** How often a browser that says it is offline is asked for proof (ms). */
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

/** Rejects when the service cannot be reached. Where a client of the page's own finds it, that alone can tell. */
async function reach({ client, tokens, anonymous, apiUrl }: SessionConnection): Promise<void> {
  if (tokens || anonymous) {
    const base = apiUrl ?? (await tokens?.get())?.apiUrl ?? DEFAULT_API_URL;
    await fetch(base, { method: 'HEAD', mode: 'no-cors', cache: 'no-store' });
  } else
    await client.images.get('any', { maxRetries: 0 }).catch((cause: Partial<ImgproError>) => {
      if (!cause.status) throw cause; // any answer is one
    });
}
