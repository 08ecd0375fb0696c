import type { Image } from '../../../api/types.ts';
import { imageAttributes, imageDimensions, type ImageOptions } from '../../../image/attributes.ts';
import { safeUrl } from '../../../image/core/urls.ts';
import { largestOf, parseSrcset } from '../../../image/srcset.ts';
import type { image as english } from '../../../locales/en/image.ts';
import { fileNameOf } from '../../shared/share.ts';
import {
  listOfOne,
  openLightbox,
  preloadLightbox,
  type Lightbox,
  type LightboxSlide,
} from '../../shared/lightbox/lightbox.ts';
import { dimensionsOf } from '../shape.ts';

/** The viewer's context: the picture it shows, and its language. */
export interface ZoomContext {
  image: Partial<Image> | null;
  img: HTMLImageElement;
  options: ImageOptions;
  lang: string;
  t(key: keyof typeof english, parameters?: Record<string, string | number>): string;
  /** The viewer is gone; focus belongs to where it was opened. */
  closed(): void;
}

/** The picture as the viewer takes it: what the API has of it, else what the page's own `<img>` has. */
export function slideOf({
  image,
  img,
  options,
}: Pick<ZoomContext, 'image' | 'img' | 'options'>): LightboxSlide | null {
  const known = image?.url ? { ...image, url: image.url } : null;
  const named = known ? { ...imageAttributes(known, options), ...imageDimensions(known, options) } : {};
  const { src, srcset, width, height } = { ...filesOf(img), ...named };
  if (!src || !safeUrl(src) || !width || !height) return null;
  return {
    id: image?.id || src,
    src,
    srcset: srcset || undefined,
    ...{ width, height },
    alt: img.alt,
    caption: image?.caption,
    pageUrl: safeUrl(image?.page_url),
    file: fileOf(image, img),
  };
}

/** The files of a page's own `<img>`, the largest first of all, and its pixels: not those of the layout. */
function filesOf(img: HTMLImageElement): { src: string; srcset?: string; width?: number; height?: number } {
  const { currentSrc, naturalWidth, naturalHeight } = img;
  const sources =
    img.parentElement?.localName === 'picture' ? [...img.parentElement.querySelectorAll('source')] : [];
  const chosen = [...sources.map(({ srcset }) => srcset), img.srcset].find((srcset) =>
    parseSrcset(srcset).some(({ url }) => new URL(url, img.baseURI).href === currentSrc),
  );
  const largest = largestOf(chosen ?? '');
  if (!largest || !naturalWidth)
    return {
      src: currentSrc || img.src,
      ...(naturalWidth ? { width: naturalWidth, height: naturalHeight } : dimensionsOf(img)),
    };
  // A natural size is in CSS pixels: it is the pixels of the file divided by its density.
  const width = largest.width ?? naturalWidth * largest.density;
  return {
    ...{ src: new URL(largest.url, img.baseURI).href, srcset: chosen },
    ...{ width, height: Math.round((width * naturalHeight) / naturalWidth) },
  };
}

/** The picture's own file, and its name when it is saved. */
export function fileOf(
  image: Partial<Image> | null,
  img: HTMLImageElement,
): { url: string; name: string } | null {
  const url = safeUrl(image?.url) ?? safeUrl(filesOf(img).src);
  return url ? { url, name: fileNameOf(image ?? {}, url) } : null;
}

/**
 * Opens the full-screen viewer with this one picture, unless it has left the page meanwhile. Should its code not come, the
 * picture's page serves.
 */
export async function zoom(context: ZoomContext): Promise<Lightbox | null> {
  const slide = slideOf(context);
  if (!slide) return null;
  const { t, img, lang } = context;
  try {
    await preloadLightbox();
  } catch {
    location.assign(slide.pageUrl ?? slide.src!);
    return null;
  }
  if (!img.isConnected) return null;
  return openLightbox({
    list: listOfOne(slide),
    id: slide.id,
    lang,
    dir: getComputedStyle(img).direction === 'rtl' ? 'rtl' : 'ltr',
    texts: {
      viewer: t('viewer'),
      close: t('viewerClose'),
      previous: t('viewerPrevious'),
      next: t('viewerNext'),
      zoom: t('viewerZoom'),
      page: t('viewerPage'),
      failed: t('error'),
      sensitive: t('nsfw'),
      reveal: t('reveal'),
      download: t('download'),
      share: t('share'),
      copy: { link: t('copyLink'), done: t('linkCopied'), failed: t('linkNotCopied') },
      position: (index, count) => t('viewerPosition', { index, count }),
    },
    thumbnail: () => img,
    // Another viewer may have had to close first, and the picture be gone by then.
    onOpen: () => img.isConnected,
    onClose: context.closed,
  });
}
