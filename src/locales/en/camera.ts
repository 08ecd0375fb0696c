import type { LocaleTable } from '../types.ts';

/** English messages of the camera dialog; they come with the dialog. */
export const camera = {
  cameraView: 'Picture of the camera',
  cameraStarting: 'Starting the camera… Allow it, if the browser asks.',
  cameraTake: 'Take photo',
  cameraTaken: 'The photo just taken',
  cameraAgain: 'Take another',
  cameraUse: 'Use photo',
  cameraSwitch: 'Front or back',
  cameraChoose: 'Camera',
  cameraNumber: 'Camera {number}',
  cameraShot: 'Photo {number} of {total}',
  cameraShots: { one: '{count} photo taken', other: '{count} photos taken' },
  cameraAdd: { one: 'Add {count} photo', other: 'Add {count} photos' },
  cameraRetake: 'Take it again',
  cameraBack: 'Back to the camera',
  cameraFull: 'No more photos can be added.',
  cameraLeave: { one: 'Discard the photo?', other: 'Discard {count} photos?' },
  cameraDiscard: 'Discard',
  cameraInsecure: 'The camera works on secure pages (https) only.',
  cameraBlocked: 'This page may not use the camera.',
  cameraDenied: 'The camera is not allowed here. Allow it in the address bar of the browser, then try again.',
  cameraNone: 'No camera was found. Connect one, then try again.',
  cameraBusy: 'The camera is in use by another program. Close that, then try again.',
  cameraGone: 'The camera was switched off or unplugged. Connect it, then try again.',
  cameraFailed: 'The camera could not be started.',
} satisfies LocaleTable;
