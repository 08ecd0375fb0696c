import type { Locale } from './registry.ts';
import { editor } from './es/editor.ts';
import { fields } from './es/fields.ts';
import { gallery } from './es/gallery.ts';
import { image } from './es/image.ts';
import { sources } from './es/sources.ts';
import { uploading } from './es/uploading.ts';

/** Spanish. */
const locale: Locale = {
  code: 'es',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
