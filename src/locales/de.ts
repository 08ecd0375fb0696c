import type { Locale } from './registry.ts';
import { gallery } from './de/gallery.ts';
import { image } from './de/image.ts';
import { uploader } from './de/uploader.ts';

/** German. */
const de: Locale = { code: 'de', uploader, image, gallery };

export default de;
