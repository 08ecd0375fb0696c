import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';

/**
 * Uppy tells `complete` after `upload()` and `retryAll()`, but not after `retryUpload(id)`: a page that waits for it
 * never learns that a file which was tried again is through. This tells it.
 */
export function completeRetries<M extends Meta, B extends Body>(uppy: Uppy<M, B>): () => void {
  const retries = new Set<string>();
  let retried: string | null = null;
  const onRetry = (file: UppyFile<M, B>) => (retried = file.id);
  const onUpload = (uploadId: string, files: UppyFile<M, B>[]) => {
    // `upload-retry` is told right before the upload it begins.
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
