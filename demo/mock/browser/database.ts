import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Table, Tables } from '../store/memory.ts';

/** Raised whenever an older mock's data can't be read any more: it is thrown away, since it is only play. */
const VERSION = 1;

interface Schema extends DBSchema {
  /** Rows of the store, by table and name. */
  entries: { key: [Table, string]; value: Tables[Table] };
  /** State of the mock beside rows and files: clock, faults, journal. */
  notes: { key: string; value: unknown };
  /** Bytes of the images, by their id. */
  originals: { key: string; value: Uint8Array<ArrayBuffer> };
  /** Of each original: how many bytes, and its number in the order of their coming. */
  sizes: { key: string; value: { size: number; order: number } };
}

export type Database = IDBPDatabase<Schema>;

/** Opens a mock's database; rejects where the browser keeps nothing, as in some private windows. */
export function openDatabase(name: string): Promise<Database> {
  return openDB<Schema>(name, VERSION, {
    upgrade(database) {
      for (const old of [...database.objectStoreNames]) database.deleteObjectStore(old);
      for (const store of ['entries', 'notes', 'originals', 'sizes'] as const)
        database.createObjectStore(store);
    },
    // Another version of the worker takes over.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
