import type { LocaleTable } from '../types.ts';

/** English messages of the camera dialog; they come with the dialog. */
export const camera = {
  cameraView: 'Picture of the camera',
  cameraStarting: 'Starting the camera…',
  cameraTake: 'Take photo',
  cameraTaken: 'The photo just taken',
  cameraAgain: 'Take another',
  cameraUse: 'Use photo',
  cameraSwitch: 'Other camera',
  cameraInsecure: 'The camera works on secure pages (https) only.',
  cameraBlocked: 'This page may not use the camera.',
  cameraDenied: 'The camera is not allowed here. Allow it in the address bar of the browser, then try again.',
  cameraNone: 'No camera was found. Connect one, then try again.',
  cameraBusy: 'The camera is in use by another program. Close that, then try again.',
  cameraFailed: 'The camera could not be started.',
} satisfies LocaleTable;
