import type { LocaleTable } from '../types.ts';

/** The gallery's viewer in English; it comes with its code. */
export const viewer = {
  viewer: 'Image viewer',
  close: 'Close',
  viewerPosition: '{index} of {count}',
  viewerPositionMore: '{index} of {count}+',
  viewerPrevious: 'Previous image',
  viewerNext: 'Next image',
  viewerZoom: 'Zoom',
  viewerFailed: 'This image could not be shown.',
  download: 'Download',
  share: 'Share',
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  linkNotCopied: 'The link could not be copied',
} satisfies LocaleTable;
