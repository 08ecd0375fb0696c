/**
 * For React from 18 on and what is built on it. `ImgproImage` and `ImgproGallery` put their pictures into the server's HTML,
 * where the elements adopt them; with `ImgproUploader` all have typed properties, events and refs. The tags themselves
 * are typed for JSX. Importing this registers nothing: a client module imports `imgpro-elements/define`. Entry
 * `imgpro-elements/react`.
 */
import { createElement, type ReactElement, type ReactNode } from 'react';
import { imageAttributes, isVeiled, placeholderUrl, type ImageLike } from '../image/attributes.ts';
import type { RenderImageOptions } from '../image/html.ts';
import { imageSources } from '../image/sources.ts';
import { linkTarget } from '../image/links.ts';
import { named } from './attributes.ts';

export { ImgproGallery, ImgproUploader } from './client.ts';
export type { ImgproGalleryProps, ImgproUploaderProps } from './client.ts';
// Exported, so that the built types keep the import: with it the compiler reads the tags' declaration.
export type { ImgproTags } from './jsx.ts';

export interface ImgproImageProps extends Omit<RenderImageOptions, 'class'> {
  /** As your server got it from the API. */
  image: ImageLike;
  className?: string;
  /** Fill the slots `processing`, `error` and `caption`. */
  children?: ReactNode;
}

/**
 * React's counterpart of `renderImage`: `<imgpro-image>` with its `<img>` in it, the same on the server and in the
 * browser. An image that has no picture yet leaves the element empty; it asks and waits by itself.
 */
export function ImgproImage({ image, className, children, ...options }: ImgproImageProps): ReactElement {
  const { placeholder, ratio, showCaption, link, zoomable, actions, ...shared } = options;
  const { alt, sizes, priority, formats, transform, nsfw } = shared;
  return createElement(
    'imgpro-image',
    {
      class: className, // React 18 writes the names of attributes on custom elements as they are given
      'image-id': image.id,
      alt,
      sizes,
      priority: priority || undefined,
      formats: typeof formats === 'object' ? formats?.join(' ') : formats,
      transform:
        typeof transform === 'object' && transform
          ? `${new URLSearchParams(Object.entries(transform).map(([name, value]) => [name, `${value}`]))}`
          : transform,
      placeholder,
      ratio,
      nsfw,
      'show-caption': showCaption || undefined,
      link,
      zoomable: zoomable || undefined,
      actions,
    },
    behind(image, options),
    picture(image, options),
    showCaption && image.caption ? createElement('span', { slot: 'caption' }, image.caption) : null,
    children,
  );
}

function behind(image: ImageLike, options: Omit<ImgproImageProps, 'image'>): ReactElement | null {
  const src = options.placeholder === 'blur' && !isVeiled(image, options) ? placeholderUrl(image) : null;
  return src ? createElement('img', { slot: 'placeholder', hidden: true, alt: '', src }) : null;
}

function picture(image: ImageLike, options: Omit<ImgproImageProps, 'image'>): ReactElement | null {
  const attributes = imageAttributes(image, options);
  if (!attributes.src) return null;
  const veiled = isVeiled(image, options);
  const img = createElement('img', {
    'data-imgpro': image.id ?? '',
    'data-imgpro-veiled': veiled ? '' : undefined,
    ...named(attributes),
  });
  const sources = imageSources(image, options).map((source) =>
    createElement('source', { key: source.type, ...named(source) }),
  );
  const content = sources.length > 0 ? createElement('picture', null, ...sources, img) : img;
  // A veiled picture must not lead to the sharp one by a stray click.
  const href = veiled ? null : linkTarget(image, options.link);
  return href ? createElement('a', { 'data-imgpro': '', href }, content) : content;
}
