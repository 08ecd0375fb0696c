import type { ChangeLog, Entry, Table, Tables } from '../store/memory.ts';
import type { Database } from './database.ts';

/** By table and name; null = gone. */
type Changes = Map<string, { key: [Table, string]; value: Tables[Table] | null }>;
type Notes = Map<string, unknown>;

/**
 * Writes the changes of a store to a database, behind the store's back: its rules read and write at once, as they must.
 * Await `flush()` before an answer is given away. A change that could not be written is said once and tried again.
 */
export class WriteBehind implements ChangeLog {
  readonly #database: Database;
  #hasCleared = false;
  #changes: Changes = new Map();
  #notes: Notes = new Map();
  /** Notes as they were last written, as JSON. */
  readonly #written = new Map<string, string>();
  #writing: Promise<void> | null = null;
  #hasFailed = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Rows and notes of an earlier run. */
  async load(): Promise<{ entries: Entry[]; notes: Record<string, unknown> }> {
    const transaction = this.#database.transaction(['entries', 'notes']);
    const entries = transaction.objectStore('entries');
    const notes = transaction.objectStore('notes');
    const [keys, values, names, texts] = await Promise.all([
      entries.getAllKeys(),
      entries.getAll(),
      notes.getAllKeys(),
      notes.getAll(),
    ]);
    return {
      entries: keys.map(([table, name], at) => [table, name, values[at]] as Entry),
      notes: Object.fromEntries(names.map((name, at) => [name, texts[at]])),
    };
  }

  put<Name extends Table>(table: Name, name: string, value: Tables[Name]): void {
    this.#change(table, name, value);
  }

  delete(table: Table, name: string): void {
    this.#change(table, name, null);
  }

  clear(): void {
    this.#hasCleared = true;
    this.#changes.clear();
  }

  /** Keeps a note under a name, unless it is the same as before. */
  note(name: string, value: unknown): void {
    const text = JSON.stringify(value);
    if (this.#written.get(name) === text) return;
    this.#written.set(name, text);
    this.#notes.set(name, JSON.parse(text));
  }

  /** Resolves when everything that was changed before this call is written, or could not be. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (!this.#hasCleared && this.#changes.size + this.#notes.size === 0) return;
    this.#writing = this.#write().finally(() => (this.#writing = null));
    await this.#writing;
  }

  #change(table: Table, name: string, value: Tables[Table] | null): void {
    this.#changes.set(`${table} ${name}`, { key: [table, name], value });
  }

  async #write(): Promise<void> {
    const [hasCleared, changes, notes] = [this.#hasCleared, this.#changes, this.#notes];
    this.#hasCleared = false;
    this.#changes = new Map();
    this.#notes = new Map();
    try {
      const transaction = this.#database.transaction(['entries', 'notes'], 'readwrite');
      const entries = transaction.objectStore('entries');
      const work: Promise<unknown>[] = hasCleared ? [entries.clear()] : [];
      for (const { key, value } of changes.values())
        work.push(value === null ? entries.delete(key) : entries.put(value, key));
      for (const [name, value] of notes) work.push(transaction.objectStore('notes').put(value, name));
      await Promise.all([...work, transaction.done]);
      this.#hasFailed = false;
    } catch (error) {
      this.#takeBack(hasCleared, changes, notes);
      if (!this.#hasFailed)
        console.warn(`The mock can't be kept over a reload for now: ${String(error)}. It goes on in memory.`);
      this.#hasFailed = true;
    }
  }

  /** Puts what was not written under what has changed since. */
  #takeBack(hasCleared: boolean, changes: Changes, notes: Notes): void {
    this.#notes = new Map([...notes, ...this.#notes]);
    if (this.#hasCleared) return;
    this.#hasCleared = hasCleared;
    this.#changes = new Map([...changes, ...this.#changes]);
  }
}
