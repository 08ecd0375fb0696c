import type { Image } from '../../api/types.ts';

interface UploadDetail {
  image?: Image;
  file?: { image?: Image | null };
}

/**
 * Listens to an uploader by its id: `imgpro-upload-success` brings an image, perhaps still processing, and
 * `imgpro-image-ready` its finished form. It may come to the page later than the gallery, so the events, which bubble,
 * are caught at the root of both. A file that is taken off the uploader's list, `imgpro-file-removed`, takes its tile
 * along when there is nothing to see, or when the uploader deletes what is removed.
 */
export function followUploader(
  root: Node,
  id: () => string | null,
  heard: { arrived(image: Image): void; left(id: string, deleted: boolean): void },
  signal: AbortSignal,
): void {
  const listen = (event: Event) => {
    const wanted = id();
    if (!wanted || !(event.target instanceof Element) || event.target.id !== wanted) return;
    const { image, file } = (event as CustomEvent<UploadDetail | null>).detail ?? {};
    if (event.type !== 'imgpro-file-removed') return image?.id && heard.arrived(image);
    const deletes = (event.target as { deleteOnRemove?: boolean }).deleteOnRemove === true;
    if (file?.image?.id) heard.left(file.image.id, deletes);
  };
  for (const type of ['imgpro-upload-success', 'imgpro-image-ready', 'imgpro-file-removed'])
    root.addEventListener(type, listen, { signal });
}
