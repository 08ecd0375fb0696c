import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import { pollImage, type Image, type ImgproClient } from '../api/index.ts';
import { isOffline } from '../upload/connectivity.ts';
import { asImgproError, isVerdict } from '../upload/send/errors.ts';
import { saveFields } from '../upload/send/save-fields.ts';
import { editsSince } from './edits.ts';
import { KEY_FIELD } from './file-meta.ts';
import { emitSafely } from './listeners.ts';

export interface PostprocessOptions {
  client: ImgproClient;
  /** Aborts when the file is taken out of Uppy. */
  signal: AbortSignal;
}

const imageOf = <M extends Meta, B extends Body>(file: UppyFile<M, B>): Image =>
  file.response!.body as unknown as Image;

/** Keeps a file in Uppy's post-processing until the service has processed its image; it fails where that fails. */
export async function awaitProcessing<M extends Meta, B extends Body>(
  uppy: Uppy<M, B>,
  id: string,
  message: string,
  { client, signal }: PostprocessOptions,
): Promise<void> {
  const file = uppy.getFile(id);
  const image = imageOf(file);
  if (image.status !== 'processing') return;
  emitSafely(uppy, 'postprocess-progress', file, { mode: 'indeterminate', message });
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
    emitSafely(uppy, 'upload-error', uppy.getFile(id), error);
  }
}

/**
 * Saves fields that were changed after the file was sent, as a change of the stored image. Resolves to the names of those
 * that could not be saved.
 */
export async function saveEdits<M extends Meta, B extends Body>(
  uppy: Uppy<M, B>,
  id: string,
  allowed: readonly string[] | undefined,
  { client, signal, mayUpdate }: PostprocessOptions & { mayUpdate(): Promise<boolean> },
): Promise<string[]> {
  const file = uppy.getFile(id) as UppyFile<M, B> | undefined;
  if (!file || file.error) return [];
  const edits = editsSince(file, allowed);
  const names = Object.keys(edits);
  if (names.length === 0) return [];
  try {
    if (!(await mayUpdate())) return names;
    setImage(uppy, id, await saveFields(client, imageOf(file).id, edits, signal));
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
