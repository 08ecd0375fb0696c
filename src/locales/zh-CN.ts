import type { Locale } from './registry.ts';
import { editor } from './zh-CN/editor.ts';
import { fields } from './zh-CN/fields.ts';
import { gallery } from './zh-CN/gallery.ts';
import { image } from './zh-CN/image.ts';
import { sources } from './zh-CN/sources.ts';
import { uploading } from './zh-CN/uploading.ts';

/** Chinese (China). */
const locale: Locale = {
  code: 'zh-CN',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
