import type { Blobs, Staged, Writer } from '../ports.ts';
import { HEAD_BYTES } from '../rules/formats.ts';
import { hex } from '../rules/idempotency.ts';
import { Recency, type VariantLimits } from './recency.ts';

const LIMITS: VariantLimits = { perImage: 100, bytes: 128_000_000 };

/** Keeps bytes in memory, variants within limits: for service workers and quick tests. */
export class MemoryBlobs implements Blobs {
  readonly #originals = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #variants = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #recency: Recency;

  constructor(limits: VariantLimits = LIMITS) {
    this.#recency = new Recency(limits);
  }

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
    this.#recency.touch(id, name);
    return this.#variants.get(`${id}/${name}`) ?? null;
  }

  async putVariant(id: string, name: string, bytes: Uint8Array): Promise<void> {
    this.#variants.set(`${id}/${name}`, bytes.slice());
    for (const [of, gone] of this.#recency.add(id, name, bytes.length))
      this.#variants.delete(`${of}/${gone}`);
  }

  async remove(id: string): Promise<void> {
    this.#originals.delete(id);
    for (const name of this.#recency.forget(id)) this.#variants.delete(`${id}/${name}`);
  }

  async originals(): Promise<string[]> {
    return [...this.#originals.keys()];
  }

  async clear(): Promise<void> {
    this.#originals.clear();
    this.#variants.clear();
    this.#recency.clear();
  }

  close(): Promise<void> {
    return this.clear();
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
