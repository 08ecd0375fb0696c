import type { LocaleTable } from '../types.ts';

/** The bar above a gallery's images, in English. */
export const toolbar = {
  count: { one: '{count} image', other: '{count} images' },
  countMore: { one: '{count}+ image', other: '{count}+ images' },
  selectAll: 'Select all',
  clearSelection: 'Clear selection',
  toolbar: 'Actions on images',
} satisfies LocaleTable;
