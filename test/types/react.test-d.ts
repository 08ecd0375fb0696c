import type { JSX } from 'react';
import type { Image } from '../../src/api/index.ts';
import { ImgproImage } from '../../src/react/index.ts';

declare const image: Image;

// The tags of the elements are known to JSX, with their attributes, properties and events.
({
  image,
  'image-id': 'abc12345',
  'show-caption': true,
  zoomable: true,
  actions: 'download copy-link',
  'onimgpro-load': (event) => event.detail.image?.url satisfies string | undefined,
  'onimgpro-error': ({ detail }) => detail.code satisfies string,
}) satisfies JSX.IntrinsicElements['imgpro-image'];
({ images: [image], layout: 'rows', lightbox: true }) satisfies JSX.IntrinsicElements['imgpro-gallery'];
({ name: 'photos', multiple: true, 'max-files': 3 }) satisfies JSX.IntrinsicElements['imgpro-uploader'];
// @ts-expect-error: the detail has no such field
({ 'onimgpro-load': (event) => event.detail.nonsense }) satisfies JSX.IntrinsicElements['imgpro-image'];

ImgproImage({ image, alt: 'A ridge', priority: true, formats: 'avif webp', className: 'hero' });
// @ts-expect-error: there is no image to show
ImgproImage({ alt: 'A ridge' });
// @ts-expect-error: a link leads to the page or the file
ImgproImage({ image, link: 'home' });
