import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import type { Image } from '../api/index.ts';
import type { ImageRequests } from '../api/late-client.ts';
import { pollImage } from '../api/client/wait.ts';
import { isOffline } from '../upload/connectivity.ts';
import { asImgproError, isVerdict } from '../upload/send/errors.ts';
import { updateImage } from '../upload/send/update-image.ts';
import { editsSince } from './edits.ts';
import { KEY_FIELD } from './file-meta.ts';

/** Options for one stored file. */
export interface PostprocessOptions {
  /** Whether to wait until the service has processed the image. */
  waits: boolean;
  /** Message that Uppy shows meanwhile. */
  message: string;
  /** Names of the meta fields that are sent; undefined: all. */
  allowed: readonly string[] | undefined;
  mayUpdate(): Promise<boolean>;
  /** Fields that were changed after the file was sent, and could not be saved. */
  onUnsaved(fields: string[]): void;
  client: ImageRequests;
  /** Aborts when the file is taken out of Uppy. */
  signal: AbortSignal;
}

const imageOf = <M extends Meta, B extends Body>(file: UppyFile<M, B>): Image =>
  file.response!.body as unknown as Image;

/** Waits for the processing of a stored file's image, and saves its fields that were changed since it was sent. */
export async function finishFile<M extends Meta, B extends Body>(
  uppy: Uppy<M, B>,
  id: string,
  options: PostprocessOptions,
): Promise<void> {
  if (options.waits) await awaitProcessing(uppy, id, options);
  const unsaved = await saveEdits(uppy, id, options);
  if (unsaved.length > 0) options.onUnsaved(unsaved);
}

/** Keeps a file in Uppy's post-processing until the service has processed its image; it fails where that fails. */
async function awaitProcessing<M extends Meta, B extends Body>(
  uppy: Uppy<M, B>,
  id: string,
  { client, signal, message }: PostprocessOptions,
): Promise<void> {
  const file = uppy.getFile(id);
  const image = imageOf(file);
  uppy.emit('postprocess-progress', file, { mode: 'indeterminate', message });
  try {
    setImage(uppy, id, await pollImage(client, image.id, { signal, visible: () => !isOffline() }));
  } catch (cause) {
    if (signal.aborted || !has(uppy, id)) return;
    const error = asImgproError(cause);
    // Under its key the service would only bring the same image back: another attempt is another upload.
    if (isVerdict(error)) uppy.setFileMeta(id, { [KEY_FIELD]: undefined } as unknown as M);
    // For Uppy a file that was sent is done, and its user interfaces would offer no way to send it again.
    const { progress } = uppy.getFile(id);
    const undone = { uploadComplete: false, percentage: 0, bytesUploaded: 0, postprocess: undefined };
    uppy.setFileState(id, { progress: { ...progress, ...undone } } as Partial<UppyFile<M, B>>);
    uppy.emit('upload-error', uppy.getFile(id), error);
  }
}

/**
 * Saves fields that were changed after the file was sent, as a change of the stored image. Resolves to the names of those
 * that could not be saved.
 */
async function saveEdits<M extends Meta, B extends Body>(
  uppy: Uppy<M, B>,
  id: string,
  { client, signal, allowed, mayUpdate }: PostprocessOptions,
): Promise<string[]> {
  const file = uppy.getFile(id) as UppyFile<M, B> | undefined;
  if (!file || file.error) return [];
  const edits = editsSince(file, allowed);
  const names = Object.keys(edits);
  if (names.length === 0) return [];
  try {
    if (!(await mayUpdate())) return names;
    setImage(uppy, id, await updateImage(client, imageOf(file).id, edits, signal));
    return [];
  } catch {
    return signal.aborted || !has(uppy, id) ? [] : names;
  }
}

const has = <M extends Meta, B extends Body>(uppy: Uppy<M, B>, id: string): boolean =>
  id in uppy.getState().files;

function setImage<M extends Meta, B extends Body>(uppy: Uppy<M, B>, id: string, image: Image): void {
  if (!has(uppy, id)) return;
  const response = { ...uppy.getFile(id).response!, body: image as unknown as B, uploadURL: image.url };
  uppy.setFileState(id, { response, uploadURL: image.url } as Partial<UppyFile<M, B>>);
}
