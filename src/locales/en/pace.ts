import type { LocaleTable } from '../types.ts';

/** English of the time that an upload will take; it comes with the code that measures it. */
export const pace = {
  timeLeft: '{time} left',
} satisfies LocaleTable;
