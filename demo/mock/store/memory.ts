import type { Account, Key, NewImage, PageQuery, Store, StoredImage, Totals } from '../ports.ts';
import { compareNewestFirst } from '../rules/cursor.ts';
import type { Remembered } from '../rules/idempotency.ts';
import { dueChanges, isCounted, isExpired, isListed } from '../rules/lifecycle.ts';
import type { Window } from '../rules/rate.ts';

/** The tables of a store, by what one entry is. `row` has one entry, the last row that was given. */
export interface Tables {
  account: Account;
  answer: Remembered;
  image: StoredImage;
  key: Key;
  row: number;
  setting: string;
  uploads: number;
  window: Window;
}
export type Table = keyof Tables;

type Plain = Exclude<Table, 'image' | 'row'>;

/** An entry of a table, under its name there. */
export type Entry = { [Name in Table]: [table: Name, name: string, value: Tables[Name]] }[Table];

/** Is told of each change when it is made. Values are never changed afterwards, so that they need no copy. */
export interface ChangeLog {
  put<Name extends Table>(table: Name, name: string, value: Tables[Name]): void;
  delete(table: Table, name: string): void;
  clear(): void;
}

/** Keeps everything in plain maps: for service workers and quick tests. Values go in and out as copies. */
export class MemoryStore implements Store {
  readonly #log: ChangeLog | null;
  #images = new Map<string, StoredImage>();
  #timed = new Set<string>();
  #sorted = new Map<string, StoredImage[]>();
  #accounts = new Map<string, Account>();
  #keys = new Map<string, Key>();
  #totals = new Map<string, Totals>();
  #uploads = new Map<string, number>();
  #windows = new Map<string, Window>();
  #answers = new Map<string, Remembered>();
  #settings = new Map<string, string>();
  /** The maps that are a table each. */
  readonly #plain = {
    account: this.#accounts,
    answer: this.#answers,
    key: this.#keys,
    setting: this.#settings,
    uploads: this.#uploads,
    window: this.#windows,
  };
  #row = 0;

  /**
   * @param entries Of an earlier run; they become the store's own.
   * @param log Told of every change from now on, but not of `close()`, which ends the run and not what it knew.
   */
  constructor(entries: Iterable<Entry> = [], log: ChangeLog | null = null) {
    for (const entry of entries) this.#take(entry);
    this.#log = log;
  }

  insert(image: NewImage): StoredImage {
    if (this.#images.has(image.id)) throw new Error(`There is an image ${image.id} already.`);
    const stored: StoredImage = { ...structuredClone(image), row: ++this.#row };
    this.#add(stored);
    this.#log?.put('row', 'last', this.#row);
    this.#log?.put('image', stored.id, stored);
    return structuredClone(stored);
  }

  insertMany(images: Iterable<NewImage>): void {
    for (const image of images) this.insert(image);
  }

  get(id: string): StoredImage | null {
    return structuredClone(this.#images.get(id) ?? null);
  }

  update(id: string, changes: Partial<StoredImage>): StoredImage | null {
    const before = this.#images.get(id);
    if (!before) return null;
    this.#remove(before);
    const after: StoredImage = { ...before, ...structuredClone(changes), id, row: before.row };
    this.#add(after);
    this.#log?.put('image', id, after);
    return structuredClone(after);
  }

  delete(id: string): void {
    const image = this.#images.get(id);
    if (!image) return;
    this.#remove(image);
    this.#log?.delete('image', id);
  }

  page(query: PageQuery): StoredImage[] {
    const matching = this.#newestFirst(query.account).filter(
      (image) =>
        image.user === (query.user ?? null) &&
        (query.hidden || isListed(image)) &&
        (!query.after || compareNewestFirst(image, query.after) > 0) &&
        (!query.ids || query.ids.includes(image.id)) &&
        (!query.tags || hasTags(image, query.tags)),
    );
    const offset = query.offset ?? 0;
    return structuredClone(matching.slice(offset, offset + query.limit));
  }

  due(now: number): StoredImage[] {
    const timed = [...this.#timed].flatMap((id) => this.#images.get(id) ?? []);
    return structuredClone(timed.filter((image) => isExpired(image, now) || dueChanges(image, now) !== null));
  }

  decoding(): StoredImage[] {
    return structuredClone([...this.#images.values()].filter((image) => image.decoding));
  }

  latest(limit: number): StoredImage[] {
    return structuredClone([...this.#images.values()].sort((a, b) => b.row - a.row).slice(0, limit));
  }

  has(id: string): boolean {
    return this.#images.has(id);
  }

  totals(account: string): Totals {
    return { ...(this.#totals.get(account) ?? { images: 0, bytes: 0 }) };
  }

  count(): number {
    return this.#images.size;
  }

  account(id: string): Account | null {
    return structuredClone(this.#accounts.get(id) ?? null);
  }

  putAccount(account: Account): void {
    this.#set('account', account.id, structuredClone(account));
  }

  key(key: string): Key | null {
    return structuredClone(this.#keys.get(key) ?? null);
  }

  keys(): Key[] {
    return structuredClone([...this.#keys.values()]);
  }

  putKey(key: Key): void {
    this.#set('key', key.key, structuredClone(key));
  }

  uploads(account: string, month: string): number {
    return this.#uploads.get(`${account} ${month}`) ?? 0;
  }

  countUpload(account: string, month: string, by: number): void {
    this.#set('uploads', `${account} ${month}`, this.uploads(account, month) + by);
  }

  window(name: string): Window | null {
    const window = this.#windows.get(name);
    return window ? { ...window } : null;
  }

  putWindow(name: string, window: Window): void {
    this.#set('window', name, { ...window });
  }

  remembered(scope: string, key: string): Remembered | null {
    const answer = this.#answers.get(`${scope} ${key}`);
    return answer ? { ...answer } : null;
  }

  remember(scope: string, key: string, answer: Remembered): void {
    this.#set('answer', `${scope} ${key}`, { ...answer });
  }

  forget(before: number): void {
    for (const [name, answer] of this.#answers) {
      if (answer.at > before) continue;
      this.#answers.delete(name);
      this.#log?.delete('answer', name);
    }
  }

  setting(name: string): string | null {
    return this.#settings.get(name) ?? null;
  }

  setSetting(name: string, value: string): void {
    this.#set('setting', name, value);
  }

  /** Nothing here can stop half-way but a mistake of ours, so there is nothing to roll back. */
  atomic<Value>(work: () => Value): Value {
    return work();
  }

  clear(): void {
    this.#empty();
    this.#log?.clear();
  }

  close(): void {
    this.#empty();
  }

  #empty(): void {
    for (const map of [this.#images, this.#timed, this.#sorted, this.#accounts, this.#keys]) map.clear();
    for (const map of [this.#totals, this.#uploads, this.#windows, this.#answers, this.#settings])
      map.clear();
    this.#row = 0;
  }

  /** Takes over an entry of an earlier run. */
  #take([table, name, value]: Entry): void {
    if (table === 'image') this.#add(value);
    else if (table === 'row') this.#row = value;
    else (this.#plain[table] as Map<string, unknown>).set(name, value);
  }

  #set<Name extends Plain>(table: Name, name: string, value: Tables[Name]): void {
    const map: Map<string, unknown> = this.#plain[table];
    map.set(name, value);
    this.#log?.put(table, name, value);
  }

  #add(image: StoredImage): void {
    this.#images.set(image.id, image);
    if (image.expiresAt !== null || image.turn !== null) this.#timed.add(image.id);
    this.#tally(image, 1);
  }

  #remove(image: StoredImage): void {
    this.#images.delete(image.id);
    this.#timed.delete(image.id);
    this.#tally(image, -1);
  }

  #tally(image: StoredImage, sign: 1 | -1): void {
    if (image.account === null) return;
    this.#sorted.delete(image.account);
    if (!isCounted(image)) return;
    const total = this.totals(image.account);
    this.#totals.set(image.account, { images: total.images + sign, bytes: total.bytes + sign * image.bytes });
  }

  #newestFirst(account: string): StoredImage[] {
    let sorted = this.#sorted.get(account);
    if (!sorted) {
      sorted = [...this.#images.values()]
        .filter((image) => image.account === account)
        .sort(compareNewestFirst);
      this.#sorted.set(account, sorted);
    }
    return sorted;
  }
}

function hasTags(image: StoredImage, wanted: { names: string[]; all: boolean }): boolean {
  const tags = (image.metadata['tags'] ?? '').toLowerCase().split(',');
  const has = (name: string): boolean => tags.includes(name.toLowerCase());
  return wanted.all ? wanted.names.every(has) : wanted.names.some(has);
}
