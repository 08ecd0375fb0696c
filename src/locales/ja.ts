import type { Locale } from './registry.ts';
import { editor } from './ja/editor.ts';
import { fields } from './ja/fields.ts';
import { gallery } from './ja/gallery.ts';
import { image } from './ja/image.ts';
import { sources } from './ja/sources.ts';
import { uploading } from './ja/uploading.ts';

/** Japanese. */
const locale: Locale = {
  code: 'ja',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
