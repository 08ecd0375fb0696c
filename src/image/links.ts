import type { Image } from '../api/types.ts';
import { safeUrl } from './core/urls.ts';

/** Where an image can be seen by itself: its page, else its file; null when neither address is safe. */
export function pageOrFile(image: Partial<Image>): string | null {
  return safeUrl(image.page_url) ?? safeUrl(image.url);
}

/** Where the link around an image leads; null when it is not wanted or not safe. */
export function linkTarget(image: Partial<Image>, link: 'page' | 'file' | null | undefined): string | null {
  if (link === 'page') return safeUrl(image.page_url);
  if (link === 'file') return safeUrl(image.url);
  return null;
}
