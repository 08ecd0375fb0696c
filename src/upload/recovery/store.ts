import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { sleep } from '../../api/sleep.ts';
import { asBefore, fileOf, type EntryRecord, type Origin, type QueueRecord } from './records.ts';

const NAME = 'imgpro-uploads';
const VERSION = 1;

interface Schema extends DBSchema {
  queues: { key: string; value: QueueRecord };
  entries: { key: string; value: EntryRecord; indexes: { slot: string } };
  /** By the entry's id, and by {@link preparedKey}. Where no Blobs can be stored, as in private WebKit, their bytes. */
  bytes: { key: string; value: Blob | ArrayBuffer };
}

type Durability = 'strict' | 'relaxed';

export interface Changes {
  put?: readonly EntryRecord[];
  /** Ids whose entries and bytes go. */
  drop?: readonly string[];
  /** Ids whose bytes alone go. */
  release?: readonly string[];
}

/** Bytes of a file, and the entry that goes with them. */
export interface Copy<Content = Blob> {
  entry: EntryRecord;
  key: string;
  content: Content;
}

/** The queues kept on this device, of all pages of the site: entries and their bytes, in IndexedDB. */
export class RecoveryStore {
  readonly #db: IDBPDatabase<Schema>;
  #blobs = true;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** Rejects where the browser keeps nothing, as in some private windows. */
  static async open(): Promise<RecoveryStore> {
    const db = await openDB<Schema>(NAME, VERSION, {
      upgrade(fresh) {
        fresh.createObjectStore('queues', { keyPath: 'slot' });
        fresh.createObjectStore('entries', { keyPath: 'id' }).createIndex('slot', 'slot');
        fresh.createObjectStore('bytes');
      },
      // Another tab runs a newer version of the package: it is not kept waiting.
      blocking: () => db.close(),
    });
    return new RecoveryStore(db);
  }

  close(): void {
    this.#db.close();
  }

  queues(): Promise<QueueRecord[]> {
    return this.#db.getAll('queues');
  }

  /** The files of a slot, in order. */
  async entries(slot: string): Promise<EntryRecord[]> {
    const entries = await this.#db.getAllFromIndex('entries', 'slot', slot);
    return entries.sort((a, b) => a.order - b.order);
  }

  /** The bytes of an entry, as the file they were; null when they are gone or cannot be read any more. */
  bytes({ id, origin }: EntryRecord): Promise<Blob | null> {
    return this.#read(id, origin);
  }

  /** What was to be sent instead of the bytes. */
  prepared({ id, prepared }: EntryRecord): Promise<Blob | null> {
    return this.#read(preparedKey(id), prepared);
  }

  async #read(key: string, origin: Origin | null): Promise<Blob | null> {
    const stored = origin && (await this.#db.get('bytes', key));
    if (!stored) return null;
    // Bytes are there; of a Blob the browser may have lost what the record refers to.
    if (stored instanceof ArrayBuffer) return fileOf(stored, origin);
    return (await isReadable(stored)) ? asBefore(stored, origin) : null;
  }

  /** Writes entries and deletes others, all or nothing. All requests are made before the first await. */
  async write(queue: QueueRecord, changes: Changes, durability: Durability = 'relaxed'): Promise<void> {
    const tx = this.#db.transaction(['queues', 'entries', 'bytes'], 'readwrite', { durability });
    const [entries, bytes] = [tx.objectStore('entries'), tx.objectStore('bytes')];
    const requests: Promise<unknown>[] = [tx.objectStore('queues').put(queue)];
    for (const entry of changes.put ?? []) requests.push(entries.put(entry));
    for (const id of changes.drop ?? []) requests.push(entries.delete(id));
    for (const id of [...(changes.drop ?? []), ...(changes.release ?? [])])
      requests.push(bytes.delete(id), bytes.delete(preparedKey(id)));
    commit(tx);
    await settled(requests, tx.done);
  }

  /** Writes an entry with bytes of it, both or neither. Rejects with a `QuotaExceededError` when there is no room. */
  writeWithBytes(queue: QueueRecord, entry: EntryRecord, key: string, content: Blob): Promise<void> {
    return this.writeAllWithBytes(queue, [{ entry, key, content }]);
  }

  /**
   * The same with several at once, all or nothing. These should be small: their bytes are stored, for WebKit hangs, and
   * the whole database with it, over several Blobs in one transaction.
   */
  async writeAllWithBytes(queue: QueueRecord, copies: readonly Copy[]): Promise<void> {
    if (this.#blobs && copies.length === 1) {
      try {
        return await this.#writeBoth(queue, copies);
      } catch (cause) {
        if (isFull(cause)) throw cause;
      }
    }
    await this.#writeBoth(
      queue,
      await Promise.all(
        copies.map(async ({ entry, key, content }) => ({ entry, key, content: await bytesOf(content) })),
      ),
    );
    if (copies.length === 1) this.#blobs = false; // the bytes went in where the Blob did not
  }

  async #writeBoth(queue: QueueRecord, copies: readonly Copy<Blob | ArrayBuffer>[]): Promise<void> {
    const tx = this.#db.transaction(['queues', 'entries', 'bytes'], 'readwrite', { durability: 'relaxed' });
    const requests: Promise<unknown>[] = [];
    try {
      // One by one: what was asked for before one that throws has to be heard as well.
      for (const { entry, key, content } of copies) {
        requests.push(tx.objectStore('bytes').put(content, key));
        requests.push(tx.objectStore('entries').put(entry));
      }
      requests.push(tx.objectStore('queues').put(queue));
      commit(tx);
    } catch (cause) {
      tx.abort(); // some browsers refuse to clone a Blob at once
      await settled(requests, tx.done).catch(() => {});
      throw cause;
    }
    await settled(requests, tx.done);
  }

  /** Moves all files of a slot into another, behind those that are there. */
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

  /** Forgets a slot and all that is in it. */
  async clear(slot: string): Promise<void> {
    const tx = this.#db.transaction(['queues', 'entries', 'bytes'], 'readwrite');
    const ids = await tx.objectStore('entries').index('slot').getAllKeys(slot);
    const [entries, bytes] = [tx.objectStore('entries'), tx.objectStore('bytes')];
    const requests: Promise<unknown>[] = [tx.objectStore('queues').delete(slot)];
    for (const id of ids) requests.push(entries.delete(id), bytes.delete(id), bytes.delete(preparedKey(id)));
    await settled(requests, tx.done);
  }
}

/** The bytes of a Blob. WebKit fails to read one now and then under load, and can a moment later. */
async function bytesOf(blob: Blob, pauses: readonly number[] = [50, 200, 800]): Promise<ArrayBuffer> {
  for (const pause of pauses) {
    try {
      return await blob.arrayBuffer();
    } catch {
      await sleep(pause);
    }
  }
  return blob.arrayBuffer();
}

function isReadable(blob: Blob): Promise<boolean> {
  return bytesOf(blob.slice(0, 1), [50]).then(
    () => true,
    () => false,
  );
}

/** Where the prepared bytes of an entry are. */
export function preparedKey(id: string): string {
  return `${id}/prepared`;
}

/** A refused write, for want of room. */
export function isFull(cause: unknown): boolean {
  return (cause as Error | null)?.name === 'QuotaExceededError';
}

/** Ends a transaction without waiting for its requests to come back, which a page that is closing would not see. */
function commit(tx: { commit?: () => void }): void {
  tx.commit?.();
}

/** Waits for all, so that none rejects unheard; the transaction's own reason comes first. */
async function settled(requests: readonly Promise<unknown>[], done: Promise<void>): Promise<void> {
  const [end, ...results] = await Promise.allSettled([done, ...requests]);
  const failed = [end, ...results].find((result) => result.status === 'rejected' && result.reason);
  if (failed?.status === 'rejected') throw failed.reason;
  if (end.status === 'rejected') throw new Error('The transaction was aborted.');
}
