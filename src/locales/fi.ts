import type { Locale } from './registry.ts';
import { editor } from './fi/editor.ts';
import { fields } from './fi/fields.ts';
import { gallery } from './fi/gallery.ts';
import { image } from './fi/image.ts';
import { sources } from './fi/sources.ts';
import { uploading } from './fi/uploading.ts';

/** Finnish. */
const locale: Locale = {
  code: 'fi',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
