import type { LocaleTable } from '../types.ts';
import type { viewer } from './viewer.ts';

/** The gallery in English, as far as it is shown first. */
export const gallery = {
  list: 'Images',
  keys: 'Use the arrow keys to move among the images.',
  keysSelectable: 'Use the arrow keys to move among the images, Space to select, Enter to open.',
  count: { one: '{count} image', other: '{count} images' },
  countMore: { one: '{count}+ image', other: '{count}+ images' },
  imageNamed: 'Image {name}',
  unnamed: 'Image',

  loading: 'Loading images…',
  loadingMore: 'Loading more images…',
  loadMore: 'Show more',
  loaded: { one: '{count} image loaded', other: '{count} images loaded' },
  end: 'That’s all',
  empty: 'No images yet',
  emptyHint: 'Images show up here as soon as there are any.',
  emptyUploader: 'The first image you upload appears here.',

  errorFirst: 'The images could not be loaded',
  errorMore: 'More images could not be loaded',
  errorNetwork: 'There seems to be no connection. Everything loaded so far is still here.',
  errorNetworkFirst: 'Check the connection, then try again.',
  errorAuth: 'You may need to sign in again. Reload the page, or contact the site’s owner.',
  errorSetup: 'This gallery is not set up completely. The site’s owner can mend it.',
  errorRate: 'Too many requests for the moment. Wait a little, then try again.',
  errorOther: 'Something went wrong at the server. Try again in a moment.',
  retry: 'Try again',

  processing: 'Processing…',
  processingNamed: '{name} is being processed',
  failed: 'Could not be processed',
  failedNamed: '{name} could not be processed',
  blocked: 'Removed by moderation',
  blockedNamed: '{name} was removed by moderation',
  broken: 'Could not be shown',
  brokenNamed: '{name} could not be shown',
  nsfw: 'Sensitive content',
  reveal: 'Show',
  private: 'Private',

  select: 'Select {name}',
  selected: { one: '{count} selected', other: '{count} selected' },
  selectedNone: 'Nothing selected',
  selectAll: 'Select all',
  clearSelection: 'Clear selection',
  toolbar: 'Actions on images',

  delete: 'Delete',
  makePublic: 'Make public',
  makePrivate: 'Make private',
  editCaption: 'Edit caption',
  setExpiry: 'Set expiry',
  cancel: 'Cancel',
  save: 'Save',
  close: 'Close',
  deleting: { one: 'Deleting the image…', other: 'Deleting {count} images…' },
  updating: { one: 'Changing the image…', other: 'Changing {count} images…' },
  working: '{done} of {count}',

  deleteTitle: { one: 'Delete this image?', other: 'Delete {count} images?' },
  deleteText: {
    one: 'It is deleted for good, and disappears wherever it is embedded. This cannot be undone.',
    other: 'They are deleted for good, and disappear wherever they are embedded. This cannot be undone.',
  },
  deleteConfirm: { one: 'Delete image', other: 'Delete {count} images' },
  privateTitle: { one: 'Make this image private?', other: 'Make {count} images private?' },
  privateText: {
    one: 'Its page will no longer be public. Whoever has the address of the file itself can still open that.',
    other:
      'Their pages will no longer be public. Whoever has the address of a file itself can still open that.',
  },
  captionTitle: { one: 'Caption', other: 'Caption of {count} images' },
  captionLabel: 'Caption',
  captionHint: { one: 'Leave it empty to remove the caption.', other: 'All of them get this caption.' },
  expiryTitle: { one: 'When does this image expire?', other: 'When do these {count} images expire?' },
  expiryLabel: 'Expires',
  expiryHint: 'An expired image is deleted by itself.',
  expiryNever: 'Never',
  expiryHour: 'In one hour',
  expiryDay: 'In one day',
  expiryWeek: 'In one week',
  expiryMonth: 'In 30 days',
  expiryQuarter: 'In 90 days',

  deleted: { one: 'Image deleted', other: '{count} images deleted' },
  updated: { one: 'Image changed', other: '{count} images changed' },
  deleteFailed: { one: 'One image could not be deleted', other: '{count} images could not be deleted' },
  updateFailed: { one: 'One image could not be changed', other: '{count} images could not be changed' },
  reasonLocked: { one: 'It is locked.', other: '{count} of them are locked.' },
  reasonMissing: { one: 'It no longer exists.', other: '{count} of them no longer exist.' },
  reasonForbidden: 'You may not do this.',
  reasonNetwork: 'The connection was lost. They are still selected: try again.',
  reasonOther: 'The server could not do it. They are still selected: try again.',
  dismiss: 'Dismiss',

  viewerPage: 'Open image page',
  viewerOpening: 'Opening the image…',
  viewerMissing: 'The viewer could not be loaded. Check the connection, then open the image again.',

  moved: '{name}: place {index} of {count}',
} satisfies LocaleTable;

/** All that the gallery says, the type of the other languages. */
export type GalleryTable = typeof gallery & typeof viewer;
