import type { Image } from '../../../api/types.ts';
import { warnOnce } from '../../shared/base/warn.ts';
import { givenSource, type Source } from './sources.ts';

/** The addresses of a picture as the page's author wrote them. */
export interface OwnPicture {
  src: string;
  srcset?: string;
}

export interface Child {
  image: Image;
  own: OwnPicture;
}

/** The id in `data-id`, else the last segment of the path, without its extension, of href or src. */
export function idOfChild(img: HTMLElement, link: HTMLElement | null): string | null {
  const written = link?.dataset['id'] ?? img.dataset['id'];
  if (written) return inIdCharacters(written);
  for (const address of [link?.getAttribute('href'), img.getAttribute('src')]) {
    const segment = address?.split(/[?#]/)[0]?.split('/').filter(Boolean).at(-1);
    const id = segment?.replace(/\.[a-z0-9]{2,5}$/i, '');
    if (id && !/^[a-z]+:$/.test(segment!)) return inIdCharacters(id);
  }
  return null;
}

/** A name as an id may be: a file's name has other characters, too. */
function inIdCharacters(name: string): string {
  return name.replace(/[^\w-]+/g, '-').slice(0, 64);
}

/** The images that stand in the element as `<a><img></a>` or `<img>`: what a page shows without JavaScript. */
export function readChildren(host: Element): Child[] {
  const children: Child[] = [];
  for (const img of host.querySelectorAll('img')) {
    if (img.closest('[slot]')) continue;
    const link = img.closest('a');
    const id = idOfChild(img, link);
    const src = img.getAttribute('src');
    if (!id || !src) {
      warnOnce('An <img> inside <imgpro-gallery> has no src to tell its id from; it is left out.');
      continue;
    }
    children.push({ image: imageOfChild(id, img, link), own: { src, srcset: img.srcset || undefined } });
  }
  return children;
}

function imageOfChild(id: string, img: HTMLImageElement, link: HTMLAnchorElement | null): Image {
  const width = Number(img.getAttribute('width')) || img.naturalWidth || null;
  const height = Number(img.getAttribute('height')) || img.naturalHeight || null;
  if (!width || !height)
    warnOnce(
      'An <img> inside <imgpro-gallery> has no width and height; write them, or its place is a guess.',
    );
  const href = link?.href ?? '';
  const isFile = /\.(jpe?g|png|gif|webp|avif|svg|bmp|ico)(\?|#|$)/i.test(href);
  const caption =
    link?.dataset['caption'] ??
    img.closest('figure')?.querySelector('figcaption')?.textContent?.trim() ??
    null;
  const said = { ...img.dataset, ...link?.dataset };
  return {
    id,
    object: 'image',
    url: isFile ? href : img.src,
    page_url: href,
    sizes: {},
    filename: '',
    format: /\.(\w{2,5})(?:\?|$)/.exec(img.src)?.[1]?.toLowerCase() ?? 'jpg',
    width,
    height,
    bytes: null,
    // The CDN would have to be known for more than what is written.
    transformable: false,
    status: 'ready',
    public: !('private' in said),
    published_at: said['publishedAt'] ?? null,
    expires_at: null,
    created_at: '',
    caption,
    metadata: img.alt ? { alt_text: img.alt } : {},
    nsfw: 'nsfw' in said,
    blocked: false,
    block_reason: null,
    failure_reason: null,
  };
}

/**
 * The images that stand in the element.
 * @param own Takes up their addresses.
 * @param rest The list that goes on after them, and where.
 */
export function childrenSource(
  host: Element,
  own: Map<string, OwnPicture>,
  rest: { source: Source; cursor: string } | null,
): Source {
  const children = readChildren(host);
  for (const { image, own: picture } of children) own.set(image.id, picture);
  const images = children.map(({ image }) => image);
  return rest ? followedSource(images, rest.source, rest.cursor) : givenSource(images, (some) => some);
}

/** Images at hand, and what follows them. */
export function followedSource(images: readonly Image[], rest: Source, cursor: string): Source {
  return {
    async next(at, signal) {
      return at === null ? { images: [...images], next: cursor } : rest.next(at, signal);
    },
  };
}
