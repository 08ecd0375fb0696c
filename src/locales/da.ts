import type { Locale } from './registry.ts';
import { editor } from './da/editor.ts';
import { fields } from './da/fields.ts';
import { gallery } from './da/gallery.ts';
import { image } from './da/image.ts';
import { sources } from './da/sources.ts';
import { uploading } from './da/uploading.ts';

/** Danish. */
const locale: Locale = {
  code: 'da',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
