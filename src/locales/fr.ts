import type { Locale } from './registry.ts';
import { editor } from './fr/editor.ts';
import { fields } from './fr/fields.ts';
import { gallery } from './fr/gallery.ts';
import { image } from './fr/image.ts';
import { sources } from './fr/sources.ts';
import { uploading } from './fr/uploading.ts';

/** French. */
const locale: Locale = {
  code: 'fr',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
