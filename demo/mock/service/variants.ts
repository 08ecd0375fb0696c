import type { PixelSource, Ports, StoredImage } from '../ports.ts';
import { hex } from '../rules/idempotency.ts';
import { outputFormat } from '../rules/formats.ts';
import { canonical, readFormat, type OutputFormat, type Transform } from '../rules/transform.ts';

/** Rendered pictures: cached by what they are, and computed once however many ask at the same time. */
export class Variants {
  readonly #ports: Ports;
  readonly #rendering = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  async get(
    image: StoredImage,
    transform: Transform,
    format: OutputFormat,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const name = `${await digest(canonical(transform))}.${format}`;
    const key = `${image.id}/${name}`;
    const running = this.#rendering.get(key);
    if (running) return running;
    const rendering = this.#make(image, name, transform, format).finally(() => this.#rendering.delete(key));
    this.#rendering.set(key, rendering);
    return rendering;
  }

  /** The bytes of a variant that was rendered before, in the image's own format; null when it was not. */
  async rendered(image: StoredImage, transform: Transform): Promise<number | null> {
    const format = readFormat(outputFormat(image.source));
    if (format === null) return null;
    const bytes = await this.#ports.blobs.variant(
      image.id,
      `${await digest(canonical(transform))}.${format}`,
    );
    return bytes?.length ?? null;
  }

  async #make(image: StoredImage, name: string, transform: Transform, format: OutputFormat) {
    const { blobs, pixels, store } = this.#ports;
    const cached = await blobs.variant(image.id, name);
    if (cached) return cached;
    const bytes = await pixels.render(await this.#source(image), transform, format);
    if (store.has(image.id)) await blobs.putVariant(image.id, name, bytes);
    return bytes;
  }

  async #source(image: StoredImage): Promise<PixelSource> {
    const { width, height } = image;
    if (image.scene !== null) return { kind: 'scene', scene: image.scene, width, height };
    const data = await this.#ports.blobs.original(image.id);
    if (data === null) throw new Error(`The file of image ${image.id} is missing.`);
    return { kind: 'file', data, format: image.source === 'heic' ? 'jpg' : image.source, width, height };
  }
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return hex(new Uint8Array(hash)).slice(0, 24);
}
