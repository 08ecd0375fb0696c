import type { UploadCounts } from '../../upload/state/types.ts';
import type { Arrivals } from './arrivals.ts';
import type { UploadEngine } from './engine.ts';
import type { ValueSource } from './form/form-control.ts';

/** The list before the engine is there: images that the page named, and files that wait. */
export class EarlyList implements ValueSource {
  readonly #arrivals: Arrivals<UploadEngine>;
  #ids: readonly string[] = [];
  /** Below zero: the engine counts its own upwards. */
  #version = -1;

  readonly counts: UploadCounts = {
    ...{ total: 0, queued: 0, waiting: 0, lacking: 0, sending: 0, processing: 0 },
    ...{ ready: 0, failed: 0, paused: 0, recovered: 0 },
  };

  constructor(arrivals: Arrivals<UploadEngine>) {
    this.#arrivals = arrivals;
  }

  get size(): number {
    return this.#ids.length + this.#arrivals.images;
  }
  get images(): ValueSource['images'] {
    return { ids: this.#ids, size: this.#ids.length, version: this.#version };
  }
  again(): number {
    return 0;
  }
  clear(): void {
    this.#arrivals.abandon();
    this.#set([]);
  }
  adopt(ids: readonly string[]): void {
    this.#set([...this.#ids, ...ids]);
  }

  #set(ids: readonly string[]): void {
    this.#ids = ids;
    this.#version -= 1;
  }
}
