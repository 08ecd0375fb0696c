import type { Locale } from './registry.ts';
import { editor } from './fa/editor.ts';
import { fields } from './fa/fields.ts';
import { gallery } from './fa/gallery.ts';
import { image } from './fa/image.ts';
import { sources } from './fa/sources.ts';
import { uploading } from './fa/uploading.ts';

/** Persian. */
const locale: Locale = {
  code: 'fa',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
