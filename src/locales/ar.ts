import type { Locale } from './registry.ts';
import { editor } from './ar/editor.ts';
import { fields } from './ar/fields.ts';
import { gallery } from './ar/gallery.ts';
import { image } from './ar/image.ts';
import { sources } from './ar/sources.ts';
import { uploading } from './ar/uploading.ts';

/** Arabic. */
const ar: Locale = {
  code: 'ar',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default ar;
