import type { Image } from '../../api/types.ts';

interface UploadDetail {
  image?: Image;
}

/**
 * Listens to an uploader by its id: `imgpro-upload-success` brings an image, perhaps still processing, and
 * `imgpro-image-ready` its finished form. It may come to the page later than the gallery, so the events, which bubble,
 * are caught at the root of both.
 */
export function followUploader(
  root: Node,
  id: () => string | null,
  arrived: (image: Image) => void,
  signal: AbortSignal,
): void {
  const listen = (event: Event) => {
    const wanted = id();
    if (!wanted || !(event.target instanceof Element) || event.target.id !== wanted) return;
    const { image } = (event as CustomEvent<UploadDetail | null>).detail ?? {};
    if (image?.id) arrived(image);
  };
  for (const type of ['imgpro-upload-success', 'imgpro-image-ready'])
    root.addEventListener(type, listen, { signal });
}
