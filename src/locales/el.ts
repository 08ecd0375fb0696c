import type { Locale } from './registry.ts';
import { editor } from './el/editor.ts';
import { fields } from './el/fields.ts';
import { gallery } from './el/gallery.ts';
import { image } from './el/image.ts';
import { sources } from './el/sources.ts';
import { uploading } from './el/uploading.ts';

/** Greek. */
const locale: Locale = {
  code: 'el',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
