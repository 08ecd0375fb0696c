import type { Blobs, Staged, Writer } from '../ports.ts';
import { HEAD_BYTES } from '../rules/formats.ts';
import { hex } from '../rules/idempotency.ts';

/** How many bytes of variants are kept; the one unused for longest goes first. */
const VARIANT_BUDGET = 128_000_000;

/** Keeps bytes in memory: for service workers and quick tests. */
export class MemoryBlobs implements Blobs {
  readonly #originals = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #variants = new Map<string, Uint8Array<ArrayBuffer>>();
  #variantBytes = 0;

  async stage(): Promise<Writer> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    return {
      write: async (chunk) => {
        chunks.push(chunk.slice());
        size += chunk.length;
      },
      finish: async () => this.#staged(join(chunks, size)),
      abort: async () => {
        chunks.length = 0;
      },
    };
  }

  async original(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#originals.get(id) ?? null;
  }

  readOriginal(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.original(id);
  }

  async variant(id: string, name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const key = `${id}/${name}`;
    const bytes = this.#variants.get(key) ?? null;
    if (bytes) {
      this.#variants.delete(key);
      this.#variants.set(key, bytes);
    }
    return bytes;
  }

  async putVariant(id: string, name: string, bytes: Uint8Array): Promise<void> {
    this.#drop(`${id}/${name}`);
    this.#variants.set(`${id}/${name}`, bytes.slice());
    this.#variantBytes += bytes.length;
    for (const key of this.#variants.keys()) {
      if (this.#variantBytes <= VARIANT_BUDGET) break;
      this.#drop(key);
    }
  }

  async remove(id: string): Promise<void> {
    this.#originals.delete(id);
    for (const key of [...this.#variants.keys()]) if (key.startsWith(`${id}/`)) this.#drop(key);
  }

  async originals(): Promise<string[]> {
    return [...this.#originals.keys()];
  }

  async clear(): Promise<void> {
    this.#originals.clear();
    this.#variants.clear();
    this.#variantBytes = 0;
  }

  close(): Promise<void> {
    return this.clear();
  }

  #drop(key: string): void {
    this.#variantBytes -= this.#variants.get(key)?.length ?? 0;
    this.#variants.delete(key);
  }

  async #staged(bytes: Uint8Array<ArrayBuffer>): Promise<Staged> {
    const sha256 = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    return {
      size: bytes.length,
      head: bytes.subarray(0, HEAD_BYTES),
      sha256,
      data: bytes,
      read: async () => bytes,
      commit: async (id) => {
        this.#originals.set(id, bytes);
      },
      discard: async () => {},
    };
  }
}

function join(chunks: Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
