import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ImgproGallery } from '../elements/gallery/imgpro-gallery.ts';
import type { ImgproGalleryEventMap } from '../elements/gallery/gallery.events.ts';
import type { ImgproImage } from '../elements/image/imgpro-image.ts';
import type { ImgproImageEventMap } from '../elements/image/image.events.ts';
import type { ImgproUploader } from '../elements/uploader/imgpro-uploader.ts';
import type { ImgproUploaderEventMap } from '../elements/uploader/uploader.events.ts';

/** `onimgpro-load` and its like: React 19 listens for whatever follows `on` on a custom element. */
type Handlers<Events> = {
  [Name in keyof Events as Name extends `imgpro-${string}` ? `on${Name}` : never]?: (
    event: Events[Name],
  ) => void;
};

/** Own attributes as they are written, whose values React hands on as text. */
type Attributes<Names extends string> = { [Name in Names]?: string | number | boolean | undefined };

type Shared = 'token-endpoint' | 'api-url';

/** An element's tag: HTML's attributes, its own, its properties that hold objects, and its events. */
type Tag<Element, Names extends string, Objects extends keyof Element, Events> = Omit<
  DetailedHTMLProps<HTMLAttributes<Element>, Element>,
  Names
> &
  Attributes<Names | Shared> &
  Partial<Pick<Element, Objects>> &
  Handlers<Events> & { class?: string };

export interface ImgproTags {
  'imgpro-image': Tag<
    ImgproImage,
    | 'image-id'
    | 'src'
    | 'width'
    | 'height'
    | 'alt'
    | 'sizes'
    | 'priority'
    | 'placeholder'
    | 'ratio'
    | 'nsfw'
    | 'show-caption'
    | 'link'
    | 'zoomable',
    'image' | 'formats' | 'transform' | 'actions' | 'tokenProvider' | 'client',
    ImgproImageEventMap
  >;
  'imgpro-gallery': Tag<
    ImgproGallery,
    | 'ids'
    | 'layout'
    | 'row-height'
    | 'columns'
    | 'gap'
    | 'page-size'
    | 'selectable'
    | 'manage'
    | 'lightbox'
    | 'reorderable'
    | 'uploader',
    'images' | 'tokenProvider' | 'client',
    ImgproGalleryEventMap
  >;
  'imgpro-uploader': Tag<
    ImgproUploader,
    | 'name'
    | 'required'
    | 'disabled'
    | 'multiple'
    | 'accept'
    | 'max-files'
    | 'min-files'
    | 'max-file-size'
    | 'min-width'
    | 'min-height'
    | 'max-width'
    | 'max-height'
    | 'sources'
    | 'variant'
    | 'view'
    | 'manual'
    | 'concurrency'
    | 'retries'
    | 'max-dimension'
    | 'quality'
    | 'format'
    | 'strip-location'
    | 'fields'
    | 'ttl'
    | 'published-at'
    | 'caption'
    | 'recover'
    | 'unguarded'
    | 'drop-target'
    | 'delete-on-remove',
    'metadata' | 'tokenProvider' | 'client',
    ImgproUploaderEventMap
  >;
}

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- where React looks for tags
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged into React's own
    interface IntrinsicElements extends ImgproTags {}
  }
}
