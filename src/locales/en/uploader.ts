import type { LocaleTable } from '../types.ts';

/** The uploader in English, as far as it is shown first. */
export const uploader = {
  dropMany: 'Drop images here',
  dropOne: 'Drop an image here',
  addMany: 'Add your images',
  addOne: 'Add your image',
  chooseMany: 'Choose images',
  chooseOne: 'Choose image',
  folder: 'Choose folder',
  link: 'From a link',
  dropNow: 'Drop to add',

  camera: 'Take a photo',

  hintTypesSize: '{types}, up to {size}',
  hintCount: { one: 'at most {count} image', other: 'at most {count} images' },
  typeList: 'JPEG, PNG, WebP, HEIC and more',

  dialogTitle: 'Upload images',
  done: 'Done',
  close: 'Close',
  retry: 'Try again',
  checking: { one: 'Checking {count} image…', other: 'Checking {count} images…' },

  loadFailed: 'The uploader could not be loaded. Check the connection, try again.',
  loadFailedAgain: 'Still not loaded: reload the page, choose the images again.',
  reload: 'Reload the page',

  validityMissing: { one: 'Add an image.', other: 'Add {count} images.' },
  validityFew: { one: 'Add at least {count} image.', other: 'Add at least {count} images.' },
  validityUploading: 'Wait until the images are uploaded.',
} satisfies LocaleTable;
