import { invalid } from '../errors.ts';
import type { ImageSource } from './options.ts';

/** The bytes as a Blob. A stream is read to its end, so that every attempt can send it. */
export async function toBlob(source: ImageSource, signal?: AbortSignal): Promise<Blob> {
  if (source instanceof Blob) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return new Blob([source as BlobPart]);
  const isStream = source instanceof ReadableStream;
  if (!isStream && !(Symbol.asyncIterator in Object(source))) {
    throw invalid('Upload a File, Blob, bytes or a stream; import an address.');
  }
  const stream = isStream
    ? source
    : (ReadableStream as unknown as { from(source: unknown): ReadableStream }).from(source);
  // The pipe lets an abort end even a stream that has stalled.
  return new Response(stream.pipeThrough(new TransformStream(), { signal })).blob();
}
