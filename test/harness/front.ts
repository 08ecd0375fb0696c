import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contentSecurityPolicy } from '../../demo/site/csp.ts';

/** A file of a test's own, as the front server answers it. */
export interface FrontFile {
  body: string;
  /** Default: that of a page. */
  type?: string;
  /** Null: none. Default: the strict one, for pages. */
  csp?: string | null;
}

export interface Front {
  url: string;
  port: number;
  /** Puts a file at a path, or another in its place. */
  add(path: string, file: FrontFile | string): void;
  /** Answers below a path may be read by pages of all origins, of none too, as a CDN lets them. */
  share(path: string): void;
  /** Requests for a path get no answer; false: those that come from now on do. */
  hold(path: string, on?: boolean): void;
  close(): Promise<void>;
}

/**
 * A server before the demo site, on a free port: it answers files of a test's own, at any path, and passes everything else
 * on, so that the test's pages have the built package, the login and the token endpoint on their own origin.
 * @param origins Those of the API and of pictures, for the pages' policy.
 */
export async function serveFront(site: { url: string }, ...origins: { url: string }[]): Promise<Front> {
  const files = new Map<string, FrontFile>();
  const held = new Set<string>();
  const shared = new Set<string>();
  const strict = contentSecurityPolicy(...origins.map(({ url }) => new URL(url).origin));
  const server = createServer((incoming, outgoing) => {
    const path = new URL(incoming.url ?? '/', 'http://host').pathname;
    if (held.has(path)) return;
    const file = incoming.method === 'GET' ? files.get(path) : undefined;
    if (file) {
      const {
        body,
        type = 'text/html; charset=utf-8',
        csp = type.startsWith('text/html') ? strict : null,
      } = file;
      const headers = { 'content-type': type, 'cache-control': 'no-cache' };
      return void outgoing
        .writeHead(200, { ...headers, ...(csp !== null && { 'content-security-policy': csp }) })
        .end(body);
    }
    const { method, headers } = incoming;
    const upstream = request(new URL(incoming.url ?? '/', site.url), { method, headers }, (answer) => {
      const isShared = [...shared].some((start) => path.startsWith(start));
      outgoing.writeHead(answer.statusCode!, {
        ...answer.headers,
        ...(isShared && { 'access-control-allow-origin': '*' }),
      });
      answer.pipe(outgoing);
    });
    // A connection that is lost on one side is lost on the other.
    upstream.on('error', () => incoming.socket.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  });
  server.requestTimeout = 0;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://localhost:${port}`,
    add: (path, file) => void files.set(path, typeof file === 'string' ? { body: file } : file),
    share: (path) => void shared.add(path),
    hold: (path, on = true) => void (on ? held.add(path) : held.delete(path)),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
