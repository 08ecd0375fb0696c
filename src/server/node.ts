import type { IncomingMessage, ServerResponse } from 'node:http';

/** Express and others keep the whole address here when they mount a listener under a path. */
type Incoming = IncomingMessage & { originalUrl?: string };

/**
 * Makes a web-standard handler a listener for `node:http`, Express or Connect. Both bodies stream with back-pressure,
 * and the request's signal aborts when the client goes away.
 *
 * @example
 * createServer(toNodeListener(handler)).listen(3000);
 * app.use('/imgpro', toNodeListener(handler)); // Express; before any body parser
 */
export function toNodeListener(
  handler: (request: Request) => Promise<Response>,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) gone.abort(new Error('The client closed the connection.'));
    });
    answer(handler, incoming, outgoing, gone.signal).catch((error: unknown) => {
      if (!outgoing.headersSent && !outgoing.destroyed) {
        outgoing.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
        outgoing.end('Internal Server Error');
      } else outgoing.destroy(error as Error);
    });
  };
}

async function answer(
  handler: (request: Request) => Promise<Response>,
  incoming: Incoming,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const response = await handler(toRequest(incoming, signal));
  if (outgoing.destroyed) {
    await response.body?.cancel();
    return;
  }
  const headers: [string, string][] = [];
  for (const [name, value] of response.headers) if (name !== 'set-cookie') headers.push([name, value]);
  for (const cookie of response.headers.getSetCookie()) headers.push(['set-cookie', cookie]);
  outgoing.writeHead(response.status, headers.flat());
  if (response.body) await send(response.body, outgoing);
  outgoing.end();
  // What the handler left unread would block the connection's next request.
  incoming.resume();
}

function toRequest(incoming: Incoming, signal: AbortSignal): Request {
  const encrypted = 'encrypted' in incoming.socket;
  const host = incoming.headers.host ?? 'localhost';
  const url = new URL(
    incoming.originalUrl ?? incoming.url ?? '/',
    `${encrypted ? 'https' : 'http'}://${host}`,
  );
  const headers = new Headers();
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2) {
    const name = incoming.rawHeaders[i]!;
    // HTTP/2 pseudo-headers are no headers to the web.
    if (!name.startsWith(':')) headers.append(name, incoming.rawHeaders[i + 1]!);
  }
  const method = incoming.method ?? 'GET';
  const init: RequestInit & { duplex?: 'half' } = { method, headers, signal };
  if (method !== 'GET' && method !== 'HEAD') {
    init.body = toStream(incoming);
    init.duplex = 'half';
  }
  return new Request(url, init);
}

/** One chunk a pull: the socket is read only as fast as the handler reads. */
function toStream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  // Destroying the message would close the socket under the answer.
  const chunks = incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

async function send(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (!outgoing.write(value)) await drained(outgoing);
    }
  } catch (error) {
    await reader.cancel(error).catch(() => {});
    throw error;
  }
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => () => {
      outgoing.off('drain', onDrain);
      outgoing.off('close', onClose);
      act();
    };
    const onDrain = settle(resolve);
    const onClose = settle(() => reject(new Error('The client closed the connection.')));
    outgoing.once('drain', onDrain);
    outgoing.once('close', onClose);
  });
}
