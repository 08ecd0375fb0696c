import type { Locale } from './registry.ts';
import { camera } from './en/camera.ts';
import { editor } from './en/editor.ts';
import { fields } from './en/fields.ts';
import { gallery } from './en/gallery.ts';
import { groups } from './en/groups.ts';
import { image } from './en/image.ts';
import { input } from './en/input.ts';
import { later } from './en/later.ts';
import { link } from './en/link.ts';
import { managing } from './en/managing.ts';
import { pace } from './en/pace.ts';
import { intake } from './en/intake.ts';
import { overlay } from './en/overlay.ts';
import { order } from './en/order.ts';
import { recovery } from './en/recovery.ts';
import { rejections } from './en/rejections.ts';
import { reordering } from './en/reordering.ts';
import { rowMenu } from './en/row-menu.ts';
import { scrubber } from './en/scrubber.ts';
import { service } from './en/service.ts';
import { toolbar } from './en/toolbar.ts';
import { uploader } from './en/uploader.ts';
import { uploading } from './en/uploading.ts';
import { viewer } from './en/viewer.ts';

/** English, the type of all. */
const en: Locale = {
  code: 'en',
  uploader: {
    ...uploader,
    ...uploading,
    ...camera,
    ...editor,
    ...fields,
    ...link,
    ...recovery,
    ...rejections,
    ...rowMenu,
    ...pace,
    ...intake,
    ...overlay,
    ...order,
    ...service,
  },
  image,
  gallery: {
    ...gallery,
    ...later,
    ...input,
    ...groups,
    ...toolbar,
    ...reordering,
    ...scrubber,
    ...managing,
    ...viewer,
  },
};

export default en;
