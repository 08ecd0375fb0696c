import type { LocaleTable } from '../types.ts';

/** English of what a person may write about a file; it comes with the fields. */
export const fields = {
  fieldCaption: 'Caption',
  fieldAltText: 'Alt text',
  fieldAltTextHint: 'What is in the picture?',
  fieldOf: '{field} of {name}',
  fieldUnsaved: 'Not saved.',
} satisfies LocaleTable;
