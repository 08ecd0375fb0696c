import type { LocaleTable } from '../types.ts';

/** The gallery in English, as far as it is shown first. */
export const gallery = {
  list: 'Images',
  keys: 'Use the arrow keys to move among the images.',
  keysSelectable: 'Use the arrow keys to move among the images, Space to select, Enter to open.',
  imageNamed: 'Image {name}',
  unnamed: 'Image',

  loading: 'Loading images…',
  loadingMore: 'Loading more images…',
  loadMore: 'Show more',
  loadedAll: { one: 'All loaded: {count} image', other: 'All loaded: {count} images' },
  loaded: { one: '{count} image loaded', other: '{count} images loaded' },
  end: 'That’s all',

  retry: 'Try again',

  selected: { one: '{count} selected', other: '{count} selected' },
  selectedNone: 'Nothing selected',

  partMissing: 'A part of the gallery could not be loaded.',
  reload: 'Reload the page',
} satisfies LocaleTable;
