import type { Body, Meta, UppyFile } from '@uppy/core';
import type { Image, ImagePatch, ImgproClient } from '../api/index.ts';
import { formOf, heldKey } from '../upload/send/request-body.ts';

/** Changes of a file since it was sent: fields with their new text, null for those that were taken away. */
export function editsSince<M extends Meta, B extends Body>(
  file: UppyFile<M, B>,
  allowed: readonly string[] | undefined,
): Record<string, string | null> {
  const sent = heldKey(file)?.sent;
  if (!sent) return {};
  const now = formOf(file, allowed).fields;
  const edits: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(now)) if (sent.fields[name] !== value) edits[name] = value;
  for (const name of Object.keys(sent.fields)) if (!(name in now)) edits[name] = null;
  return edits;
}

/** Saves edits as a change of the stored image. Rejects as the client does. */
export function saveEdits(
  client: ImgproClient,
  imageId: string,
  edits: Readonly<Record<string, string | null>>,
  signal: AbortSignal,
): Promise<Image> {
  const { caption, ttl, published_at, public: isPublic, ...metadata } = edits;
  const patch: ImagePatch = { metadata };
  if (caption !== undefined) patch.caption = caption;
  if (ttl !== undefined) patch.ttl = ttl;
  if (published_at !== undefined) patch.published_at = published_at;
  if (isPublic !== undefined && isPublic !== null) patch.public = isPublic === 'true' || isPublic === '1';
  return client.images.update(imageId, patch, { signal });
}
