import type { LocaleTable } from '../types.ts';

/** The rail of dates beside a gallery's images, in English. */
export const scrubber = {
  timeline: 'Timeline of the images',
} satisfies LocaleTable;
