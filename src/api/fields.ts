import { invalid } from './errors.ts';
import type { CreateFields, ImagePatch, MetadataValue } from './options.ts';

type Fields = Record<string, MetadataValue>;

/** Names that mean something else beside the image's own fields (API §3, §5); the service drops the other core names. */
const RESERVED = /^(caption|ttl|public|published_at|nsfw|tool|defaults|filename|file|url|ids)$/;

/**
 * What is sent for a creation or a change: the fields that can be set, and metadata flat beside them (API §3, §5).
 * All else that an Image object has is left out, so that one can be sent back as it was read.
 */
export function flatFields({
  caption,
  ttl,
  published_at,
  public: isPublic,
  metadata,
}: CreateFields & ImagePatch): Fields {
  for (const [name, value] of Object.entries(metadata ?? {})) {
    if (RESERVED.test(name) || (value && typeof value === 'object')) {
      throw invalid(`metadata.${name}: a reserved name, or not a text.`);
    }
  }
  return {
    caption,
    ttl,
    public: isPublic,
    // A draft's null can be read but not written (API §12, 4).
    published_at: published_at instanceof Date ? published_at.toISOString() : (published_at ?? undefined),
    ...metadata,
  };
}
