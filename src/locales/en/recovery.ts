import type { LocaleTable } from '../types.ts';

/** English messages about files kept over a reload; they come with the code that keeps them. */
export const recovery = {
  recoverWaiting: {
    one: '{count} image from before is not uploaded yet.',
    other: '{count} images from before are not uploaded yet.',
  },
  recoverDiscard: 'Discard',
  recoverAsk: {
    one: 'Take it off the list? What is written about it goes too.',
    other: 'Take all {count} off the list? What is written about them goes too.',
  },
  recoverKeep: 'Keep',
  recoverMissing: {
    one: '{name} is too large to be kept over a reload. Choose it again then.',
    other: '{count} images are too large to be kept over a reload. Choose them again then.',
  },
  recoverBlocked:
    'This browser keeps nothing over a reload here, as in a private window. Leave the page open until the images are uploaded.',
  recoverUnsupported:
    'This browser cannot keep the images over a reload. Leave the page open until they are uploaded.',
  recoverFull:
    'This device has no room to keep the images over a reload. Leave the page open until they are uploaded.',
  announceRecovered: {
    one: 'Going on with {count} image from before',
    other: 'Going on with {count} images from before',
  },

  errorNotKept: 'Not kept over the reload.',
  errorNotKeptHelp: 'Choose the same file again.',
  errorUnconfirmed: 'Not kept over the reload; it may be uploaded already.',
  errorUnconfirmedHelp: 'Choose the same file again: it is not stored twice.',
  validityRecovered: 'Continue with the images from before, or discard them.',
} satisfies LocaleTable;
