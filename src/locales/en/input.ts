import type { LocaleTable } from '../types.ts';

/** The gallery's texts about opening and moving images, in English. */
export const input = {
  viewerOpening: 'Opening the image…',
  viewerMissing: 'The viewer could not be loaded. Check the connection, then open the image again.',
  viewerPage: 'Open image page',
  moved: '{name}: place {index} of {count}',
} satisfies LocaleTable;
