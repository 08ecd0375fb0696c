/**
 * Strings for servers: what `<imgpro-image>` is before its script runs, and stays without one. Every text and address
 * is escaped, whatever it holds. Entry `imgpro-elements/html`.
 */
import type { Image } from '../api/types.ts';
import {
  imageAttributes,
  isVeiled,
  placeholderUrl,
  type ImageLike,
  type ImageOptions,
} from './attributes.ts';
import { escapeHtml } from './escape.ts';
import { imageSources } from './sources.ts';
import { readTransform } from './transform-parameters.ts';
import { linkTarget } from './links.ts';

export {
  imageAttributes,
  type ImageAttributes,
  type ImageLike,
  type ImageOptions,
  type NsfwMode,
} from './attributes.ts';
export { imageSources, type SourceAttributes } from './sources.ts';
export { transformUrl, parseTransform, type Transform } from './transforms.ts';
export { escapeHtml } from './escape.ts';
export { renderGallery, type RenderGalleryOptions } from './gallery-html.ts';

/** The element's attributes in camelCase, and `class` for the element. */
export interface RenderImageOptions extends Omit<ImageOptions, 'revealed'> {
  placeholder?: 'color' | 'blur' | 'none';
  /** Reserved while the size is unknown, `3/2`. */
  ratio?: string;
  showCaption?: boolean;
  /** Where a click leads: the viewer page, or the file. */
  link?: 'page' | 'file';
  zoomable?: boolean;
  /** Buttons over the picture: `download copy-link`. */
  actions?: string;
  class?: string;
}

type Attributes = Record<string, string | true | null | undefined>;

/**
 * `<imgpro-image …><img …></imgpro-image>`: shown at once, preloadable and crawlable, adopted by the element when
 * its script arrives. An image that has no picture yet leaves the element empty; it asks and waits by itself.
 */
export function renderImage(
  image: Image | (ImageLike & { id?: string }),
  options: RenderImageOptions = {},
): string {
  const host: Attributes = {
    class: options.class,
    'image-id': image.id,
    alt: options.alt,
    sizes: options.sizes,
    priority: options.priority || null,
    formats: typeof options.formats === 'string' ? options.formats : options.formats?.join(' '),
    transform: transformText(options.transform),
    placeholder: options.placeholder,
    ratio: options.ratio,
    nsfw: options.nsfw,
    'show-caption': options.showCaption || null,
    link: options.link,
    zoomable: options.zoomable || null,
    actions: options.actions,
  };
  return element(
    'imgpro-image',
    host,
    placeholder(image, options) + picture(image, options) + caption(image, options),
  );
}

/**
 * `<link rel="preload">` for the page's main picture: put it into the head of the document, and give the same options
 * to `renderImage`, with `priority`. Empty when there is nothing to preload.
 */
export function renderPreload(image: ImageLike, options: ImageOptions = {}): string {
  const { src, srcset, sizes } = imageAttributes(image, { ...options, priority: true });
  if (!src) return '';
  // With `formats` the browser takes the first source it knows; a preload of another format would be a second download.
  const best = imageSources(image, { ...options, priority: true })[0];
  return openTag('link', {
    rel: 'preload',
    as: 'image',
    type: best?.type,
    href: best ? null : src,
    imagesrcset: best?.srcset ?? srcset,
    imagesizes: best ? best.sizes : sizes,
    fetchpriority: 'high',
  });
}

function picture(image: ImageLike, options: RenderImageOptions): string {
  const attributes = imageAttributes(image, options);
  if (!attributes.src) return '';
  const img = openTag('img', {
    'data-imgpro': image.id ?? '',
    'data-imgpro-veiled': isVeiled(image, options) || null,
    ...attributes,
  });
  const sources = imageSources(image, options).map((source) => openTag('source', { ...source }));
  const content = sources.length > 0 ? `<picture>${sources.join('')}${img}</picture>` : img;
  // A veiled picture must not lead to the sharp one by a stray click.
  const href = isVeiled(image, options) ? null : linkTarget(image, options.link);
  return href ? element('a', { 'data-imgpro': '', href }, content) : content;
}

/** Hidden unless `imgpro.css` or the element puts it behind the picture; it needs no script to go away again. */
function placeholder(image: ImageLike, options: RenderImageOptions): string {
  const src = options.placeholder === 'blur' && !isVeiled(image, options) ? placeholderUrl(image) : null;
  return src ? openTag('img', { slot: 'placeholder', hidden: true, alt: '', src }) : '';
}

function caption(image: ImageLike, options: RenderImageOptions): string {
  return options.showCaption && image.caption
    ? element('span', { slot: 'caption' }, escapeHtml(image.caption))
    : '';
}

function transformText(transform: ImageOptions['transform']): string | null {
  if (!transform || typeof transform === 'string') return transform || null;
  return new URLSearchParams(
    Object.entries(readTransform(transform)).map(([name, value]) => [name, `${value}`]),
  ).toString();
}

function element(name: string, attributes: Attributes, content: string): string {
  return `${openTag(name, attributes)}${content}</${name}>`;
}

function openTag(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).map(([attribute, value]) => {
    if (value === null || value === undefined) return '';
    return value === true ? ` ${attribute}` : ` ${attribute}="${escapeHtml(value)}"`;
  });
  return `<${name}${written.join('')}>`;
}
