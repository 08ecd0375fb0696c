import type { Locale } from './registry.ts';
import { editor } from './de/editor.ts';
import { fields } from './de/fields.ts';
import { gallery } from './de/gallery.ts';
import { image } from './de/image.ts';
import { sources } from './de/sources.ts';
import { uploading } from './de/uploading.ts';

/** German. */
const de: Locale = {
  code: 'de',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default de;
