import type { Image } from '../../../api/types.ts';
import { imageAttributes, isVeiled } from '../../../image/attributes.ts';
import { safeUrl } from '../../../image/core/urls.ts';
import { largestOf, parseSrcset } from '../../../image/srcset.ts';
import type { LightboxSlide } from '../../shared/lightbox/lightbox.ts';
import { fileNameOf } from '../../shared/share.ts';
import type { OwnPicture } from '../data/children.ts';
import type { Texts } from '../context.ts';
import { nameOf, tileState, type TileState } from '../view/names.ts';

export interface SlideContext {
  text: Texts;
  isRevealed: boolean;
  /** The picture that the page brought along. */
  own: OwnPicture | undefined;
  /** The address that the page's own addresses are relative to. */
  base: string;
}

type Files = Pick<LightboxSlide, 'src' | 'srcset' | 'larger' | 'isGuess'>;

/** Whether the viewer opens at a slide: one without a picture is only passed by. */
export function canOpen({ src, veiled }: LightboxSlide): boolean {
  return src !== null || veiled === true;
}

/** The image as the viewer takes it. */
export function slideOf(image: Image, context: SlideContext): LightboxSlide {
  const { text, isRevealed, own, base } = context;
  const veiled = isVeiled(image, { revealed: isRevealed });
  const state = tileState(image, false, isRevealed);
  const files = state === 'ready' || state === 'nsfw' ? filesOf(image, context) : NONE;
  const url = own ? (files.larger?.src ?? files.src) : safeUrl(image.url);
  return {
    id: image.id,
    ...files,
    width: image.width ?? null,
    height: image.height ?? null,
    notice: files.src === null && !veiled ? noticeOf(state, text) : undefined,
    alt: nameOf(image, text),
    caption: image.caption,
    pageUrl: image.public ? safeUrl(image.page_url) : null,
    file:
      files.src && url && !veiled
        ? { url: new URL(url, base).href, name: fileNameOf(own ? {} : image, url) }
        : null,
    veiled,
  };
}

const NONE: Files = { src: null };

function filesOf(image: Image, { isRevealed, own, base }: SlideContext): Files {
  if (own && !isVeiled(image, { revealed: isRevealed })) return filesOfOwn(image.url, own, base);
  const { src, srcset } = imageAttributes(image, { revealed: isRevealed });
  return src ? { src, srcset } : NONE;
}

/**
 * The largest of the files that a page names: that of the link around its picture, or one of the `srcset`. The link is
 * taken at its word until its file is there. Width and height in the page are of the layout, and so but a guess.
 */
function filesOfOwn(linked: string | null, own: OwnPicture, base: string): Files {
  const address = safeUrl(linked) ?? safeUrl(own.src);
  if (!address) return NONE;
  const absolute = (url: string) => new URL(url, base).href;
  const src = absolute(address);
  const largest = largestOf(own.srcset ?? '');
  const named = parseSrcset(own.srcset ?? '').filter(({ url }) => safeUrl(url));
  const best = largest && safeUrl(largest.url) && absolute(largest.url);
  if (!best) return { src, isGuess: true };
  const ofSrcset = { src: best, srcset: own.srcset };
  const isNamed = [...named, { url: own.src }].some(({ url }) => absolute(url) === src);
  if (isNamed) return { ...ofSrcset, isGuess: true };
  return { src, larger: largest.width ? { ...ofSrcset, width: largest.width } : undefined, isGuess: true };
}

function noticeOf(state: TileState, text: Texts): string {
  return state === 'processing' || state === 'failed' || state === 'blocked'
    ? text.t(state)
    : text.t('viewerFailed');
}
