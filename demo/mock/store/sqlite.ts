import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Account, Key, NewImage, PageQuery, Store, StoredImage, Totals } from '../ports.ts';
import type { Remembered } from '../rules/idempotency.ts';
import { isCounted, isListed } from '../rules/lifecycle.ts';
import type { Window } from '../rules/rate.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS images (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account TEXT,
    user TEXT,
    published_at INTEGER NOT NULL,
    listed INTEGER NOT NULL,
    expires_at INTEGER,
    turn_at INTEGER,
    decoding INTEGER,
    doc TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS images_expiring ON images (expires_at) WHERE expires_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS images_turning ON images (turn_at) WHERE turn_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS images_decoding ON images (decoding) WHERE decoding IS NOT NULL;
  CREATE TABLE IF NOT EXISTS totals (account TEXT PRIMARY KEY, images INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS accounts (id TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS keys (key TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS uploads (account TEXT, month TEXT, count INTEGER NOT NULL, PRIMARY KEY (account, month)) STRICT;
  CREATE TABLE IF NOT EXISTS windows (name TEXT PRIMARY KEY, start INTEGER NOT NULL, count INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS answers (scope TEXT, key TEXT, at INTEGER NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (scope, key)) STRICT;
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** Adds the column and index that a folder made by an earlier version lacks. Its images belong to no user of an app. */
function migrate(db: DatabaseSync): void {
  const columns = db.prepare('PRAGMA table_info(images)').all();
  if (!columns.some((column) => column.name === 'user')) db.exec('ALTER TABLE images ADD COLUMN user TEXT');
  db.exec(`
    DROP INDEX IF EXISTS images_newest;
    CREATE INDEX IF NOT EXISTS images_of_user ON images (account, user, published_at DESC, row DESC);
  `);
}

/** Keeps everything in one SQLite file, or in `:memory:`. Opens clean after a kill: the journal is a write-ahead log. */
export class SqliteStore implements Store {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  constructor(file = ':memory:') {
    this.#db = new DatabaseSync(file);
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;');
    this.#db.exec(SCHEMA);
    migrate(this.#db);
  }

  insert(image: NewImage): StoredImage {
    return this.atomic(() => {
      const row = this.#insertRow(image);
      if (isCounted(image)) this.#addTotals(image.account, 1, image.bytes);
      return { ...image, row };
    });
  }

  insertMany(images: Iterable<NewImage>): void {
    this.atomic(() => {
      const totals = new Map<string | null, Totals>();
      for (const image of images) {
        this.#insertRow(image);
        if (!isCounted(image)) continue;
        const total = totals.get(image.account) ?? { images: 0, bytes: 0 };
        totals.set(image.account, { images: total.images + 1, bytes: total.bytes + image.bytes });
      }
      for (const [account, total] of totals) this.#addTotals(account, total.images, total.bytes);
    });
  }

  get(id: string): StoredImage | null {
    return this.#image(this.#one('SELECT row, doc FROM images WHERE id = ?', id));
  }

  update(id: string, changes: Partial<StoredImage>): StoredImage | null {
    return this.atomic(() => {
      const before = this.get(id);
      if (before === null) return null;
      const after: StoredImage = { ...before, ...changes, id, row: before.row };
      this.#run(
        'UPDATE images SET account = ?, user = ?, published_at = ?, listed = ?, expires_at = ?, turn_at = ?, decoding = ?, doc = ? WHERE row = ?',
        ...columns(after), before.row,
      ); // prettier-ignore
      if (isCounted(before)) this.#addTotals(before.account, -1, -before.bytes);
      if (isCounted(after)) this.#addTotals(after.account, 1, after.bytes);
      return after;
    });
  }

  delete(id: string): void {
    this.atomic(() => {
      const image = this.get(id);
      if (image === null) return;
      this.#run('DELETE FROM images WHERE row = ?', image.row);
      if (isCounted(image)) this.#addTotals(image.account, -1, -image.bytes);
    });
  }

  page(query: PageQuery): StoredImage[] {
    const where = ['account = ?', 'user IS ?'];
    const values: SQLInputValue[] = [query.account, query.user ?? null];
    if (!query.hidden) where.push('listed = 1');
    if (query.after) {
      where.push('(published_at, row) < (?, ?)');
      values.push(query.after.publishedAt, query.after.row);
    }
    if (query.ids) {
      where.push(`id IN (${query.ids.map(() => '?').join(', ')})`);
      values.push(...query.ids);
    }
    if (query.tags) {
      const each = query.tags.names.map(
        () => `instr(',' || lower(coalesce(doc ->> '$.metadata.tags', '')) || ',', ?) > 0`,
      );
      where.push(`(${each.join(query.tags.all ? ' AND ' : ' OR ')})`);
      values.push(...query.tags.names.map((name) => `,${name.toLowerCase()},`));
    }
    const sql = `SELECT row, doc FROM images WHERE ${where.join(' AND ')} ORDER BY published_at DESC, row DESC LIMIT ? OFFSET ?`;
    return this.#images(sql, ...values, query.limit, query.offset ?? 0);
  }

  due(now: number): StoredImage[] {
    // Two questions instead of one with OR or UNION: so each finds its small index, on every request.
    const turning = 'SELECT row, doc FROM images WHERE turn_at IS NOT NULL AND turn_at <= ?';
    const expiring = 'SELECT row, doc FROM images WHERE expires_at IS NOT NULL AND expires_at <= ?';
    const due = [...this.#images(turning, now), ...this.#images(expiring, Math.floor(now / 1000))];
    return [...new Map(due.map((image) => [image.row, image])).values()];
  }

  decoding(): StoredImage[] {
    return this.#images('SELECT row, doc FROM images WHERE decoding = 1');
  }

  latest(limit: number): StoredImage[] {
    return this.#images('SELECT row, doc FROM images ORDER BY row DESC LIMIT ?', limit);
  }

  has(id: string): boolean {
    return this.#one('SELECT 1 AS found FROM images WHERE id = ?', id) !== undefined;
  }

  totals(account: string): Totals {
    const found = this.#one('SELECT images, bytes FROM totals WHERE account = ?', account);
    return { images: Number(found?.images ?? 0), bytes: Number(found?.bytes ?? 0) };
  }

  count(): number {
    return Number(this.#one('SELECT count(*) AS count FROM images')?.count ?? 0);
  }

  account(id: string): Account | null {
    return parse<Account>(this.#one('SELECT doc FROM accounts WHERE id = ?', id));
  }

  putAccount(account: Account): void {
    this.#run('INSERT OR REPLACE INTO accounts (id, doc) VALUES (?, ?)', account.id, JSON.stringify(account));
  }

  key(key: string): Key | null {
    return parse<Key>(this.#one('SELECT doc FROM keys WHERE key = ?', key));
  }

  keys(): Key[] {
    return this.#all('SELECT doc FROM keys ORDER BY rowid').flatMap((row) => parse<Key>(row) ?? []);
  }

  putKey(key: Key): void {
    this.#run('INSERT OR REPLACE INTO keys (key, doc) VALUES (?, ?)', key.key, JSON.stringify(key));
  }

  uploads(account: string, month: string): number {
    return Number(
      this.#one('SELECT count FROM uploads WHERE account = ? AND month = ?', account, month)?.count ?? 0,
    );
  }

  countUpload(account: string, month: string, by: number): void {
    const sql =
      'INSERT INTO uploads VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count';
    this.#run(sql, account, month, by);
  }

  window(name: string): Window | null {
    const found = this.#one('SELECT start, count FROM windows WHERE name = ?', name);
    return found ? { start: Number(found.start), count: Number(found.count) } : null;
  }

  putWindow(name: string, window: Window): void {
    this.#run('INSERT OR REPLACE INTO windows VALUES (?, ?, ?)', name, window.start, window.count);
  }

  remembered(scope: string, key: string): Remembered | null {
    return parse<Remembered>(this.#one('SELECT doc FROM answers WHERE scope = ? AND key = ?', scope, key));
  }

  remember(scope: string, key: string, answer: Remembered): void {
    this.#run(
      'INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)',
      scope,
      key,
      answer.at,
      JSON.stringify(answer),
    );
  }

  forget(before: number): void {
    this.#run('DELETE FROM answers WHERE at <= ?', before);
  }

  setting(name: string): string | null {
    const found = this.#one('SELECT value FROM settings WHERE name = ?', name);
    return found ? String(found.value) : null;
  }

  setSetting(name: string, value: string): void {
    this.#run('INSERT OR REPLACE INTO settings VALUES (?, ?)', name, value);
  }

  atomic<Value>(work: () => Value): Value {
    if (this.#depth > 0) return work();
    this.#depth++;
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const value = work();
      this.#db.exec('COMMIT');
      return value;
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth--;
    }
  }

  clear(): void {
    const tables = [
      'images',
      'totals',
      'accounts',
      'keys',
      'uploads',
      'windows',
      'answers',
      'settings',
      'sqlite_sequence',
    ];
    this.atomic(() => {
      for (const table of tables) this.#db.exec(`DELETE FROM ${table}`);
    });
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #insertRow(image: NewImage): number {
    const sql =
      'INSERT INTO images (account, user, published_at, listed, expires_at, turn_at, decoding, doc, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';
    return Number(this.#run(sql, ...columns(image), image.id).lastInsertRowid);
  }

  #addTotals(account: string | null, images: number, bytes: number): void {
    if (account === null) return;
    const sql =
      'INSERT INTO totals VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET images = images + excluded.images, bytes = bytes + excluded.bytes';
    this.#run(sql, account, images, bytes);
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #run(sql: string, ...values: SQLInputValue[]) {
    return this.#prepare(sql).run(...values);
  }

  #one(sql: string, ...values: SQLInputValue[]) {
    return this.#prepare(sql).get(...values);
  }

  #all(sql: string, ...values: SQLInputValue[]) {
    return this.#prepare(sql).all(...values);
  }

  #images(sql: string, ...values: SQLInputValue[]): StoredImage[] {
    return this.#all(sql, ...values).flatMap((row) => this.#image(row) ?? []);
  }

  #image(found: Record<string, unknown> | undefined): StoredImage | null {
    const image = parse<StoredImage>(found);
    // Rows of an earlier version say nothing of users.
    return image && { ...image, user: image.user ?? null, row: Number(found?.row) };
  }
}

function columns(image: NewImage | StoredImage): SQLInputValue[] {
  return [
    image.account,
    image.user,
    image.publishedAt,
    isListed(image) ? 1 : 0,
    image.expiresAt,
    image.turn?.at ?? null,
    image.decoding ? 1 : null,
    JSON.stringify(image),
  ];
}

function parse<Value>(found: Record<string, unknown> | undefined): Value | null {
  return found ? (JSON.parse(String(found.doc)) as Value) : null;
}
