import type { BatchError, Image } from '../../api/types.ts';

/** A page of images has come. */
export interface LoadPageDetail {
  images: Image[];
  hasMore: boolean;
}

/** The ids selected now, in the order of the gallery. */
export interface SelectionChangeDetail {
  ids: string[];
}

/** The viewer shows this image now, or has left it. */
export interface OpenDetail {
  id: string;
  image: Image;
}

/** The ids in their new order. */
export interface ReorderDetail {
  ids: string[];
}

/** The ids about to be deleted; `preventDefault()` keeps them and asks nothing. */
export interface BeforeDeleteDetail {
  ids: string[];
}

/** `ids` are those that were done; `errors` says of each other one why not. */
export interface BatchDetail {
  ids: string[];
  errors: BatchError[];
}

/** The error of a failed load; the images so far stay, and the gallery offers to try again. */
export interface GalleryErrorDetail {
  code: string;
  message: string;
}

export interface ImgproGalleryEventMap {
  'imgpro-load-page': CustomEvent<LoadPageDetail>;
  'imgpro-selection-change': CustomEvent<SelectionChangeDetail>;
  'imgpro-open': CustomEvent<OpenDetail>;
  'imgpro-close': CustomEvent<OpenDetail>;
  'imgpro-reorder': CustomEvent<ReorderDetail>;
  'imgpro-before-delete': CustomEvent<BeforeDeleteDetail>;
  'imgpro-delete': CustomEvent<BatchDetail>;
  'imgpro-update': CustomEvent<BatchDetail>;
  'imgpro-error': CustomEvent<GalleryErrorDetail>;
}
