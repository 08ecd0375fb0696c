import type { Locale } from './registry.ts';
import { editor } from './ru/editor.ts';
import { fields } from './ru/fields.ts';
import { gallery } from './ru/gallery.ts';
import { image } from './ru/image.ts';
import { sources } from './ru/sources.ts';
import { uploading } from './ru/uploading.ts';

/** Russian. */
const locale: Locale = {
  code: 'ru',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
