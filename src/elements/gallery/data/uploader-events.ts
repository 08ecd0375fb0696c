import type { Image } from '../../../api/types.ts';
import type { GalleryContext } from '../context.ts';
import type { Collection, Rearrangement } from './collection.ts';

interface UploadDetail {
  image?: Image;
  file?: { image?: Image | null };
  /** Of `imgpro-update`: the images that were changed. */
  ids?: readonly string[];
}

/** The uploader's own properties that are read here. */
export interface UploaderLike {
  deleteOnRemove?: boolean;
  images?: readonly Image[];
}

/** The images of a gallery, as far as an uploader changes them. */
export interface UploadedModel {
  readonly collection: Collection;
  /** The images an uploader brought, newest first. */
  readonly arrived: Image[];
  /** Images as they are to be shown. */
  overlaid(images: readonly Image[]): Image[];
  replace(images: readonly Image[]): void;
  remove(ids: readonly string[]): void;
  /** Waits for those of these images that are processing. */
  watch(images: readonly Image[]): void;
}

/** The gallery that an uploader's images come to. */
interface UploadTarget {
  readonly context: Pick<GalleryContext, 'requestUpdate'>;
  readonly model: UploadedModel;
  /** Carries a change out, and places the images. */
  arrange(how: Rearrangement, act: () => void): void;
}

/**
 * Takes up an event of an uploader: `imgpro-upload-success` brings an image, perhaps still processing, and
 * `imgpro-image-ready` its finished form. `imgpro-update` tells of images whose caption or fields were written there; they
 * are taken from its `images`. A file that is taken off the uploader's list, `imgpro-file-removed`, takes its tile
 * along when there is nothing to see, or when the uploader deletes what is removed.
 */
export function takeUpload(
  { type, detail }: CustomEvent<UploadDetail | null>,
  uploader: UploaderLike,
  target: UploadTarget,
): void {
  const { model } = target;
  const { image, file, ids = [] } = detail ?? {};
  if (type === 'imgpro-file-removed') {
    const { id = '' } = file?.image ?? {};
    const shown = model.collection.get(id);
    if (uploader.deleteOnRemove === true || shown?.status === 'failed' || shown?.blocked) model.remove([id]);
  } else if (type === 'imgpro-update')
    model.replace((uploader.images ?? []).filter((each) => ids.includes(each.id)));
  else if (image?.id) arrived(image, target);
}

/** An uploader has stored an image, or an image that it had stored is ready. */
function arrived(image: Image, { context, model, arrange }: UploadTarget): void {
  const { collection } = model;
  if (collection.has(image.id)) return model.replace([image]);
  const [shown] = model.overlaid([image]);
  if (!shown) return;
  model.arrived.unshift(shown);
  arrange('anew', () => collection.reorder([shown, ...collection.images]));
  model.watch([shown]);
  context.requestUpdate();
}
