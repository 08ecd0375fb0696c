import type { camera } from './en/camera.ts';
import type { editor } from './en/editor.ts';
import type { fields } from './en/fields.ts';
import type { gallery } from './en/gallery.ts';
import type { groups } from './en/groups.ts';
import type { image } from './en/image.ts';
import type { input } from './en/input.ts';
import type { intake } from './en/intake.ts';
import type { later } from './en/later.ts';
import type { link } from './en/link.ts';
import type { managing } from './en/managing.ts';
import type { order } from './en/order.ts';
import type { overlay } from './en/overlay.ts';
import type { pace } from './en/pace.ts';
import type { recovery } from './en/recovery.ts';
import type { rejections } from './en/rejections.ts';
import type { reordering } from './en/reordering.ts';
import type { rowMenu } from './en/row-menu.ts';
import type { scrubber } from './en/scrubber.ts';
import type { service } from './en/service.ts';
import type { toolbar } from './en/toolbar.ts';
import type { uploader } from './en/uploader.ts';
import type { uploading } from './en/uploading.ts';
import type { viewer } from './en/viewer.ts';

// The tables of a language, each a file of its folder. The English ones, split by when their code is fetched, are the types.

/** The uploader's list of files, and their uploads. */
export type UploadingTable = typeof uploader &
  typeof uploading &
  typeof recovery &
  typeof rowMenu &
  typeof pace &
  typeof order &
  typeof service;

/** Ways to add images, and why some are not added. */
export type SourcesTable = typeof camera & typeof intake & typeof link & typeof overlay & typeof rejections;

/** Captions, alt texts and other fields of a file. */
export type FieldsTable = typeof fields;

/** The uploader's image editor. */
export type EditorTable = typeof editor;

/** All texts of the uploader. */
export type UploaderTable = UploadingTable & SourcesTable & FieldsTable & EditorTable;

/** All texts of the image. */
export type ImageTable = typeof image;

/** All texts of the gallery. */
export type GalleryTable = typeof gallery &
  typeof later &
  typeof input &
  typeof groups &
  typeof reordering &
  typeof toolbar &
  typeof scrubber &
  typeof managing &
  typeof viewer;
