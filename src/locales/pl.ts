import type { Locale } from './registry.ts';
import { editor } from './pl/editor.ts';
import { fields } from './pl/fields.ts';
import { gallery } from './pl/gallery.ts';
import { image } from './pl/image.ts';
import { sources } from './pl/sources.ts';
import { uploading } from './pl/uploading.ts';

/** Polish. */
const locale: Locale = {
  code: 'pl',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
