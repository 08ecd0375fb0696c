import type { Locale } from './registry.ts';
import { editor } from './zh-TW/editor.ts';
import { fields } from './zh-TW/fields.ts';
import { gallery } from './zh-TW/gallery.ts';
import { image } from './zh-TW/image.ts';
import { sources } from './zh-TW/sources.ts';
import { uploading } from './zh-TW/uploading.ts';

/** Chinese (Taiwan). */
const locale: Locale = {
  code: 'zh-TW',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
