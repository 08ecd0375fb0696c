import type { Locale } from './registry.ts';
import { editor } from './hi/editor.ts';
import { fields } from './hi/fields.ts';
import { gallery } from './hi/gallery.ts';
import { image } from './hi/image.ts';
import { sources } from './hi/sources.ts';
import { uploading } from './hi/uploading.ts';

/** Hindi. */
const locale: Locale = {
  code: 'hi',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
