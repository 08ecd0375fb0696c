import type { Locale } from './registry.ts';
import { editor } from './tr/editor.ts';
import { fields } from './tr/fields.ts';
import { gallery } from './tr/gallery.ts';
import { image } from './tr/image.ts';
import { sources } from './tr/sources.ts';
import { uploading } from './tr/uploading.ts';

/** Turkish. */
const locale: Locale = {
  code: 'tr',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
