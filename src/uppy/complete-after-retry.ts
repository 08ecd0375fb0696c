import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';

/**
 * Emits `complete` after `retryUpload(id)`. Uppy does so after `upload()` and `retryAll()` alone: a page that waits for it
 * would never learn of the end of a file that was sent again.
 */
export function completeRetries<M extends Meta, B extends Body>(uppy: Uppy<M, B>): () => void {
  const retries = new Set<string>();
  let retried: string | null = null;
  const onRetry = (file: UppyFile<M, B>) => (retried = file.id);
  const onUpload = (uploadId: string, files: UppyFile<M, B>[]) => {
    // `upload-retry` is emitted right before the upload it begins.
    if (retried !== null && files.length === 1 && files[0]?.id === retried) retries.add(uploadId);
    retried = null;
  };
  const onState = (before: State<M, B>, after: State<M, B>) => {
    for (const id of retries) {
      if (id in after.currentUploads) continue;
      retries.delete(id);
      const result = before.currentUploads[id]?.result;
      if (result?.successful ?? result?.failed) queueMicrotask(() => uppy.emit('complete', result!));
    }
  };
  uppy.on('upload-retry', onRetry);
  uppy.on('upload', onUpload);
  uppy.on('state-update', onState);
  return () => {
    uppy.off('upload-retry', onRetry);
    uppy.off('upload', onUpload);
    uppy.off('state-update', onState);
  };
}

type State<M extends Meta, B extends Body> = ReturnType<Uppy<M, B>['getState']>;
