import { join } from 'node:path';
import { mkdir, readFile } from 'node:fs/promises';
import { buildMock, type Mock } from './app.ts';
import { FileBlobs } from './blobs/files.ts';
import { openTemporary } from './blobs/temporary.ts';
import { BusboyBodies } from './body/busboy.ts';
import { SharpPixels } from './pixels/sharp.ts';
import { NodeRemote } from './remote/node.ts';
import { ANONYMOUS_LIMIT, type AnonymousLimit } from './rules/rate.ts';
import { SqliteStore } from './store/sqlite.ts';

export type { Mock } from './app.ts';
export type { Control } from './control.ts';
export { Dropped } from './errors.ts';

export interface MockOptions {
  /** Folder of the data. Absent = nothing survives `close()`. */
  data?: string;
  /** Seeded images of the demo account; 0. */
  images?: number;
  /** 1. */
  seed?: number;
  /** `errors` (default) or `objects`: how blocked and failed images appear. */
  lifecycle?: 'errors' | 'objects';
  /** `host` or `host:port` that imports may reach although they are private. */
  allowImportFrom?: string[];
  /** Uploads without a key, an hour and a day; `off` or null = unlimited. Default: the service's 20 and 100. */
  anonymousLimit?: AnonymousLimit | 'off';
  /** Base of the addresses in objects; default: the request's own. */
  publicUrl?: string;
  /** `loopback` (default), `any` or `off`: who may use /__mock. */
  control?: 'loopback' | 'any' | 'off';
  /** Where the mock is mounted, such as `/mock`; default: the root. */
  basePath?: string;
}

/** A whole mock in this process: `fetch` answers requests, no port is opened. Close it to stop its worker and free its files. */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const temporary = options.data === undefined ? await openTemporary() : undefined;
  const folder = options.data ?? temporary?.path ?? '';
  await mkdir(folder, { recursive: true });
  const blobs = await FileBlobs.open(folder, { temporary });
  const store = new SqliteStore(options.data === undefined ? ':memory:' : join(folder, 'mock.sqlite'));
  if (!(await blobs.isShared())) {
    for (const id of await blobs.originals()) if (!store.has(id)) await blobs.remove(id);
  }
  const limit = options.anonymousLimit;
  return buildMock(
    {
      store,
      blobs,
      pixels: new SharpPixels(),
      bodies: new BusboyBodies(blobs),
      remote: new NodeRemote(blobs, options.allowImportFrom),
    },
    {
      images: options.images ?? 0,
      seed: options.seed ?? 1,
      lifecycle: options.lifecycle ?? 'errors',
      anonymousLimit: limit === undefined ? ANONYMOUS_LIMIT : limit === 'off' ? null : limit,
      publicUrl: options.publicUrl?.replace(/\/+$/, '') ?? null,
      basePath: options.basePath ?? '',
      control: options.control ?? 'loopback',
      admin: { script: await asset('client.js'), style: await asset('style.css') },
    },
  );
}

function asset(name: string): Promise<string> {
  return readFile(new URL(`./admin/${name}`, import.meta.url), 'utf8');
}
