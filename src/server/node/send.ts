import type { ServerResponse } from 'node:http';

/** Writes a response's status, headers and body. Rejects when the body fails or the client goes away. */
export async function send(response: Response, outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  const bodiless = outgoing.req.method === 'HEAD' || response.status === 204 || response.status === 304;
  const reader = bodiless ? null : response.body?.getReader();
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.writeHead(response.status);
  if (reader) await pump(reader, outgoing, signal);
  else await response.body?.cancel();
  outgoing.end();
}

/** One piece after the other, each when the one before has left: never more in memory than that. */
async function pump(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const gone = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener('abort', gone, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return;
      await write(outgoing, value, signal);
    }
  } catch (error) {
    await reader.cancel(error).catch(() => {});
    throw error;
  } finally {
    signal.removeEventListener('abort', gone);
  }
}

/** Settles by the signal too: Node forgets what was written to an answer that never got its socket. */
function write(outgoing: ServerResponse, chunk: Uint8Array, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(signal.reason as Error);
    signal.addEventListener('abort', gone, { once: true });
    outgoing.write(chunk, (error) => {
      signal.removeEventListener('abort', gone);
      if (error) reject(error);
      else resolve();
    });
  });
}
