import type { LocaleTable } from '../types.ts';
import type { managing } from './managing.ts';
import type { reordering } from './reordering.ts';
import type { scrubber } from './scrubber.ts';
import type { toolbar } from './toolbar.ts';
import type { viewer } from './viewer.ts';

/** The gallery in English, as far as it is shown first. */
export const gallery = {
  list: 'Images',
  keys: 'Use the arrow keys to move among the images.',
  keysSelectable: 'Use the arrow keys to move among the images, Space to select, Enter to open.',
  imageNamed: 'Image {name}',
  unnamed: 'Image',

  loading: 'Loading images…',
  loadingMore: 'Loading more images…',
  loadMore: 'Show more',
  loadedAll: { one: 'All loaded: {count} image', other: 'All loaded: {count} images' },
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
  nsfw: 'Sensitive content',
  reveal: 'Show',
  private: 'Private',

  select: 'Select {name}',
  selected: { one: '{count} selected', other: '{count} selected' },
  selectedNone: 'Nothing selected',

  draft: 'Not published',
  undated: 'Without a date',
  paper: { one: '{count} more image is not printed.', other: '{count} more images are not printed.' },
  partMissing: 'A part of the gallery could not be loaded.',
  reload: 'Reload the page',

  viewerOpening: 'Opening the image…',
  viewerMissing: 'The viewer could not be loaded. Check the connection, then open the image again.',
  viewerPage: 'Open image page',
  dismiss: 'Dismiss',

  moved: '{name}: place {index} of {count}',
} satisfies LocaleTable;

/** All texts of the gallery, the type of the other languages. */
export type GalleryTable = typeof gallery &
  typeof reordering &
  typeof toolbar &
  typeof scrubber &
  typeof managing &
  typeof viewer;
