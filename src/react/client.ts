/** Components of the browser: the package's file of them begins with `'use client'`. */
import { createElement, useState, useSyncExternalStore, type Ref } from 'react';
import type { Image, ImageList } from '../api/types.ts';
import type { ImgproGallery as GalleryElement } from '../elements/gallery/imgpro-gallery.ts';
import type { ImgproGalleryEventMap } from '../elements/gallery/gallery.events.ts';
import type { ImgproUploader as UploaderElement } from '../elements/uploader/imgpro-uploader.ts';
import type { ImgproUploaderEventMap } from '../elements/uploader/uploader.events.ts';
import { galleryItems, type RenderGalleryOptions } from '../image/gallery-html.ts';
import { named } from './attributes.ts';
import { GALLERY, GALLERY_EVENTS, UPLOADER, UPLOADER_EVENTS } from './tables.ts';
import { forwarded, wrapper, type WrapperProps } from './wrapper.ts';

export type ImgproUploaderProps = WrapperProps<
  UploaderElement,
  typeof UPLOADER,
  typeof UPLOADER_EVENTS,
  ImgproUploaderEventMap
>;

/**
 * `<imgpro-uploader>` for React: its properties in camelCase, `onImgproUploadSuccess` and its like for its events,
 * `onChange` for its value, `ref` for the element. Slots are children with `slot`.
 */
export const ImgproUploader = wrapper<ImgproUploaderProps>('imgpro-uploader', UPLOADER, UPLOADER_EVENTS);

const Gallery = wrapper<ElementProps>('imgpro-gallery', GALLERY, GALLERY_EVENTS);

type ElementProps = WrapperProps<
  GalleryElement,
  typeof GALLERY,
  typeof GALLERY_EVENTS,
  ImgproGalleryEventMap
>;

export interface ImgproGalleryProps
  extends Omit<ElementProps, 'images'>, Pick<RenderGalleryOptions, 'eager' | 'sizes'> {
  /**
   * Images to show, and no others; or a page of the API (`client.images.list().page()`), after which the gallery goes on
   * by itself where that ends. Either way the first of them stand in a server's HTML.
   */
  images?: readonly Image[] | ImageList | null | undefined;
}

/** So many pictures of an array stand in a server's HTML: what one page of the gallery holds. */
const FIRST_PAGE = 50;

const never = () => () => {};

/**
 * `<imgpro-gallery>` for React, with its first images in the server's HTML: for people without a script and for
 * crawlers. Its properties in camelCase, `onImgproOpen` and its like for its events, `ref` for the element.
 */
export const ImgproGallery = forwarded<ImgproGalleryProps>(
  ({ images, eager, sizes, children, ...props }, ref) => {
    // Markup that a server has written stays: until the element's script comes, it is all there is.
    const onServer = useSyncExternalStore(
      never,
      () => false,
      () => true,
    );
    const [first] = useState(() => (onServer && Array.isArray(images) ? images.slice(0, FIRST_PAGE) : []));
    const list = images && 'data' in images ? images : null;
    const { items, nextCursor } = galleryItems(list ?? first, { eager, sizes });
    const links = items.map(({ link, img }) =>
      createElement('a', { key: link['data-id'], ...defined(link) }, createElement('img', named(img))),
    );
    return createElement(
      Gallery,
      {
        ...props,
        ...(list ? { nextCursor } : { images: images as Image[] | null | undefined }),
        ref: ref as Ref<GalleryElement>,
      },
      links,
      children,
    );
  },
  'ImgproGallery',
);

const defined = (attributes: object): object =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
