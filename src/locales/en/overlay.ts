import type { LocaleTable } from '../types.ts';

/** English of the overlay on a drop target elsewhere on the page; it comes with the first drag over one. */
export const overlay = {
  dropOnto: 'Drop to add to “{name}”',
} satisfies LocaleTable;
