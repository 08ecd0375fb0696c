import type { Image, ImagePatch } from '../../api/index.ts';
import type { ImageRequests } from '../../api/late-client.ts';

/**
 * Saves form fields as a change of the stored image; null takes a field away. Rejects as the client does.
 */
export function updateImage(
  client: ImageRequests,
  imageId: string,
  fields: Readonly<Record<string, string | null>>,
  signal?: AbortSignal,
): Promise<Image> {
  const { caption, ttl, published_at, public: isPublic, ...metadata } = fields;
  const patch: ImagePatch = { metadata };
  if (caption !== undefined) patch.caption = caption;
  if (ttl !== undefined) patch.ttl = ttl;
  if (published_at !== undefined) patch.published_at = published_at;
  if (isPublic !== undefined && isPublic !== null) patch.public = isPublic === 'true' || isPublic === '1';
  return client.images.update(imageId, patch, { signal });
}
