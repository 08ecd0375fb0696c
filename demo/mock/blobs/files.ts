import { createHash } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blobs, Staged, Writer } from '../ports.ts';
import { HEAD_BYTES } from '../rules/formats.ts';
import { isRunning } from './process.ts';
import { Recency, type VariantLimits } from './recency.ts';
import type { TemporaryFolder } from './temporary.ts';

const LIMITS: VariantLimits = { perImage: 100, bytes: 1_000_000_000 };

interface Options {
  /** The folder goes away on close. */
  temporary?: TemporaryFolder;
  variants?: VariantLimits;
}

/**
 * Keeps bytes as files: `originals/{id}`, `variants/{id}/{name}`, and `incoming/{process}` for what is still arriving. A
 * file gets its final name by a rename, so there is never half an image under an id. Variants are kept within limits,
 * those unused for longest go first.
 */
export class FileBlobs implements Blobs {
  readonly #folder: string;
  readonly #temporary: TemporaryFolder | null;
  readonly #recency: Recency;
  /** Variants of earlier runs are noted when the first new one is kept. */
  #noted: Promise<void> | null = null;
  #serial = 0;
  #isClosed = false;
  readonly #writing = new Set<Promise<unknown>>();

  private constructor(folder: string, { temporary, variants = LIMITS }: Options) {
    this.#folder = folder;
    this.#temporary = temporary ?? null;
    this.#recency = new Recency(variants);
  }

  /** Opens the folder, and deletes files that a crashed process left in `incoming/`. */
  static async open(folder: string, options: Options = {}): Promise<FileBlobs> {
    const blobs = new FileBlobs(folder, options);
    const left = await readdir(blobs.#path('incoming')).catch(() => []);
    for (const owner of left) {
      if (Number(owner) === process.pid || !isRunning(Number(owner))) {
        await rm(blobs.#path('incoming', owner), { recursive: true, force: true });
      }
    }
    await blobs.#folders();
    return blobs;
  }

  /** Whether another process that still runs keeps its files here. */
  async isShared(): Promise<boolean> {
    const owners = await readdir(this.#path('incoming'));
    return owners.some((owner) => owner !== String(process.pid));
  }

  async stage(): Promise<Writer> {
    const path = this.#incoming();
    const file = await this.#write(() => open(path, 'wx'));
    const hash = createHash('sha256');
    const head = Buffer.alloc(HEAD_BYTES);
    let size = 0;
    let open_ = true;
    const close = async (): Promise<void> => {
      if (!open_) return;
      open_ = false;
      await file.close();
    };
    return {
      write: async (chunk) => {
        hash.update(chunk);
        if (size < HEAD_BYTES) head.set(chunk.subarray(0, HEAD_BYTES - size), size);
        size += chunk.length;
        await file.writeFile(chunk);
      },
      finish: async () => {
        await close();
        return new StagedFile(path, size, head.subarray(0, size), hash.digest('hex'), (id) =>
          this.#write(() => rename(path, this.#path('originals', id))),
        );
      },
      abort: async () => {
        await close();
        await rm(path, { force: true });
      },
    };
  }

  async original(id: string): Promise<string | null> {
    return this.#path('originals', id);
  }

  async readOriginal(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return readOrNull(this.#path('originals', id));
  }

  async variant(id: string, name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    this.#recency.touch(id, name);
    return readOrNull(this.#path('variants', id, name));
  }

  async putVariant(id: string, name: string, bytes: Uint8Array): Promise<void> {
    const temporary = this.#incoming();
    await this.#write(async () => {
      await writeFile(temporary, bytes);
      await mkdir(this.#path('variants', id), { recursive: true });
      await rename(temporary, this.#path('variants', id, name));
    });
    await (this.#noted ??= this.#note());
    const evicted = this.#recency.add(id, name, bytes.length);
    await Promise.all(evicted.map((parts) => rm(this.#path('variants', ...parts), { force: true })));
  }

  async remove(id: string): Promise<void> {
    await rm(this.#path('originals', id), { force: true });
    this.#recency.forget(id);
    await rm(this.#path('variants', id), { recursive: true, force: true });
  }

  async originals(): Promise<string[]> {
    return readdir(this.#path('originals'));
  }

  async clear(): Promise<void> {
    this.#recency.clear();
    await this.#write(async () => {
      for (const name of ['originals', 'variants'])
        await rm(this.#path(name), { recursive: true, force: true });
      await this.#folders();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#writing);
    this.#temporary?.release();
    const mine = this.#temporary ? this.#folder : this.#path('incoming', String(process.pid));
    await rm(mine, { recursive: true, force: true });
  }

  /** Notes the variants that are on the disk, by when they were made. */
  async #note(): Promise<void> {
    const found: { id: string; name: string; size: number; at: number }[] = [];
    for (const id of await readdir(this.#path('variants'))) {
      for (const name of await readdir(this.#path('variants', id)).catch(() => [])) {
        const file = await stat(this.#path('variants', id, name)).catch(() => null);
        if (file) found.push({ id, name, size: file.size, at: file.mtimeMs });
      }
    }
    found.sort((a, b) => a.at - b.at);
    for (const { id, name, size } of found) {
      const evicted = this.#recency.add(id, name, size);
      await Promise.all(evicted.map((parts) => rm(this.#path('variants', ...parts), { force: true })));
    }
  }

  /** Writes something that closing waits for. Once closed nothing is: a request whose client is gone may be at work still. */
  async #write<Result>(write: () => Promise<Result>): Promise<Result> {
    if (this.#isClosed) throw new Error(`The folder ${this.#folder} is closed.`);
    const writing = write();
    this.#writing.add(writing);
    try {
      return await writing;
    } finally {
      this.#writing.delete(writing);
    }
  }

  #incoming(): string {
    return this.#path('incoming', String(process.pid), String(++this.#serial));
  }

  #path(...parts: string[]): string {
    return join(this.#folder, ...parts);
  }

  async #folders(): Promise<void> {
    for (const name of ['originals', 'variants', `incoming/${process.pid}`]) {
      await mkdir(this.#path(name), { recursive: true });
    }
  }
}

class StagedFile implements Staged {
  readonly data: string;
  readonly size: number;
  readonly head: Uint8Array;
  readonly sha256: string;
  readonly #move: (id: string) => Promise<void>;
  #here = true;

  constructor(
    path: string,
    size: number,
    head: Uint8Array,
    sha256: string,
    move: (id: string) => Promise<void>,
  ) {
    this.data = path;
    this.size = size;
    this.head = head;
    this.sha256 = sha256;
    this.#move = move;
  }

  read(): Promise<Uint8Array> {
    return readFile(this.data);
  }

  async commit(id: string): Promise<void> {
    await this.#move(id);
    this.#here = false;
  }

  async discard(): Promise<void> {
    if (!this.#here) return;
    this.#here = false;
    await rm(this.data, { force: true });
  }
}

async function readOrNull(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
