import type { Locale } from './registry.ts';
import { editor } from './sv/editor.ts';
import { fields } from './sv/fields.ts';
import { gallery } from './sv/gallery.ts';
import { image } from './sv/image.ts';
import { sources } from './sv/sources.ts';
import { uploading } from './sv/uploading.ts';

/** Swedish. */
const locale: Locale = {
  code: 'sv',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
