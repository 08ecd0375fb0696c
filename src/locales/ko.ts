import type { Locale } from './registry.ts';
import { editor } from './ko/editor.ts';
import { fields } from './ko/fields.ts';
import { gallery } from './ko/gallery.ts';
import { image } from './ko/image.ts';
import { sources } from './ko/sources.ts';
import { uploading } from './ko/uploading.ts';

/** Korean. */
const locale: Locale = {
  code: 'ko',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
