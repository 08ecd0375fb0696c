import type { Locale } from './registry.ts';
import { gallery } from './en/gallery.ts';
import { image } from './en/image.ts';
import { uploader } from './en/uploader.ts';

/** English, the type of all. */
const en: Locale = { code: 'en', uploader, image, gallery };

export default en;
