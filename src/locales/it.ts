import type { Locale } from './registry.ts';
import { editor } from './it/editor.ts';
import { fields } from './it/fields.ts';
import { gallery } from './it/gallery.ts';
import { image } from './it/image.ts';
import { sources } from './it/sources.ts';
import { uploading } from './it/uploading.ts';

/** Italian. */
const locale: Locale = {
  code: 'it',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
