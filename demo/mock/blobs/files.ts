import { createHash } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blobs, Staged, Writer } from '../ports.ts';
import { HEAD_BYTES } from '../rules/formats.ts';

/**
 * Keeps bytes as files: `originals/{id}`, `variants/{id}/{name}`, and `incoming/{process}` for what is still arriving. A
 * file gets its final name by a rename, so there is never half an image under an id.
 */
export class FileBlobs implements Blobs {
  readonly #folder: string;
  readonly #temporary: boolean;
  #serial = 0;

  private constructor(folder: string, temporary: boolean) {
    this.#folder = folder;
    this.#temporary = temporary;
  }

  /** `temporary` = the folder goes away on close. What a crashed process left in `incoming/` is thrown away. */
  static async open(folder: string, options: { temporary?: boolean } = {}): Promise<FileBlobs> {
    const blobs = new FileBlobs(folder, options.temporary ?? false);
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
    const file = await open(path, 'wx');
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
          this.#path('originals', id),
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
    return readOrNull(this.#path('variants', id, name));
  }

  async putVariant(id: string, name: string, bytes: Uint8Array): Promise<void> {
    const temporary = this.#incoming();
    await writeFile(temporary, bytes);
    await mkdir(this.#path('variants', id), { recursive: true });
    await rename(temporary, this.#path('variants', id, name));
  }

  async remove(id: string): Promise<void> {
    await rm(this.#path('originals', id), { force: true });
    await rm(this.#path('variants', id), { recursive: true, force: true });
  }

  async originals(): Promise<string[]> {
    return readdir(this.#path('originals'));
  }

  async clear(): Promise<void> {
    for (const name of ['originals', 'variants'])
      await rm(this.#path(name), { recursive: true, force: true });
    await this.#folders();
  }

  async close(): Promise<void> {
    const mine = this.#temporary ? this.#folder : this.#path('incoming', String(process.pid));
    await rm(mine, { recursive: true, force: true });
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
  readonly #place: (id: string) => string;
  #here = true;

  constructor(path: string, size: number, head: Uint8Array, sha256: string, place: (id: string) => string) {
    this.data = path;
    this.size = size;
    this.head = head;
    this.sha256 = sha256;
    this.#place = place;
  }

  read(): Promise<Uint8Array> {
    return readFile(this.data);
  }

  async commit(id: string): Promise<void> {
    await rename(this.data, this.#place(id));
    this.#here = false;
  }

  async discard(): Promise<void> {
    if (!this.#here) return;
    this.#here = false;
    await rm(this.data, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
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
