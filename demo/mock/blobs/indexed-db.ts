import type { Database } from '../browser/database.ts';
import type { Blobs, Staged, Writer } from '../ports.ts';
import { MemoryBlobs } from './memory.ts';

interface Options {
  /** Bytes of all originals; the oldest go first. 200 MB. */
  budget?: number;
  /** Told which originals had to go. */
  dropped?: (ids: string[]) => void;
}

/**
 * Keeps originals in IndexedDB within a budget. An original is written before `commit` resolves. One that can't be written
 * stays in memory, and is said. Bytes on their way in, and variants, which can be made again, are in memory only.
 */
export class IndexedDbBlobs implements Blobs {
  readonly #database: Database;
  /** Staged files, variants, and originals that the database did not take. */
  readonly #memory = new MemoryBlobs();
  readonly #budget: number;
  readonly #dropped: (ids: string[]) => void;
  /** Sizes of the kept originals, the oldest first. */
  readonly #sizes: Map<string, number>;
  #order: number;

  private constructor(
    database: Database,
    kept: [id: string, size: number][],
    order: number,
    options: Options,
  ) {
    this.#database = database;
    this.#sizes = new Map(kept);
    this.#order = order;
    this.#budget = options.budget ?? 200_000_000;
    this.#dropped = options.dropped ?? (() => {});
  }

  static async open(database: Database, options: Options = {}): Promise<IndexedDbBlobs> {
    const { store } = database.transaction('sizes');
    const [ids, sizes] = await Promise.all([store.getAllKeys(), store.getAll()]);
    const kept = ids.map((id, at) => ({ id, ...sizes[at]! })).sort((a, b) => a.order - b.order);
    const last = kept.at(-1)?.order ?? 0;
    return new IndexedDbBlobs(
      database,
      kept.map(({ id, size }) => [id, size]),
      last,
      options,
    );
  }

  async stage(): Promise<Writer> {
    const writer = await this.#memory.stage();
    return { ...writer, finish: async () => this.#staged(await writer.finish()) };
  }

  async original(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return (await this.#memory.original(id)) ?? (await this.#database.get('originals', id)) ?? null;
  }

  readOriginal(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.original(id);
  }

  variant(id: string, name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#memory.variant(id, name);
  }

  putVariant(id: string, name: string, bytes: Uint8Array): Promise<void> {
    return this.#memory.putVariant(id, name, bytes);
  }

  async remove(id: string): Promise<void> {
    await this.#memory.remove(id);
    if (this.#sizes.delete(id)) await this.#write([], [id]);
  }

  async originals(): Promise<string[]> {
    return [...new Set([...this.#sizes.keys(), ...(await this.#memory.originals())])];
  }

  async clear(): Promise<void> {
    await this.#memory.clear();
    this.#sizes.clear();
    const transaction = this.#database.transaction(['originals', 'sizes'], 'readwrite');
    await Promise.all([
      transaction.objectStore('originals').clear(),
      transaction.objectStore('sizes').clear(),
      transaction.done,
    ]).catch(say);
  }

  async close(): Promise<void> {
    await this.#memory.close();
    this.#database.close();
  }

  #staged(staged: Staged): Staged {
    return {
      ...staged,
      commit: async (id) => {
        const bytes = (await staged.read()) as Uint8Array<ArrayBuffer>;
        const gone = this.#make(id, bytes.length);
        const isKept = bytes.length <= this.#budget && (await this.#write([[id, bytes]], gone));
        if (isKept) await this.#memory.remove(id);
        else {
          this.#sizes.delete(id);
          await staged.commit(id);
        }
        if (gone.length > 0) this.#dropped(gone);
      },
    };
  }

  /** Makes room for an original; gives the ids of those that have to go. */
  #make(id: string, size: number): string[] {
    const gone: string[] = [];
    this.#sizes.delete(id);
    if (size > this.#budget) return gone;
    this.#sizes.set(id, size);
    let total = 0;
    for (const each of this.#sizes.values()) total += each;
    for (const [oldest, bytes] of this.#sizes) {
      if (total <= this.#budget) break;
      this.#sizes.delete(oldest);
      total -= bytes;
      gone.push(oldest);
    }
    return gone;
  }

  /** Whether the database took it. */
  async #write(added: [id: string, bytes: Uint8Array<ArrayBuffer>][], gone: string[]): Promise<boolean> {
    try {
      const transaction = this.#database.transaction(['originals', 'sizes'], 'readwrite');
      const originals = transaction.objectStore('originals');
      const sizes = transaction.objectStore('sizes');
      const work: Promise<unknown>[] = gone.flatMap((id) => [originals.delete(id), sizes.delete(id)]);
      for (const [id, bytes] of added) {
        // A copy: a view would take the whole buffer behind it along.
        work.push(originals.put(bytes.slice(), id));
        work.push(sizes.put({ size: bytes.length, order: ++this.#order }, id));
      }
      await Promise.all([...work, transaction.done]);
      return true;
    } catch (error) {
      say(error);
      return false;
    }
  }
}

function say(error: unknown): void {
  console.warn(`The mock can't keep a picture over a reload: ${String(error)}. It stays in memory.`);
}
