import { invalid } from '../errors.ts';
import type { CreateFields, ImagePatch, MetadataValue } from './options.ts';

type Fields = Record<string, MetadataValue>;

/**
 * Reserved names: sent beside the image's own fields, these would not be metadata. The service drops the other core
 * names (demo/mock/README.md, Creating and Changing).
 */
const RESERVED = /^(caption|ttl|public|published_at|nsfw|tool|defaults|filename|file|url|ids)$/;

/**
 * The request fields of a creation or a change: the fields that can be set, and metadata flat beside them.
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
    // A draft's null can be read but not written (demo/mock/README.md, Where the documents disagree).
    published_at: published_at instanceof Date ? published_at.toISOString() : (published_at ?? undefined),
    ...metadata,
  };
}
