import type { LocaleTable } from '../types.ts';

/** The bar above a gallery's images, in English. */
export const toolbar = {
  select: 'Select {name}',
  count: { one: '{count} image', other: '{count} images' },
  countMore: { one: '{count}+ image', other: '{count}+ images' },
  selectAll: 'Select all',
  selectAllLoaded: { one: 'Select {count} loaded', other: 'Select all {count} loaded' },
  selectedLoaded: {
    one: '{count} loaded image selected. There are more.',
    other: 'All {count} loaded images selected. There are more.',
  },
  loadAll: 'Load all',
  stop: 'Stop',
  moreActions: 'More actions',
  clearSelection: 'Clear selection',
  toolbar: 'Actions on images',
} satisfies LocaleTable;
