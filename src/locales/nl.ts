import type { Locale } from './registry.ts';
import { editor } from './nl/editor.ts';
import { fields } from './nl/fields.ts';
import { gallery } from './nl/gallery.ts';
import { image } from './nl/image.ts';
import { sources } from './nl/sources.ts';
import { uploading } from './nl/uploading.ts';

/** Dutch. */
const locale: Locale = {
  code: 'nl',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
