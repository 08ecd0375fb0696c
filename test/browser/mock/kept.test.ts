// The data that the mock in a service worker keeps in IndexedDB: another run on the same database goes on where the last one ended.
import { expect } from '@open-wc/testing';
import { deleteDB } from 'idb';
import { IndexedDbBlobs } from '../../../demo/mock/blobs/indexed-db.ts';
import { openDatabase, type Database } from '../../../demo/mock/browser/database.ts';
import { WriteBehind } from '../../../demo/mock/browser/write-behind.ts';
import type { Blobs, NewImage } from '../../../demo/mock/ports.ts';
import { MemoryStore } from '../../../demo/mock/store/memory.ts';

const NAME = 'test of the mock';
let database: Database;
beforeEach(async () => (database = await openDatabase(NAME)));
afterEach(async () => {
  database.close();
  await deleteDB(NAME);
});

/** As a worker that was ended and started again. */
async function open() {
  database.close();
  database = await openDatabase(NAME);
  const log = new WriteBehind(database);
  const { entries, notes } = await log.load();
  return { log, notes, store: new MemoryStore(entries, log) };
}

const image = (id: string, changes: Partial<NewImage> = {}): NewImage => ({
  ...{ id, account: 'a', user: null, filename: null, source: 'jpg', width: 3, height: 2, bytes: 10 },
  ...{ state: 'ready', blocked: false, blockReason: null, locked: false, failureReason: null, turn: null },
  ...{ decoding: false, public: true, publishedAt: 100, expiresAt: null, createdAt: 100, caption: null },
  ...{ metadata: {}, nsfw: false, scene: null },
  ...changes,
});

async function warnings(work: () => Promise<unknown>): Promise<string[]> {
  const { warn } = console;
  const said: string[] = [];
  console.warn = (text: string) => said.push(text);
  await work().finally(() => (console.warn = warn));
  return said;
}

describe('the kept store', () => {
  it('has all of it in the next run: images as they were changed, answers, counters, and no row twice', async () => {
    const first = await open();
    first.store.putAccount({ id: 'a', plan: 'free', limits: { uploads: null, storage: 5 } });
    first.store.putKey({ key: 'k', account: 'a', abilities: ['read'] });
    first.store.insertMany([image('x'), image('y'), image('z')]);
    first.store.update('x', { caption: 'changed' });
    first.store.delete('z');
    first.store.countUpload('a', '2026-01', 2);
    first.store.putWindow('w', { start: 5, count: 1 });
    first.store.remember('s', 'k', { fingerprint: 'f', status: 201, body: '{}', at: 50 });
    first.store.remember('s', 'old', { fingerprint: 'f', status: 201, body: '{}', at: 1 });
    first.store.forget(1);
    first.store.setSetting('n', 'v');
    await first.log.flush();
    const { store } = await open();
    expect(store.page({ account: 'a', limit: 9 }).map(({ id, caption }) => [id, caption])).to.deep.equal([
      ['y', null],
      ['x', 'changed'],
    ]);
    expect(store.totals('a')).to.deep.equal({ images: 2, bytes: 20 });
    expect([store.account('a')?.plan, store.key('k')?.account]).to.deep.equal(['free', 'a']);
    expect([store.uploads('a', '2026-01'), store.window('w')?.count, store.setting('n')]).to.deep.equal([
      ...[2, 1, 'v'],
    ]);
    expect([store.remembered('s', 'k')?.body, store.remembered('s', 'old')]).to.deep.equal(['{}', null]);
    expect(store.insert(image('new')).row).to.equal(4);
  });

  it('is empty after it was cleared, but for what came then', async () => {
    const first = await open();
    first.store.insertMany([image('x'), image('y')]);
    await first.log.flush();
    first.store.insert(image('z'));
    first.store.clear();
    first.store.insert(image('after'));
    await first.log.flush();
    expect((await open()).store.latest(9).map(({ id, row }) => [id, row])).to.deep.equal([['after', 1]]);
  });

  it('keeps everything when it is closed', async () => {
    const first = await open();
    first.store.insert(image('x'));
    await first.log.flush();
    first.store.close();
    await first.log.flush();
    expect((await open()).store.has('x')).to.equal(true);
  });

  it('keeps notes, the last of each name', async () => {
    const { log } = await open();
    log.note('clock', { offset: 5 });
    log.note('clock', { offset: 7 });
    await log.flush();
    expect((await open()).notes).to.deep.equal({ clock: { offset: 7 } });
  });

  it('waits for the changes before the call, whoever writes them', async () => {
    const { log, store } = await open();
    store.insert(image('x'));
    const before = log.flush();
    store.insert(image('y'));
    await log.flush();
    expect((await open()).store.count()).to.equal(2);
    await before;
  });

  it('says once that it can’t write, throws nothing, and writes all of it later', async () => {
    const { log, store } = await open();
    const transaction = Object.getOwnPropertyDescriptor(IDBDatabase.prototype, 'transaction')!;
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('No room.', 'QuotaExceededError');
    };
    const said = await warnings(async () => {
      store.insert(image('x'));
      await log.flush();
      store.update('x', { caption: 'newer' });
      await log.flush();
    }).finally(() => Object.defineProperty(IDBDatabase.prototype, 'transaction', transaction));
    expect(said).to.have.length(1);
    expect(said[0]).to.include('No room.');
    await log.flush();
    expect((await open()).store.get('x')?.caption).to.equal('newer');
  });
});

describe('the kept pictures', () => {
  async function put(blobs: Blobs, id: string, size: number): Promise<void> {
    const writer = await blobs.stage();
    await writer.write(new Uint8Array(size).fill(id.charCodeAt(0)));
    await (await writer.finish()).commit(id);
  }

  it('are there in the next run as soon as they are in place; removed and cleared ones are not', async () => {
    const blobs = await IndexedDbBlobs.open(database);
    await put(blobs, 'a', 3);
    await put(blobs, 'b', 3);
    await blobs.remove('b');
    const next = await IndexedDbBlobs.open(database);
    expect([await next.originals(), [...(await next.readOriginal('a'))!]]).to.deep.equal([
      ['a'],
      [97, 97, 97],
    ]);
    expect(await next.readOriginal('b')).to.equal(null);
    await next.clear();
    expect(await (await IndexedDbBlobs.open(database)).originals()).to.deep.equal([]);
  });

  it('stay within their budget over all runs: the oldest go, and it is told', async () => {
    const gone: string[] = [];
    const options = { budget: 10, dropped: (ids: string[]) => gone.push(...ids) };
    const blobs = await IndexedDbBlobs.open(database, options);
    await put(blobs, 'z', 4);
    await put(blobs, 'a', 4);
    const next = await IndexedDbBlobs.open(database, options);
    await put(next, 'm', 5);
    expect(gone).to.deep.equal(['z']);
    expect((await (await IndexedDbBlobs.open(database)).originals()).sort()).to.deep.equal(['a', 'm']);
  });

  it('stay in memory, and it is said, where there is no room; nothing is thrown', async () => {
    const blobs = await IndexedDbBlobs.open(database);
    const { put: write } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('No room.', 'QuotaExceededError');
    };
    const said = await warnings(() => put(blobs, 'a', 2)).finally(
      () => (IDBObjectStore.prototype.put = write),
    );
    expect(said).to.have.length(1);
    expect([...(await blobs.readOriginal('a'))!]).to.deep.equal([97, 97]);
    expect(await (await IndexedDbBlobs.open(database)).originals()).to.deep.equal([]);
  });
});
