/**
 * The Next recipe behind a small server that calls it as Next's own does: by the method's exported function, with a
 * request whose body is the unread stream, and with `params` as a promise. Next itself is not among what this package
 * is developed with.
 */
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as route from '../../../demo/recipes/server/next.ts';

type RouteHandler = (request: Request, context: { params: Promise<{ path: string[] }> }) => Promise<Response>;
const methods: Record<string, RouteHandler | undefined> = Object.fromEntries(
  Object.entries(route).filter(([name]) => name === name.toUpperCase()),
) as Record<string, RouteHandler>;

const server = createServer((incoming, outgoing) => {
  void (async () => {
    const { method = 'GET', url = '/', headers } = incoming;
    // Next's address is its own, whatever the browser asked.
    const address = new URL(`http://localhost:3000${url}`);
    const [mount, ...path] = address.pathname.slice(1).split('/');
    const handle = methods[method];
    if (mount !== 'imgpro' || !handle) return void outgoing.writeHead(mount === 'imgpro' ? 405 : 404).end();
    const gone = new AbortController();
    outgoing.once('close', () => outgoing.writableFinished || gone.abort());
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const request = new Request(address, {
      method,
      headers: Object.entries(headers).flatMap(
        ([name, value]) => [[name, [value].flat().join(', ')]] as [string, string][],
      ),
      signal: gone.signal,
      ...(hasBody && { body: Readable.toWeb(incoming), duplex: 'half' }),
    } as RequestInit);
    const response = await handle(request, { params: Promise.resolve({ path }) });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body && method !== 'HEAD')
      await pipeline(Readable.fromWeb(response.body as never), outgoing);
    else outgoing.end();
  })().catch(() => outgoing.destroy());
});
// As Next's, which has no limit of its own.
server.requestTimeout = 0;
server.listen(Number(process.env.PORT));
