import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { scriptBuild, workerBuilds } from '../../vite.config.ts';
import { apiImage } from '../harness/api-image.ts';

/** Builds this tree's script tag, with its workers, into a folder. */
export async function buildScript(outDir: string): Promise<void> {
  for (const [at, config] of [scriptBuild, ...workerBuilds()].entries())
    await build({
      ...config,
      logLevel: 'error',
      build: { ...config.build, outDir, emptyOutDir: at === 0 },
    });
}

/** The folder that `--beside` names: the `dist` of another build of this package. */
export function folderBeside(): string | undefined {
  // A benchmark may have options of its own.
  const { beside } = parseArgs({ options: { beside: { type: 'string' } }, strict: false }).values;
  return typeof beside === 'string' ? resolve(beside) : undefined;
}

/** Where the uploads go: `api-url` of an uploader on one of the pages. */
export const API_URL = '/v1';

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.png': 'image/png',
};

export interface Site {
  url: string;
  /** All that it has answered since it was read last: the bodies' bytes, as they were sent. */
  taken(): { requests: number; bytes: number; uploads: number; shapes: Set<string>; uploadBytes: number };
  close(): Promise<void>;
}

/**
 * Serves pages and folders on a free port, with gzip as a web host does, and answers uploads at once with an image that
 * is stored nowhere.
 * @param pages By path.
 * @param folders By the first segment of the path.
 * @param more Further headers of pages and files.
 * @param first Asked first: true where it has taken the request on itself. That is not counted.
 */
export async function serveSite(
  pages: Record<string, string>,
  folders: Record<string, string>,
  more: Record<string, string> = {},
  first: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<Site> {
  const zipped = new Map<string, Promise<Buffer>>();
  const content = async (path: string): Promise<Buffer> => {
    const [, folder = '', ...rest] = path.split('/');
    return gzipSync(pages[path] ?? (await readFile(join(folders[folder] ?? '', ...rest))));
  };
  const nothing = () => ({ requests: 0, bytes: 0, uploads: 0, uploadBytes: 0, shapes: new Set<string>() });
  let taken = nothing();

  const server = createServer((request, response) => {
    if (first(request, response)) return;
    const path = new URL(request.url!, 'http://site').pathname;
    const answer = (status: number, headers: Record<string, string>, body: string | Buffer) => {
      taken.requests += 1;
      taken.bytes += Buffer.byteLength(body);
      response.writeHead(status, headers).end(body);
    };
    if (path.startsWith(`${API_URL}/`)) {
      taken.shapes.add(headerNames(request));
      request.on('data', (chunk: Buffer) => (taken.uploadBytes += chunk.length));
      request.on('end', () => {
        taken.uploads += 1;
        answer(201, { 'content-type': 'application/json' }, image(`img${(stored += 1)}`));
      });
      return;
    }
    if (!zipped.has(path)) zipped.set(path, content(path));
    const headers = {
      'content-type': types[extname(path)] ?? 'text/plain',
      'content-encoding': 'gzip',
      'cache-control': 'max-age=600',
      ...more,
    };
    zipped.get(path)!.then(
      (body) => answer(200, headers, body),
      () => answer(404, {}, ''),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: () => {
      const before = taken;
      taken = nothing();
      return before;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

let stored = 0;

const headerNames = ({ headers }: IncomingMessage): string => Object.keys(headers).sort().join(' ');

/** An image object as the service answers. */
export const image = (id: string): string =>
  JSON.stringify(
    apiImage({
      ...{ id, url: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', page_url: `https://img.test/${id}` },
      ...{ filename: `${id}.jpg`, width: 8, height: 6, bytes: 100 },
    }),
  );
