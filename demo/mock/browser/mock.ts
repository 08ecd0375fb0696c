import { buildMock, openWorld, type Mock } from '../app.ts';
import { IndexedDbBlobs } from '../blobs/indexed-db.ts';
import { MemoryBlobs } from '../blobs/memory.ts';
import type { Blobs, Ports, Store } from '../ports.ts';
import type { Settings } from '../settings.ts';
import { MemoryStore } from '../store/memory.ts';
import { World } from '../world.ts';
import { FormDataBodies } from './bodies.ts';
import { openDatabase, type Database } from './database.ts';
import { CanvasPixels } from './pixels.ts';
import { BrowserRemote } from './remote.ts';
import { WriteBehind } from './write-behind.ts';

type Options = Partial<Settings> & { basePath: string };

/** A mock in a browser: everything in memory, pixels by canvas. `basePath` is where its addresses begin. */
export function createBrowserMock(options: Options): Promise<Mock> {
  return buildMock(portsOf(new MemoryStore(), new MemoryBlobs()), settingsOf(options));
}

export interface KeptMock {
  mock: Mock;
  /** Kept, too: whatever stands before the mock notes here what it has to know in the next run. */
  memo: Record<string, unknown>;
  /** Resolves when what has happened so far is written: before an answer is given away. */
  keep(): Promise<void>;
}

/** As `createBrowserMock`, and goes on where the last run ended, however it did: all is in the database of this name. */
export async function openBrowserMock(name: string, options: Options): Promise<KeptMock> {
  const database = await openDatabase(name).catch((error: unknown) => {
    console.warn(`The mock forgets everything with its worker: ${String(error)}`);
    return null;
  });
  if (!database) return { mock: await createBrowserMock(options), memo: {}, keep: async () => {} };
  return openKept(database, options);
}

async function openKept(database: Database, options: Options): Promise<KeptMock> {
  const log = new WriteBehind(database);
  const { entries, notes } = await log.load();
  const store = new MemoryStore(entries, log);
  const dropped = (ids: string[]): void => {
    console.warn(`The mock's room for pictures is full; the oldest are gone: ${ids.join(', ')}.`);
    for (const id of ids) store.delete(id);
  };
  const blobs = await IndexedDbBlobs.open(database, { dropped });
  await pair(store, blobs);
  const world = new World(portsOf(store, blobs), settingsOf(options));
  world.recall(notes);
  const mock = await openWorld(world);
  const memo = { ...(notes['memo'] as object | undefined) };
  const keep = (): Promise<void> => {
    for (const [note, value] of Object.entries({ ...world.notes, memo })) log.note(note, value);
    return log.flush();
  };
  await keep();
  return { mock, memo, keep };
}

/** A run that ended between file and row, or that could not write one of them, has left half an image. */
async function pair(store: MemoryStore, blobs: Blobs): Promise<void> {
  const files = new Set(await blobs.originals());
  for (const id of files) if (!store.has(id)) await blobs.remove(id);
  for (const image of store.latest(Infinity))
    if (image.scene === null && !files.has(image.id)) store.delete(image.id);
}

function portsOf(store: Store, blobs: Blobs): Ports {
  return {
    store,
    blobs,
    pixels: new CanvasPixels(),
    bodies: new FormDataBodies(blobs),
    remote: new BrowserRemote(blobs),
  };
}

function settingsOf(options: Options): Settings {
  return {
    images: 0,
    seed: 1,
    lifecycle: 'errors',
    anonymousLimit: null,
    publicUrl: null,
    control: 'any',
    admin: null,
    ...options,
  };
}
