import type { LocaleTable } from '../types.ts';

/** The image in English, the type of the other languages. */
export const image = {
  loading: 'Loading picture…',

  processing: 'Almost there',
  processingHint: 'This picture is being prepared and will appear here by itself.',

  failed: 'This picture could not be processed',
  failedHint: 'The file may be damaged. Uploading it again, or another version of it, may help.',

  blocked: 'This picture was removed',
  blockedHint: 'It was found to break the rules of the image service.',
  blockedContentPolicy: 'It was found to break the content policy.',
  blockedDmca: 'It was removed after a copyright claim.',
  blockedSpam: 'It was taken for spam.',
  blockedTerms: 'It was found to break the terms of service.',

  missing: 'This picture is no longer here',
  missingHint: 'It was deleted, has expired, or is not public.',

  error: 'This picture could not be loaded',
  errorHint: 'Check the connection and try again.',
  errorOffline: 'You seem to be offline. It is tried again as soon as you are back.',
  errorAccess: 'You may need to sign in again. Reload the page and try again.',
  errorBusy: 'The image service is busy. Try again in a moment.',
  retry: 'Try again',
  retryNamed: 'Try again: {alt}',

  nsfw: 'Sensitive content',
  nsfwHint: 'This picture may be disturbing or not safe for work.',
  nsfwHidden: 'This picture is not shown here because its content is sensitive.',
  reveal: 'Show picture',
  revealNamed: 'Show picture with sensitive content: {alt}',

  zoom: 'View larger',
  zoomNamed: 'View larger: {alt}',
  download: 'Download',
  downloadNamed: 'Download: {alt}',
  share: 'Share',
  copyLink: 'Copy link',
  copyLinkNamed: 'Copy link: {alt}',
  linkCopied: 'Link copied',
  linkNotCopied: 'The link could not be copied',
  viewer: 'Image viewer',
  viewerClose: 'Close',
  viewerPrevious: 'Previous picture',
  viewerNext: 'Next picture',
  viewerZoom: 'Zoom',
  viewerPage: 'Open image page',
  viewerPosition: '{index} of {count}',
} satisfies LocaleTable;
