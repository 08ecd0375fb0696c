import type { Locale } from './registry.ts';
import { editor } from './he/editor.ts';
import { fields } from './he/fields.ts';
import { gallery } from './he/gallery.ts';
import { image } from './he/image.ts';
import { sources } from './he/sources.ts';
import { uploading } from './he/uploading.ts';

/** Hebrew. */
const locale: Locale = {
  code: 'he',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
