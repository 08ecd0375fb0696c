import type { Locale } from './registry.ts';
import { camera } from './en/camera.ts';
import { gallery } from './en/gallery.ts';
import { image } from './en/image.ts';
import { recovery } from './en/recovery.ts';
import { uploader } from './en/uploader.ts';
import { uploading } from './en/uploading.ts';

/** English, the type of all. */
const en: Locale = {
  code: 'en',
  uploader: { ...uploader, ...uploading, ...camera, ...recovery },
  image,
  gallery,
};

export default en;
