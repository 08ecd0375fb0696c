import type { Locale } from './registry.ts';
import { editor } from './cs/editor.ts';
import { fields } from './cs/fields.ts';
import { gallery } from './cs/gallery.ts';
import { image } from './cs/image.ts';
import { sources } from './cs/sources.ts';
import { uploading } from './cs/uploading.ts';

/** Czech. */
const locale: Locale = {
  code: 'cs',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
