import type { LocaleTable } from '../types.ts';

/** The full-screen viewer of a gallery, in English. */
export const viewing = {
  viewer: 'Image viewer',
  viewerPosition: '{index} of {count}',
  viewerPositionMore: '{index} of {count}+',
  viewerPrevious: 'Previous image',
  viewerNext: 'Next image',
  viewerZoom: 'Zoom',
  viewerFailed: 'This image could not be shown.',
  close: 'Close',
  download: 'Download',
  share: 'Share',
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  linkNotCopied: 'The link could not be copied',
} satisfies LocaleTable;
