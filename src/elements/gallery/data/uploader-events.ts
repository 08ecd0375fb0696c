import type { Image } from '../../../api/types.ts';

interface UploadDetail {
  image?: Image;
  file?: { image?: Image | null };
  /** Of `imgpro-update`: the images that were changed. */
  ids?: readonly string[];
}

/** The uploader's own properties that are read here. */
interface UploaderLike {
  deleteOnRemove?: boolean;
  images?: readonly Image[];
}

/**
 * Listens to an uploader by its id: `imgpro-upload-success` brings an image, perhaps still processing, and
 * `imgpro-image-ready` its finished form. It may come to the page later than the gallery, so the events, which bubble,
 * are caught at the root of both. `imgpro-update` tells of images whose caption or fields were written there; they are
 * taken from its `images`. A file that is taken off the uploader's list, `imgpro-file-removed`, takes its tile
 * along when there is nothing to see, or when the uploader deletes what is removed.
 */
export function followUploader(
  root: Node,
  id: () => string | null,
  heard: {
    arrived(image: Image): void;
    replace(images: readonly Image[]): void;
    left(id: string, deleted: boolean): void;
  },
  signal: AbortSignal,
): void {
  const listen = (event: Event) => {
    const wanted = id();
    if (!wanted || !(event.target instanceof Element) || event.target.id !== wanted) return;
    const uploader = event.target as UploaderLike;
    const { image, file, ids = [] } = (event as CustomEvent<UploadDetail | null>).detail ?? {};
    switch (event.type) {
      case 'imgpro-file-removed':
        if (file?.image?.id) heard.left(file.image.id, uploader.deleteOnRemove === true);
        return;
      case 'imgpro-update':
        return heard.replace((uploader.images ?? []).filter((each) => ids.includes(each.id)));
      default:
        if (image?.id) heard.arrived(image);
    }
  };
  for (const type of ['imgpro-upload-success', 'imgpro-image-ready', 'imgpro-file-removed', 'imgpro-update'])
    root.addEventListener(type, listen, { signal });
}
