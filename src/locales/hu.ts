import type { Locale } from './registry.ts';
import { editor } from './hu/editor.ts';
import { fields } from './hu/fields.ts';
import { gallery } from './hu/gallery.ts';
import { image } from './hu/image.ts';
import { sources } from './hu/sources.ts';
import { uploading } from './hu/uploading.ts';

/** Hungarian. */
const locale: Locale = {
  code: 'hu',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
