import type { Locale } from './registry.ts';
import { camera } from './en/camera.ts';
import { fields } from './en/fields.ts';
import { gallery } from './en/gallery.ts';
import { image } from './en/image.ts';
import { link } from './en/link.ts';
import { managing } from './en/managing.ts';
import { recovery } from './en/recovery.ts';
import { rejections } from './en/rejections.ts';
import { reordering } from './en/reordering.ts';
import { scrubber } from './en/scrubber.ts';
import { toolbar } from './en/toolbar.ts';
import { uploader } from './en/uploader.ts';
import { uploading } from './en/uploading.ts';
import { viewer } from './en/viewer.ts';

/** English, the type of all. */
const en: Locale = {
  code: 'en',
  uploader: { ...uploader, ...uploading, ...camera, ...fields, ...link, ...recovery, ...rejections },
  image,
  gallery: { ...gallery, ...toolbar, ...reordering, ...scrubber, ...managing, ...viewer },
};

export default en;
