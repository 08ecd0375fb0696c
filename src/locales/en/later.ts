import type { LocaleTable } from '../types.ts';

/** The gallery's messages, and tiles without a picture, in English. */
export const later = {
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

  dismiss: 'Dismiss',

  paper: { one: '{count} more image is not printed.', other: '{count} more images are not printed.' },
} satisfies LocaleTable;
