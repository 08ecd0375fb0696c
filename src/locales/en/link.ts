import type { LocaleTable } from '../types.ts';

/** English of the form for the address of an image; it comes with the form. */
export const link = {
  linkLabel: 'Address of an image',
  linkPlaceholder: 'https://',
  linkAdd: 'Add',
  linkCancel: 'Cancel',
  linkInvalid: 'Enter a full address, beginning with https://',
} satisfies LocaleTable;
