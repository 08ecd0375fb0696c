import { UnreadableImage, type Ports, type StoredImage } from '../ports.ts';
import { detectFormat } from '../rules/formats.ts';
import { FAILURE } from '../rules/lifecycle.ts';

/** Develops HEIC pictures after they were stored: the image is `processing` until its JPEG is there. */
export class Darkroom {
  readonly #ports: Ports;
  readonly #working = new Map<string, Promise<void>>();
  #closed = false;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Takes up what the last run did not finish. */
  resume(): void {
    for (const image of this.#ports.store.decoding()) this.start(image.id);
  }

  start(id: string): void {
    const work = this.#develop(id).finally(() => this.#working.delete(id));
    this.#working.set(id, work);
  }

  /** Forgets work under way: it must not touch the store any more. */
  forget(): void {
    this.#working.clear();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#working.clear();
  }

  async #develop(id: string): Promise<void> {
    // Let the answer to the upload go first.
    await new Promise((resolve) => setTimeout(resolve));
    const { blobs, store } = this.#ports;
    const mine = (): StoredImage | null => {
      const image = this.#closed ? null : store.get(id);
      return image?.decoding ? image : null;
    };
    try {
      const data = await blobs.original(id);
      if (data === null || !mine()) return;
      const developed = await this.#developed(id, data);
      if (!mine()) return;
      const writer = await blobs.stage();
      await writer.write(developed.bytes);
      const staged = await writer.finish();
      if (!mine()) return await staged.discard();
      await staged.commit(id);
      const image = mine();
      if (!image) return await blobs.remove(id);
      const { width, height } = developed;
      const state = image.turn === null && image.state === 'processing' ? 'ready' : image.state;
      store.update(id, { decoding: false, width, height, bytes: developed.bytes.length, state });
    } catch (error) {
      if (!mine()) return;
      const failureReason = error instanceof UnreadableImage ? FAILURE : String(error);
      store.update(id, { decoding: false, state: 'failed', failureReason, turn: null });
    }
  }

  async #developed(id: string, data: string | Uint8Array) {
    const { blobs, pixels } = this.#ports;
    // A run that died between writing the JPEG and noting it has left the JPEG here.
    const bytes = await blobs.readOriginal(id);
    if (bytes && (await detectFormat(bytes)) === 'jpg')
      return { bytes, ...(await pixels.measure(data, 'jpg')) };
    return pixels.develop(data);
  }
}
