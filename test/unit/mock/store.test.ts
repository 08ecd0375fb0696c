import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { NewImage, Store } from '../../../demo/mock/ports.ts';
import { MemoryStore } from '../../../demo/mock/store/memory.ts';
import { SqliteStore } from '../../../demo/mock/store/sqlite.ts';

const image = (id: string, changes: Partial<NewImage> = {}): NewImage => ({
  id, account: 'a', user: null, filename: null, source: 'jpg', width: 3, height: 2, bytes: 10, state: 'ready', blocked: false, blockReason: null, locked: false,
  failureReason: null, turn: null, decoding: false, public: true, publishedAt: 100, expiresAt: null, createdAt: 100, caption: null, metadata: {}, nsfw: false, scene: null, ...changes,
}); // prettier-ignore

/** Two stores, one behaviour. */
describe.each<[string, () => Store]>([
  ['SQLite', () => new SqliteStore()],
  ['memory', () => new MemoryStore()],
])('%s', (_name, open) => {
  test('gives back what it was given, as a copy', () => {
    const store = open();
    const stored = store.insert(image('x', { metadata: JSON.parse('{"__proto__":"y"}') }));
    expect(store.get('x')).toEqual(stored);
    stored.caption = 'changed';
    expect(store.get('x')?.caption).toBeNull();
    expect(Object.entries(store.get('x')?.metadata ?? {})).toEqual([['__proto__', 'y']]);
    expect([store.get('y'), store.has('x'), store.has('y')]).toEqual([null, true, false]);
  });

  test('pages newest first, from a cursor on, by ids and by tags, without what is hidden', () => {
    const store = open();
    store.insertMany([
      image('a', { publishedAt: 1 }),
      image('b', { publishedAt: 3, metadata: { tags: 'x,y' } }),
      image('c', { publishedAt: 3 }),
      image('d', { publishedAt: 2, blocked: true, metadata: { tags: 'Y' } }),
      image('e', { publishedAt: 9, account: 'other' }),
    ]);
    const ids = (query: object) => store.page({ account: 'a', limit: 10, ...query }).map(({ id }) => id);
    expect(ids({})).toEqual(['c', 'b', 'a']);
    expect(ids({ hidden: true })).toEqual(['c', 'b', 'd', 'a']);
    expect(ids({ after: { publishedAt: 3, row: 3 } })).toEqual(['b', 'a']);
    expect(ids({ limit: 1, offset: 1 })).toEqual(['b']);
    expect(ids({ ids: ['a', 'c', 'e'] })).toEqual(['c', 'a']);
    expect(ids({ hidden: true, tags: { names: ['y'], all: false } })).toEqual(['b', 'd']);
    expect(ids({ hidden: true, tags: { names: ['y', 'x'], all: true } })).toEqual(['b']);
  });

  test("pages one user's images of an app, or what belongs to none", () => {
    const store = open();
    store.insertMany([image('a', { user: 'anna' }), image('b', { user: 'bob' }), image('c')]);
    const ids = (user?: string | null) => store.page({ account: 'a', user, limit: 10 }).map(({ id }) => id);
    expect([ids('anna'), ids('bob'), ids('eve'), ids(null), ids()]).toEqual([['a'], ['b'], [], ['c'], ['c']]);
    store.update('c', { user: 'eve' });
    expect([ids('eve'), ids()]).toEqual([['c'], []]);
    expect(store.totals('a').images).toBe(3);
  });

  test('keeps totals as images come, change and go', () => {
    const store = open();
    store.insertMany([image('a'), image('b', { bytes: 5 }), image('c', { account: null })]);
    expect(store.totals('a')).toEqual({ images: 2, bytes: 15 });
    store.update('b', { state: 'failed' });
    expect(store.totals('a')).toEqual({ images: 1, bytes: 10 });
    store.update('b', { state: 'ready', bytes: 7 });
    store.delete('a');
    store.delete('a');
    expect([store.totals('a'), store.totals('nobody'), store.count()]).toEqual([
      { images: 1, bytes: 7 },
      { images: 0, bytes: 0 },
      2,
    ]);
  });

  test('rows are never used twice', () => {
    const store = open();
    const { row } = store.insert(image('a'));
    store.delete('a');
    expect(store.insert(image('b')).row).toBeGreaterThan(row);
  });

  test('knows what is due', () => {
    const store = open();
    store.insertMany([
      image('a', { expiresAt: 10 }),
      image('b', { turn: { at: 10_000, to: 'ready' }, state: 'processing' }),
      image('c'),
      image('d', { decoding: true }),
    ]);
    expect(store.due(9_999).map(({ id }) => id)).toEqual([]);
    expect(
      store
        .due(10_000)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['a', 'b']);
    expect(store.decoding().map(({ id }) => id)).toEqual(['d']);
    store.update('b', { turn: null, expiresAt: null });
    expect(store.due(10_000).map(({ id }) => id)).toEqual(['a']);
  });

  test('remembers accounts, keys, uploads, windows, answers, settings; clear forgets them all', () => {
    const store = open();
    store.putAccount({ id: 'a', plan: 'free', limits: { uploads: null, storage: 5 } });
    store.putKey({ key: 'k', account: 'a', abilities: ['read'] });
    store.countUpload('a', '2026-01', 2);
    store.countUpload('a', '2026-01', 1);
    store.putWindow('w', { start: 5, count: 1 });
    store.remember('s', 'k', { fingerprint: 'f', status: 201, body: '{}', at: 50 });
    store.setSetting('n', 'v');
    const all = () => [
      store.account('a')?.plan,
      store.key('k')?.account,
      store.keys().length,
      store.uploads('a', '2026-01'),
      store.window('w'),
      store.remembered('s', 'k')?.body,
      store.setting('n'),
    ];
    expect(all()).toEqual(['free', 'a', 1, 3, { start: 5, count: 1 }, '{}', 'v']);
    store.forget(49);
    expect(store.remembered('s', 'k')).not.toBeNull();
    store.forget(50);
    expect(store.remembered('s', 'k')).toBeNull();
    store.clear();
    expect(all()).toEqual([undefined, undefined, 0, 0, null, undefined, null]);
  });
});

test('SQLite does all of a work or nothing', () => {
  const store = new SqliteStore();
  expect(() =>
    store.atomic(() => {
      store.insert(image('a'));
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect([store.has('a'), store.totals('a')]).toEqual([false, { images: 0, bytes: 0 }]);
});

test('SQLite opens what was stored before there were users', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'imgpro-old-'));
  const file = join(folder, 'mock.sqlite');
  const before: Partial<NewImage> = image('old', { bytes: 7 });
  delete before.user;
  const db = new DatabaseSync(file);
  db.exec(OLD_SCHEMA);
  db.prepare('INSERT INTO images (account, published_at, listed, doc, id) VALUES (?, ?, 1, ?, ?)').run(
    'a',
    100,
    JSON.stringify(before),
    'old',
  );
  db.prepare("INSERT INTO totals VALUES ('a', 1, 7)").run();
  db.close();
  for (let opening = 0; opening < 2; opening++) {
    const store = new SqliteStore(file);
    expect(store.page({ account: 'a', limit: 10 })).toEqual([{ ...before, user: null, row: 1 }]);
    expect([store.get('old')?.user, store.totals('a')]).toEqual([null, { images: 1, bytes: 7 }]);
    store.close();
  }
  const store = new SqliteStore(file);
  store.update('old', { user: 'anna' });
  expect(store.page({ account: 'a', user: 'anna', limit: 10 }).map(({ id }) => id)).toEqual(['old']);
  store.close();
  await rm(folder, { recursive: true });
});

/** The tables as they were made in the first versions. */
const OLD_SCHEMA = `
  CREATE TABLE images (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, account TEXT, published_at INTEGER NOT NULL,
    listed INTEGER NOT NULL, expires_at INTEGER, turn_at INTEGER, decoding INTEGER, doc TEXT NOT NULL
  ) STRICT;
  CREATE INDEX images_newest ON images (account, published_at DESC, row DESC);
  CREATE TABLE totals (account TEXT PRIMARY KEY, images INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
`;
