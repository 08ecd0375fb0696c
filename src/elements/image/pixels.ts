import { pictureAround } from './marks.ts';

/** How far the light `<img>` is: no address yet, on its way, shown, or broken. */
export type Pixels = 'none' | 'loading' | 'loaded' | 'failed';

/** Whether the `<img>` has something to load. */
export function hasAddress(img: HTMLImageElement): boolean {
  return !!(
    img.getAttribute('src') ||
    img.getAttribute('srcset') ||
    pictureAround(img).querySelector('source[srcset]')
  );
}

/**
 * The state an `<img>` reached before anyone listened. `unsure` is complete without a width: broken, or an SVG
 * without a size; `img.decode()` tells.
 */
export function pixelsOf(img: HTMLImageElement): Pixels | 'unsure' {
  if (!hasAddress(img)) return 'none';
  if (!img.complete) return 'loading';
  return img.naturalWidth > 0 ? 'loaded' : 'unsure';
}

/** Fetches a broken picture again without changing a character of its markup. */
export function reload(img: HTMLImageElement): void {
  const name = img.hasAttribute('src') ? 'src' : 'srcset';
  const address = img.getAttribute(name) ?? '';
  // WebKit has one that failed fail again at once, without a request, unless there was another address meanwhile.
  img.setAttribute(name, '');
  img.setAttribute(name, address);
}
