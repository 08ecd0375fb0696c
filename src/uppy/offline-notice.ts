import type { Body, Meta, Uppy } from '@uppy/core';
import { isOffline } from '../upload/connectivity.ts';

/** Time for which the notice stays, in ms. */
const SHOWN = 6000;

/**
 * Says in Uppy's informer that uploads wait for the connection. Uppy's own notice lasts no time: it takes the oldest one
 * back at once, whichever that is. This one comes after it, in place of both; Uppy may notice the same loss twice.
 * Returns the way to stop it.
 */
export function noticeOffline<M extends Meta, B extends Body>(
  uppy: Uppy<M, B>,
  text: () => string,
): () => void {
  const takeBack = () => {
    const stale = [text(), uppy.i18n('noInternetConnection')];
    const { info } = uppy.getState();
    uppy.setState({ info: info.filter(({ message }) => !stale.includes(String(message))) });
  };
  const say = () => {
    if (Object.keys(uppy.getState().currentUploads).length === 0) return;
    // After Uppy has shown its own notice, and taken it back.
    queueMicrotask(() =>
      setTimeout(() => {
        takeBack();
        if (isOffline()) uppy.info(text(), 'warning', SHOWN);
      }),
    );
  };
  uppy.on('is-offline', say);
  uppy.on('back-online', takeBack);
  return () => {
    uppy.off('is-offline', say);
    uppy.off('back-online', takeBack);
  };
}
