import type { JSX } from 'react';
import type { Image, ImageList } from '../../src/api/index.ts';
import type { ImgproGallery as GalleryElement } from '../../src/elements/gallery/imgpro-gallery.ts';
import type { ImgproGalleryEventMap } from '../../src/elements/gallery/gallery.events.ts';
import type { ImgproUploader as UploaderElement } from '../../src/elements/uploader/imgpro-uploader.ts';
import type { ImgproUploaderEventMap } from '../../src/elements/uploader/uploader.events.ts';
import {
  ImgproGallery,
  ImgproImage,
  type ImgproGalleryProps,
  ImgproUploader,
  type ImgproUploaderProps,
} from '../../src/react/index.ts';
import type { GALLERY_EVENTS, UPLOADER_EVENTS } from '../../src/react/tables.ts';

declare const image: Image;
declare const list: ImageList;
declare function expectType<T>(value: T): void;

// The tags of the elements are known to JSX, with their attributes, properties and events.
({
  image,
  'image-id': 'abc12345',
  'show-caption': true,
  zoomable: true,
  formats: ['avif', 'webp'],
  actions: 'download copy-link',
  'onimgpro-load': (event) => event.detail.image?.url satisfies string | undefined,
  'onimgpro-error': ({ detail }) => detail.code satisfies string,
}) satisfies JSX.IntrinsicElements['imgpro-image'];
({ images: [image], layout: 'rows', lightbox: true }) satisfies JSX.IntrinsicElements['imgpro-gallery'];
({
  name: 'photos',
  multiple: true,
  readonly: true,
  animated: 'deny',
  'max-files': 3,
  validators: ({ size }) => size > 9e6 && 'That is too much.',
}) satisfies JSX.IntrinsicElements['imgpro-uploader'];
// @ts-expect-error: the detail has no such field
({ 'onimgpro-load': (event) => event.detail.nonsense }) satisfies JSX.IntrinsicElements['imgpro-image'];

ImgproImage({ image, alt: 'A ridge', priority: true, formats: 'avif webp', className: 'hero' });
// @ts-expect-error: there is no image to show
ImgproImage({ alt: 'A ridge' });
// @ts-expect-error: a link leads to the page or the file
ImgproImage({ image, link: 'home' });

// The wrappers: properties in camelCase, an `on…` for each event, the element as `ref`.
void ImgproUploader({
  name: 'photos',
  multiple: true,
  maxFiles: 3,
  metadata: (file) => ({ album: file.name }),
  className: 'photos',
  onChange: (event) => expectType<UploaderElement>(event.currentTarget),
  onImgproUploadSuccess: ({ detail }) => expectType<string>(detail.image.id),
  onImgproFileRejected: ({ detail }) => expectType<string>(detail.message),
  ref: (element) => expectType<UploaderElement | null>(element),
});
void ImgproGallery({
  images: [image],
  layout: 'rows',
  rowHeight: 240,
  lightbox: true,
  onImgproOpen: ({ detail }) => expectType<string>(detail.id),
  onImgproBeforeDelete: (event) => event.preventDefault(),
  ref: { current: null as GalleryElement | null },
});
void ImgproGallery({ images: list, sizes: '50vw', eager: 2, tokenEndpoint: '/imgpro/token' });
// @ts-expect-error: there is no such layout
void ImgproGallery({ layout: 'spiral' });
// @ts-expect-error: the detail has no such field
({ onImgproOpen: ({ detail }) => detail.nonsense }) satisfies ImgproGalleryProps;
// @ts-expect-error: properties, not attributes
({ 'max-files': 3 }) satisfies ImgproUploaderProps;

/** Every event has its prop. */
type Missing<Map, Table> = Exclude<Extract<keyof Map, `imgpro-${string}`>, Table[keyof Table]>;
expectType<[never, never]>(
  null! as [
    Missing<ImgproGalleryEventMap, typeof GALLERY_EVENTS>,
    Missing<ImgproUploaderEventMap, typeof UPLOADER_EVENTS>,
  ],
);
