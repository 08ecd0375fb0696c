import type { LocaleTable } from '../types.ts';

/** A gallery's viewer, until its code is there, in English. */
export const input = {
  viewerOpening: 'Opening the image…',
  viewerMissing: 'The viewer could not be loaded. Check the connection, then open the image again.',
  viewerPage: 'Open image page',
} satisfies LocaleTable;
