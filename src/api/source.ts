import { invalid } from './errors.ts';
import { formatOf } from './formats.ts';
import type { ImageSource } from './options.ts';

const isIterable = (value: unknown): value is AsyncIterable<Uint8Array> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

async function collect(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<Blob> {
  const parts: BlobPart[] = [];
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    parts.push(chunk as BlobPart);
  }
  return new Blob(parts);
}

/** The bytes as a Blob, and a name for them. A stream is read to its end, so that every try can send it. */
export async function toFile(
  source: ImageSource,
  filename: string | undefined,
  signal?: AbortSignal,
): Promise<{ blob: Blob; name: string }> {
  let blob: Blob;
  if (source instanceof Blob) blob = source;
  else if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) blob = new Blob([source as BlobPart]);
  else if (source instanceof ReadableStream) blob = await readStream(source, signal);
  else if (isIterable(source)) blob = await collect(source, signal);
  else
    throw invalid(
      'images.upload takes a File, Blob, bytes or a stream; for an address use images.import(url).',
    );
  if (blob.size === 0) throw invalid('The file is empty.', 'validation_error', { file: ['empty'] });

  const named = filename ?? ('name' in blob && typeof blob.name === 'string' ? blob.name : '');
  if (named && blob.type) return { blob, name: named };
  const format = formatOf(new Uint8Array(await blob.slice(0, 4096).arrayBuffer()));
  const typed = blob.type || !format ? blob : blob.slice(0, blob.size, format.mime);
  return { blob: typed, name: named || `image${format ? `.${format.format}` : ''}` };
}

/** Not every platform lets one iterate over a ReadableStream. */
async function readStream(stream: ReadableStream<Uint8Array>, signal?: AbortSignal): Promise<Blob> {
  const reader = stream.getReader();
  try {
    return await collect(
      {
        [Symbol.asyncIterator]: () => ({
          next: async () => {
            const { done, value } = await reader.read();
            return done ? { done, value: undefined } : { done: false as const, value };
          },
        }),
      },
      signal,
    );
  } catch (error) {
    await reader.cancel(error).catch(() => {});
    throw error;
  }
}
