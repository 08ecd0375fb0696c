import { deferred } from '../deferred.ts';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { UnreadableImage } from '../ports.ts';

interface Decoded {
  width: number;
  height: number;
  pixels: Uint8Array;
  exif: Record<string, Record<string, string>> | null;
}

/** Decodes HEIC in a worker thread, one picture at a time: WebAssembly takes seconds for 12 megapixels. */
export class HeicDecoder {
  #worker: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();

  decode(data: string | Uint8Array): Promise<Decoded> {
    const turn = this.#last.then(() => this.#decode(data));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #decode(data: string | Uint8Array): Promise<Decoded> {
    const bytes = typeof data === 'string' ? await readFile(data) : data;
    const worker = (this.#worker ??= new Worker(new URL('./heic-worker.ts', import.meta.url), {
      execArgv: [], // the caller's flags, `--input-type` say, are not the worker's
    }));
    const { promise, resolve, reject } = deferred<Decoded>();
    const fail = (reason: unknown): void =>
      reject(new UnreadableImage('The HEIC picture could not be decoded.', { cause: reason }));
    const exited = (): void => {
      this.#worker = null;
      fail('the decoder stopped');
    };
    worker.on('exit', exited);
    worker.once('error', fail);
    worker.once('message', (answer: Decoded | { error: string }) => {
      if ('error' in answer) fail(answer.error);
      else resolve(answer);
    });
    worker.ref();
    worker.postMessage(bytes);
    try {
      return await promise;
    } finally {
      worker.off('exit', exited).removeAllListeners('message').removeAllListeners('error');
      worker.unref();
    }
  }
}
