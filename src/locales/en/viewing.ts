import type { LocaleTable } from '../types.ts';

/** The full-screen viewer of a gallery, in English. */
export const viewing = {
  viewer: 'Image viewer',
  viewerPosition: '{index} of {count}',
  viewerPositionMore: '{index} of {count}+',
  viewerPrevious: 'Previous image',
  viewerNext: 'Next image',
  viewerZoom: 'Zoom',
  viewerPage: 'Open image page',
  viewerFailed: 'This image could not be shown.',
  close: 'Close',
} satisfies LocaleTable;
