import type { LocaleTable } from '../types.ts';
import type { groups } from './groups.ts';
import type { input } from './input.ts';
import type { later } from './later.ts';
import type { managing } from './managing.ts';
import type { reordering } from './reordering.ts';
import type { scrubber } from './scrubber.ts';
import type { toolbar } from './toolbar.ts';
import type { viewer } from './viewer.ts';

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

  nsfw: 'Sensitive content',
  reveal: 'Show',

  select: 'Select {name}',
  selected: { one: '{count} selected', other: '{count} selected' },
  selectedNone: 'Nothing selected',

  partMissing: 'A part of the gallery could not be loaded.',
  reload: 'Reload the page',

  dismiss: 'Dismiss',
} satisfies LocaleTable;

/** All texts of the gallery, the type of the other languages. */
export type GalleryTable = typeof gallery &
  typeof later &
  typeof input &
  typeof groups &
  typeof reordering &
  typeof toolbar &
  typeof scrubber &
  typeof managing &
  typeof viewer;
