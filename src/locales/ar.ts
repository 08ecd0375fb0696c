import type { Locale } from './registry.ts';
import { gallery } from './ar/gallery.ts';
import { image } from './ar/image.ts';
import { uploader } from './ar/uploader.ts';

/** Arabic. */
const ar: Locale = { code: 'ar', uploader, image, gallery };

export default ar;
