import type { Locale } from './registry.ts';
import { editor } from './pt-BR/editor.ts';
import { fields } from './pt-BR/fields.ts';
import { gallery } from './pt-BR/gallery.ts';
import { image } from './pt-BR/image.ts';
import { sources } from './pt-BR/sources.ts';
import { uploading } from './pt-BR/uploading.ts';

/** Portuguese (Brazil). */
const locale: Locale = {
  code: 'pt-BR',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
