import type { LocaleTable } from '../types.ts';

/** Headings by date that name none, in English. */
export const groups = {
  draft: 'Not published',
  undated: 'Without a date',
} satisfies LocaleTable;
