import { openDB, unwrap, type DBSchema, type IDBPDatabase } from 'idb';
import { allBytesOf, isReadable, isSmall } from './blobs.ts';
import { withOrigin, fileOf, type EntryRecord, type Origin, type QueueRecord } from './records.ts';
import { runsOf } from './key-ranges.ts';

const NAME = 'imgpro-uploads';
const VERSION = 1;

interface Schema extends DBSchema {
  queues: { key: string; value: QueueRecord };
  entries: { key: string; value: EntryRecord; indexes: { slot: string } };
  /** Files by the entry's id, prepared ones by {@link preparedKey}; as bytes when small, or where Blobs cannot be stored. */
  bytes: { key: string; value: Blob | ArrayBuffer };
}

type Durability = 'strict' | 'relaxed';

export interface Changes {
  put?: readonly EntryRecord[];
  /** Ids whose entries and bytes are deleted. */
  drop?: readonly string[];
  /** Ids whose bytes alone are deleted. */
  release?: readonly string[];
}

/** Bytes of a file to write, together with its entry. */
export interface Copy<Content = Blob> {
  key: string;
  content: Content;
  /** Makes the entry when the bytes have been read; null when neither is needed any more. */
  entry(): EntryRecord | null;
}

/** A stored file, as it was loaded. */
export interface StoredFile {
  /** The entry; its content is `missing` when the bytes cannot be read, whatever was written. */
  entry: EntryRecord;
  /** The original file, or its address; null when the bytes are not in the store or cannot be read. */
  content: Blob | string | null;
  /** The prepared file that was to be sent. */
  prepared: Blob | null;
}

/** The queues stored on this device, of all pages of the site: entries and bytes in IndexedDB. */
export class RecoveryStore {
  readonly #db: IDBPDatabase<Schema>;
  #blobs = true;
  #steps = 0;
  #underWay = 0;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** Opens the database; rejects where the browser stores nothing, as in some private windows. */
  static async open(): Promise<RecoveryStore> {
    const db = await openDB<Schema>(NAME, VERSION, {
      upgrade(fresh) {
        fresh.createObjectStore('queues', { keyPath: 'slot' });
        fresh.createObjectStore('entries', { keyPath: 'id' }).createIndex('slot', 'slot');
        fresh.createObjectStore('bytes');
      },
      // Another tab with a newer version of the package waits to upgrade the database.
      blocking: () => db.close(),
    });
    return new RecoveryStore(db);
  }

  close(): void {
    this.#db.close();
  }

  /** Number of finished operations, by which storage that hangs is recognised. */
  get steps(): number {
    return this.#steps;
  }

  /** Bytes that are being written. */
  get underWay(): number {
    return this.#underWay;
  }

  queues(): Promise<QueueRecord[]> {
    return this.#db.getAll('queues');
  }

  /**
   * The files of a slot, in order, with their bytes, read in one transaction: changes that an earlier page has requested may
   * still be made, and an old entry with bytes that are deleted since would be a lost file.
   */
  async load(slot: string): Promise<StoredFile[]> {
    const tx = this.#db.transaction(['entries', 'bytes']);
    const entries = await tx.objectStore('entries').index('slot').getAll(slot);
    entries.sort((a, b) => a.order - b.order);
    const bytes = tx.objectStore('bytes');
    const found: Found[] = [];
    // One after the other: the bytes of a long list must not all be in memory.
    for (const entry of entries) {
      const { id, origin, prepared, content } = entry;
      const kept = content.kind === 'bytes' || content.kind === 'missing';
      found.push({
        entry,
        own: origin && kept ? revived(await bytes.get(id), origin) : null,
        prepared: prepared && revived(await bytes.get(preparedKey(id)), prepared),
      });
    }
    await tx.done;
    this.#steps += 1;
    return Promise.all(found.map(storedFile));
  }

  /** Writes and deletes entries in one transaction. All requests are made before the first await. */
  async write(queue: QueueRecord, changes: Changes, durability: Durability = 'relaxed'): Promise<void> {
    const tx = this.#db.transaction(['queues', 'entries', 'bytes'], 'readwrite', { durability });
    const { stores, done } = withoutResults(tx);
    const { queues, entries, bytes } = stores;
    queues.put(queue);
    for (const entry of changes.put ?? []) entries.put(entry);
    for (const id of changes.drop ?? []) entries.delete(id);
    for (const id of [...(changes.drop ?? []), ...(changes.release ?? [])]) bytes.delete(bytesOfFile(id));
    commit(tx);
    await done();
    this.#steps += 1;
  }

  /**
   * Writes entries with their bytes in one transaction. A single large file is stored as a Blob, several files as bytes:
   * with several Blobs in one transaction WebKit hangs, and the whole database with it. Rejects with a
   * `QuotaExceededError` when there is no room.
   */
  async writeWithBytes(queue: QueueRecord, copies: readonly Copy[]): Promise<void> {
    const bytes = copies.reduce((sum, { content }) => sum + content.size, 0);
    this.#underWay += bytes;
    try {
      await this.#writeEither(queue, copies);
    } finally {
      this.#underWay -= bytes;
    }
  }

  async #writeEither(queue: QueueRecord, copies: readonly Copy[]): Promise<void> {
    const [first] = copies;
    const alone = copies.length === 1 && !isSmall(first!.content);
    if (this.#blobs && alone) {
      try {
        return await this.#writeBoth(queue, copies);
      } catch (cause) {
        if (isFull(cause)) throw cause;
      }
    }
    const bytes = await allBytesOf(copies.map(({ content }) => content));
    await this.#writeBoth(
      queue,
      copies.map((copy, at) => ({ ...copy, content: bytes[at]! })),
    );
    if (alone) this.#blobs = false; // the bytes could be stored, the Blob could not
  }

  async #writeBoth(queue: QueueRecord, copies: readonly Copy<Blob | ArrayBuffer>[]): Promise<void> {
    const tx = this.#db.transaction(['queues', 'entries', 'bytes'], 'readwrite', { durability: 'relaxed' });
    const { stores, done } = withoutResults(tx);
    try {
      for (const { key, content, entry } of copies) {
        const wanted = entry();
        if (!wanted) continue;
        stores.bytes.put(content, key);
        stores.entries.put(wanted);
      }
      stores.queues.put(queue);
      commit(tx);
    } catch (cause) {
      tx.abort(); // some browsers refuse to clone a Blob at once
      await done().catch(() => {});
      throw cause;
    }
    await done();
    this.#steps += 1;
  }

  /** Moves all files of a slot into another, behind the files of that one. */
  async adopt(from: string, into: QueueRecord): Promise<void> {
    const tx = this.#db.transaction(['queues', 'entries'], 'readwrite', { durability: 'strict' });
    const store = tx.objectStore('entries');
    const [present, coming] = await Promise.all([
      store.index('slot').getAll(into.slot),
      store.index('slot').getAll(from),
    ]);
    const last = Math.max(0, ...present.map(({ order }) => order));
    coming.sort((a, b) => a.order - b.order);
    const moves = coming.map((entry, at) => store.put({ ...entry, slot: into.slot, order: last + 1 + at }));
    const queues = tx.objectStore('queues');
    await settled([...moves, queues.delete(from), queues.put(into)], tx.done);
  }

  /** Deletes a slot with all its files, by few requests however many files there are. */
  async clear(slot: string): Promise<void> {
    const tx = this.#db.transaction(['queues', 'entries', 'bytes'], 'readwrite');
    const [entries, bytes] = [tx.objectStore('entries'), tx.objectStore('bytes')];
    const [own, all] = await Promise.all([entries.index('slot').getAllKeys(slot), entries.getAllKeys()]);
    const requests: Promise<unknown>[] = [tx.objectStore('queues').delete(slot)];
    for (const [first, last] of runsOf(all, new Set(own)))
      requests.push(
        entries.delete(IDBKeyRange.bound(first, last)),
        bytes.delete(IDBKeyRange.bound(first, preparedKey(last))),
      );
    await settled(requests, tx.done);
  }
}

interface Revived {
  file: Blob;
  /** Whether its bytes are certainly there; those of a Blob the browser may have lost. */
  sure: boolean;
}

interface Found {
  entry: EntryRecord;
  own: Revived | null;
  prepared: Revived | null;
}

function revived(stored: Blob | ArrayBuffer | undefined, origin: Origin): Revived | null {
  if (!stored) return null;
  const sure = stored instanceof ArrayBuffer;
  return { file: sure ? fileOf(stored, origin) : withOrigin(stored, origin), sure };
}

async function readable(revived: Revived | null): Promise<Blob | null> {
  return revived && (revived.sure || (await isReadable(revived.file))) ? revived.file : null;
}

async function storedFile({ entry, own, prepared }: Found): Promise<StoredFile> {
  const { content } = entry;
  if (content.kind === 'address') return { entry, content: content.url, prepared: null };
  const bytes = await readable(own);
  const instead = await readable(prepared);
  const elsewhere = content.kind === 'done' || content.kind === 'reference';
  return {
    entry: {
      ...entry,
      content: elsewhere ? content : { kind: bytes ? 'bytes' : 'missing' },
      prepared: instead && entry.prepared,
    },
    content: bytes,
    prepared: instead,
  };
}

/** Key of an entry's prepared file in the store `bytes`. */
export function preparedKey(id: string): string {
  return `${id}/prepared`;
}

/** Range of the keys of a file and its prepared file. */
const bytesOfFile = (id: string): IDBKeyRange => IDBKeyRange.bound(id, preparedKey(id));

/** Whether a write failed for want of room. */
export function isFull(cause: unknown): boolean {
  return (cause as Error | null)?.name === 'QuotaExceededError';
}

/** Commits a transaction at once: a page that is being closed would not see its requests finish. */
function commit(tx: { commit?: () => void }): void {
  tx.commit?.();
}

/**
 * The stores of a transaction, for requests whose single results are not needed. One listener serves all: a listener for
 * each would cost the main thread more than the request. `done` rejects with the error of the first that failed.
 */
function withoutResults(tx: { readonly done: Promise<void> }): {
  stores: Record<'queues' | 'entries' | 'bytes', IDBObjectStore>;
  done(): Promise<void>;
} {
  const raw = unwrap(tx as never) as unknown as IDBTransaction;
  let first: unknown = null;
  raw.addEventListener('error', ({ target }) => (first ??= (target as IDBRequest).error));
  const [queues, entries, bytes] = ['queues', 'entries', 'bytes'].map((name) => raw.objectStore(name));
  return {
    stores: { queues: queues!, entries: entries!, bytes: bytes! },
    done: () =>
      tx.done.catch((cause: unknown) => {
        throw (raw.error ?? first ?? cause ?? new Error('The transaction was aborted.')) as Error;
      }),
  };
}

/** Waits for all requests, so that no rejection is unhandled; rejects with the transaction's own error first. */
async function settled(requests: readonly Promise<unknown>[], done: Promise<void>): Promise<void> {
  const [end, ...results] = await Promise.allSettled([done, ...requests]);
  const failed = [end, ...results].find((result) => result.status === 'rejected' && result.reason);
  if (failed?.status === 'rejected') throw failed.reason;
  if (end.status === 'rejected') throw new Error('The transaction was aborted.');
}
