import type { Image, ImageList } from '../api/types.ts';
import { altText, imageAttributes, isVeiled, type ImageAttributes, type ImageOptions } from './attributes.ts';
import { escapeHtml } from './escape.ts';
import { safeUrl } from './core/urls.ts';

/** The element's attributes in camelCase, and `class` for the element. */
export interface RenderGalleryOptions {
  layout?: 'rows' | 'columns' | 'grid';
  groupBy?: 'month' | 'day';
  scrubber?: boolean;
  rowHeight?: number;
  columns?: number;
  gap?: number;
  pageSize?: number;
  selectable?: boolean;
  manage?: boolean;
  /** With `manage`: `caption alt_text`, and metadata fields by their names. */
  fields?: string | readonly string[];
  lightbox?: boolean;
  reorderable?: boolean;
  uploader?: string;
  tokenEndpoint?: string;
  apiUrl?: string;
  class?: string;
  /** The width of an image while there is no script; default `(min-width: 640px) 33vw, 50vw`. */
  sizes?: string;
  /** How many images at the top load at once; the others when they come near. Default 4. */
  eager?: number;
}

/**
 * `<imgpro-gallery …><a href><img …></a>…</imgpro-gallery>`: a first page of images that is there without a script,
 * for people and crawlers, and becomes the gallery with one. Given a page of the API (`client.images.list().page()`)
 * whose list goes on, the gallery goes on where it ends. Images without a picture (processing, failed, blocked) are
 * left to the script. Every text and address is escaped.
 */
export function renderGallery(
  images: readonly Image[] | ImageList,
  options: RenderGalleryOptions = {},
): string {
  const { items, nextCursor } = galleryItems(images, options);
  const attributes = {
    class: options.class,
    layout: options.layout,
    'group-by': options.groupBy,
    scrubber: options.scrubber,
    'row-height': options.rowHeight,
    columns: options.columns,
    gap: options.gap,
    'page-size': options.pageSize,
    selectable: options.selectable,
    manage: options.manage,
    fields: typeof options.fields === 'string' ? options.fields : options.fields?.join(' '),
    lightbox: options.lightbox,
    reorderable: options.reorderable,
    uploader: options.uploader,
    'token-endpoint': options.tokenEndpoint,
    'api-url': options.apiUrl,
    'next-cursor': nextCursor,
  };
  const links = items.map(({ link, img }) => `<a${written(link)}><img${written({ ...img })}></a>`);
  return `<imgpro-gallery${written(attributes)}>${links.join('')}</imgpro-gallery>`;
}

/** The attributes of one `<a><img></a>`. */
export interface GalleryItem {
  link: Record<'href' | 'data-id' | 'data-caption' | 'data-published-at', string | null> &
    Record<'data-nsfw' | 'data-private', boolean>;
  img: ImageAttributes;
}

/** Items of a gallery as it stands without a script; and the cursor where the account's list goes on. */
export function galleryItems(
  images: readonly Image[] | ImageList,
  { eager = 4, sizes = '(min-width: 640px) 33vw, 50vw' }: Pick<RenderGalleryOptions, 'eager' | 'sizes'> = {},
): { items: GalleryItem[]; nextCursor: string | null } {
  const list = 'data' in images ? images.data : images;
  const nextCursor = 'data' in images && images.pagination.has_more ? images.pagination.next_cursor : null;
  const items = list.flatMap(
    (image, index) => item(image, { sizes, loading: index < eager ? 'eager' : 'lazy' }) ?? [],
  );
  return { items, nextCursor };
}

function item(image: Image, options: ImageOptions): GalleryItem | null {
  // A link needs a name: where nobody has written one, the file's has to do.
  const alt = altText(image) ?? image.filename;
  const img = imageAttributes(image, { ...options, alt });
  if (!img.src) return null;
  // A veiled picture must not lead to the sharp one by a stray click.
  const href = isVeiled(image) ? null : safeUrl(image.page_url);
  return {
    link: {
      href,
      'data-id': image.id,
      'data-caption': image.caption,
      'data-published-at': image.published_at,
      'data-nsfw': image.nsfw,
      'data-private': !image.public,
    },
    img,
  };
}

function written(attributes: Record<string, string | number | boolean | null | undefined>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== null && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`))
    .join('');
}
