import type { Locale } from './registry.ts';
import { editor } from './nb/editor.ts';
import { fields } from './nb/fields.ts';
import { gallery } from './nb/gallery.ts';
import { image } from './nb/image.ts';
import { sources } from './nb/sources.ts';
import { uploading } from './nb/uploading.ts';

/** Norwegian Bokmål. */
const locale: Locale = {
  code: 'nb',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
