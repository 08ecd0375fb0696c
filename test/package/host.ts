import { spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as serverModule from '../../src/server/index.ts';
import type * as nodeModule from '../../src/server/node.ts';
import { serveStatic } from '../harness/static-server.ts';
import { env } from './project.ts';

export interface Host {
  url: string;
  close(): Promise<void>;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** `npm start` of a project, once it answers. */
export async function start(folder: string, variables: Record<string, string>): Promise<Host> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn('npm', ['start', '--silent'], {
    cwd: folder,
    env: { ...env, ...variables, PORT: `${port}`, HOST: '127.0.0.1' },
    detached: true, // npm and what it starts end together
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  let isOver = false;
  const over = new Promise<void>((done) => child.once('exit', () => done(void (isOver = true))));
  const close = async () => {
    if (!isOver) process.kill(-child.pid!);
    await over;
  };
  const patience = AbortSignal.timeout(60_000);
  for (;;) {
    const answered = await fetch(url, { signal: AbortSignal.timeout(30_000) }).then(
      () => true,
      () => false,
    );
    if (answered) return { url, close };
    if (isOver || patience.aborted) {
      await close();
      throw new Error(`The project's server did not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** The token backend of the installed package, for anybody. */
async function backendOf(installed: string, upstream: string): Promise<Listener> {
  const entry = (file: string) => import(pathToFileURL(join(installed, 'dist', file)).href);
  const { createImgproHandler } = (await entry('server.js')) as typeof serverModule;
  const { toNodeListener } = (await entry('server/node.js')) as typeof nodeModule;
  const handler = createImgproHandler({
    apiKey: 'img_live_demo',
    secret: 'a-secret-of-thirty-two-characters',
    apiUrl: upstream,
    policy: { fields: ['caption', 'alt_text', 'album'] },
    authorize: () => ({ sub: 'anna', abilities: ['create', 'read', 'list', 'delete'] }),
  });
  return toNodeListener(handler) as Listener;
}

/**
 * A host with the token backend of the installed package under `/imgpro`, and a site everywhere else.
 * @param site A folder, or a server.
 */
export async function serveHost(
  installed: string,
  upstream: string,
  site: { folder: string } | { url: string },
): Promise<Host> {
  const backend = await backendOf(installed, upstream);
  const files = 'folder' in site ? await serveStatic(site.folder) : undefined;
  const behind = 'url' in site ? site.url : files!.url;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url!.startsWith('/imgpro/')) return backend(incoming, outgoing);
    const { method, headers } = incoming;
    const passed = request(`${behind}${incoming.url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
      await files?.close();
    },
  };
}
