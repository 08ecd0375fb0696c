import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ImgproGallery } from '../elements/gallery/imgpro-gallery.ts';
import type { ImgproGalleryEventMap } from '../elements/gallery/gallery.events.ts';
import type { ImgproImage } from '../elements/image/imgpro-image.ts';
import type { ImgproImageEventMap } from '../elements/image/image.events.ts';
import type { ImgproUploader } from '../elements/uploader/imgpro-uploader.ts';
import type { ImgproUploaderEventMap } from '../elements/uploader/uploader.events.ts';
import type { Written } from '../elements/shared/written.ts';
import type { GALLERY, IMAGE, UPLOADER } from './tables.ts';

/** `onimgpro-load` and its like: React 19 listens for whatever follows `on` on a custom element that it makes. */
type Handlers<Events> = {
  [Name in keyof Events as Name extends `imgpro-${string}` ? `on${Name}` : never]?: (
    event: Events[Name],
  ) => void;
};

/** Own attributes as they are written. React sets one whose property has its name as the property, and so takes its values. */
type Attributes<Element, Table> = {
  [Name in keyof Table & keyof Element as Table[Name] extends string ? Table[Name] : never]?:
    Written<Element[Name]> | (Table[Name] extends Name ? Element[Name] : never);
};

/** Properties whose values no attribute can hold. */
type Properties<Element, Table> = {
  [Name in keyof Table & keyof Element as Table[Name] extends null ? Name : never]?:
    Element[Name] | undefined;
};

/** An element's tag: HTML's attributes, its own, its properties, and its events. */
type Tag<Element, Table, Events> = Omit<
  DetailedHTMLProps<HTMLAttributes<Element>, Element>,
  keyof Attributes<Element, Table> | keyof Properties<Element, Table>
> &
  Attributes<Element, Table> &
  Properties<Element, Table> &
  Handlers<Events> & { class?: string };

export interface ImgproTags {
  'imgpro-image': Tag<ImgproImage, typeof IMAGE, ImgproImageEventMap>;
  'imgpro-gallery': Tag<ImgproGallery, typeof GALLERY, ImgproGalleryEventMap>;
  'imgpro-uploader': Tag<ImgproUploader, typeof UPLOADER, ImgproUploaderEventMap>;
}

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- where React looks for tags
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged into React's own
    interface IntrinsicElements extends ImgproTags {}
  }
}
