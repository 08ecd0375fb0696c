/**
 * Tables of the elements for the wrappers: each property with the attribute a server writes for it (null: it holds
 * what no attribute can), and each event with the prop that listens for it.
 */
import type { ImgproGallery } from '../elements/gallery/imgpro-gallery.ts';
import type { ImgproGalleryEventMap } from '../elements/gallery/gallery.events.ts';
import type { ImgproImage } from '../elements/image/imgpro-image.ts';
import type { ImgproUploader } from '../elements/uploader/imgpro-uploader.ts';
import type { ImgproUploaderEventMap } from '../elements/uploader/uploader.events.ts';

type Properties<Element> = { readonly [Name in keyof Element]?: string | null };
type Events<Map> = { readonly [Prop in `onImgpro${string}`]: keyof Map };

const CONNECTION = {
  tokenEndpoint: 'token-endpoint',
  apiUrl: 'api-url',
  tokenProvider: null,
  client: null,
} as const;

export const IMAGE = {
  ...CONNECTION,
  imageId: 'image-id',
  image: null,
  src: 'src',
  width: 'width',
  height: 'height',
  alt: 'alt',
  sizes: 'sizes',
  priority: 'priority',
  formats: 'formats',
  transform: 'transform',
  placeholder: 'placeholder',
  ratio: 'ratio',
  nsfw: 'nsfw',
  showCaption: 'show-caption',
  link: 'link',
  zoomable: 'zoomable',
  actions: 'actions',
} as const satisfies Properties<ImgproImage>;

export const GALLERY = {
  ...CONNECTION,
  ids: 'ids',
  images: null,
  layout: 'layout',
  groupBy: 'group-by',
  scrubber: 'scrubber',
  rowHeight: 'row-height',
  columns: 'columns',
  gap: 'gap',
  pageSize: 'page-size',
  selectable: 'selectable',
  manage: 'manage',
  fields: 'fields',
  lightbox: 'lightbox',
  reorderable: 'reorderable',
  uploader: 'uploader',
  nextCursor: 'next-cursor',
} as const satisfies Properties<ImgproGallery>;

export const UPLOADER = {
  ...CONNECTION,
  name: 'name',
  value: 'value',
  required: 'required',
  disabled: 'disabled',
  readonly: 'readonly',
  multiple: 'multiple',
  accept: 'accept',
  maxFiles: 'max-files',
  minFiles: 'min-files',
  maxFileSize: 'max-file-size',
  minWidth: 'min-width',
  minHeight: 'min-height',
  maxWidth: 'max-width',
  maxHeight: 'max-height',
  animated: 'animated',
  validators: null,
  sources: 'sources',
  variant: 'variant',
  view: 'view',
  manual: 'manual',
  concurrency: 'concurrency',
  retries: 'retries',
  fields: 'fields',
  suggest: null,
  metadata: null,
  ttl: 'ttl',
  publishedAt: 'published-at',
  caption: 'caption',
  maxDimension: 'max-dimension',
  quality: 'quality',
  format: 'format',
  stripLocation: 'strip-location',
  editor: 'editor',
  aspectRatios: 'aspect-ratios',
  recover: 'recover',
  unguarded: 'unguarded',
  dropTarget: 'drop-target',
  deleteOnRemove: 'delete-on-remove',
  signupNudge: 'signup-nudge',
} as const satisfies Properties<ImgproUploader>;

export const GALLERY_EVENTS = {
  onImgproLoadPage: 'imgpro-load-page',
  onImgproSelectionChange: 'imgpro-selection-change',
  onImgproOpen: 'imgpro-open',
  onImgproClose: 'imgpro-close',
  onImgproReorder: 'imgpro-reorder',
  onImgproBeforeDelete: 'imgpro-before-delete',
  onImgproDelete: 'imgpro-delete',
  onImgproUpdate: 'imgpro-update',
  onImgproError: 'imgpro-error',
} as const satisfies Events<ImgproGalleryEventMap>;

export const UPLOADER_EVENTS = {
  onImgproFilesAdded: 'imgpro-files-added',
  onImgproFileRejected: 'imgpro-file-rejected',
  onImgproUploadStart: 'imgpro-upload-start',
  onImgproUploadProgress: 'imgpro-upload-progress',
  onImgproUploadSuccess: 'imgpro-upload-success',
  onImgproImageReady: 'imgpro-image-ready',
  onImgproUploadError: 'imgpro-upload-error',
  onImgproUpdate: 'imgpro-update',
  onImgproFileRemoved: 'imgpro-file-removed',
  onImgproComplete: 'imgpro-complete',
} as const satisfies Events<ImgproUploaderEventMap>;
