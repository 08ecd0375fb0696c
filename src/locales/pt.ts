import type { Locale } from './registry.ts';
import { editor } from './pt/editor.ts';
import { fields } from './pt/fields.ts';
import { gallery } from './pt/gallery.ts';
import { image } from './pt/image.ts';
import { sources } from './pt/sources.ts';
import { uploading } from './pt/uploading.ts';

/** Portuguese. */
const locale: Locale = {
  code: 'pt',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
