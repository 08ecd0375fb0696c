import type { Locale } from './registry.ts';
import { editor } from './ro/editor.ts';
import { fields } from './ro/fields.ts';
import { gallery } from './ro/gallery.ts';
import { image } from './ro/image.ts';
import { sources } from './ro/sources.ts';
import { uploading } from './ro/uploading.ts';

/** Romanian. */
const locale: Locale = {
  code: 'ro',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
