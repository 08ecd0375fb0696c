import type { LocaleTable } from '../types.ts';

/** English about what the service says of images; it comes with those facts. */
export const service = {
  statusReadyUntil: 'Uploaded, kept until {date}',
  expiry: { one: 'This image is deleted {when}.', other: 'These images are deleted {when}.' },
  limitedFor: 'Too many uploads just now. Going on in {clock}',
  limitedUntil: 'Too many uploads just now. Going on {when}.',
  offerSignUp: 'Create an account',
  offerDismiss: 'Do not show this again',
} satisfies LocaleTable;
