import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import type { ImgproClient } from '../api/index.ts';
import type { Image } from '../api/types.ts';
import { asImgproError } from './failures.ts';
import { KEY_FIELD } from './fields.ts';
import type { HeldKey } from './idempotency.ts';
import { fateOf, type TryFate } from './writer.ts';

export interface ClientUpload {
  client: ImgproClient;
  retries: number;
  onTry(fate: TryFate): void;
  signal: AbortSignal;
  fields: Record<string, string>;
}

/**
 * Sends a file through an API client of the page's own, which keeps its credentials to itself. `fetch` tells no
 * progress of what it sends; everything else is as by XHR. Never rejects: the end is told in Uppy's own events.
 */
export async function uploadByClient<M extends Meta, B extends Body>(
  uppy: Uppy<M, B>,
  file: UppyFile<M, B>,
  { client, retries, onTry, signal, fields }: ClientUpload,
): Promise<void> {
  const { key } = ((file.meta as Record<string, unknown>)[KEY_FIELD] ?? {}) as Partial<HeldKey>;
  const options = { signal, idempotencyKey: key, maxRetries: retries };
  uppy.emit('upload-start', [file]);
  onTry('sent');
  try {
    const image = await (file.type === 'application/json'
      ? importImage(client, file, options)
      : client.images.upload(file.data as Blob, {
          ...createOptions(fields),
          ...options,
          filename: file.name,
        }));
    const current = uppy.getFile(file.id);
    if (current)
      uppy.emit('upload-success', current, {
        status: 200,
        body: image as unknown as B,
        uploadURL: image.url,
      });
  } catch (cause) {
    const error = asImgproError(cause);
    // The client tells the last answer only; tries before it may have been stored, unless it judges them all.
    if (fateOf(error.status) === 'refused') onTry('refused');
    const current = uppy.getFile(file.id);
    if (current && !signal.aborted) uppy.emit('upload-error', current, error);
  }
}

async function importImage<M extends Meta, B extends Body>(
  client: ImgproClient,
  file: UppyFile<M, B>,
  options: object,
): Promise<Image> {
  const { url, ...fields } = JSON.parse(await (file.data as Blob).text()) as Record<string, string>;
  return client.images.import(url!, { ...createOptions(fields), ...options });
}

/** The client's own names for the fields of a form. */
function createOptions({ caption, ttl, published_at, ...metadata }: Record<string, string>) {
  return { caption, ttl, published_at, metadata };
}
