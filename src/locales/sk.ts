import type { Locale } from './registry.ts';
import { editor } from './sk/editor.ts';
import { fields } from './sk/fields.ts';
import { gallery } from './sk/gallery.ts';
import { image } from './sk/image.ts';
import { sources } from './sk/sources.ts';
import { uploading } from './sk/uploading.ts';

/** Slovak. */
const locale: Locale = {
  code: 'sk',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
