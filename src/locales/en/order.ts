import type { LocaleTable } from '../types.ts';

/** English about the order of the files; it comes with what changes it. */
export const order = {
  movedTo: '{name} is now {place} of {total}',
} satisfies LocaleTable;
