import type { Locale } from './registry.ts';
import { editor } from './uk/editor.ts';
import { fields } from './uk/fields.ts';
import { gallery } from './uk/gallery.ts';
import { image } from './uk/image.ts';
import { sources } from './uk/sources.ts';
import { uploading } from './uk/uploading.ts';

/** Ukrainian. */
const locale: Locale = {
  code: 'uk',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
