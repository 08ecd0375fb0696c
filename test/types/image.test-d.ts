import type { Image } from '../../src/api/index.ts';
import type { ImgproImage } from '../../src/elements/image/imgpro-image.ts';
import {
  imageAttributes,
  imageSources,
  renderGallery,
  renderImage,
  renderPreload,
  transformUrl,
  type ImageAttributes,
} from '../../src/image/html.ts';
import type { ImageState } from '../../src/image/core/state.ts';

declare const image: Image;
declare const element: ImgproImage;

// The tag has its class, events and properties.
document.createElement('imgpro-image') satisfies ImgproImage;
document.querySelector('imgpro-image') satisfies ImgproImage | null;
element.image = image;
element.image = null;
element.transform = { format: 'webp', sharp: 2 };
element.transform = 'format=webp';
element.formats = ['avif', 'webp'];
element.state satisfies ImageState;
element.img satisfies HTMLImageElement | null;
element.addEventListener('imgpro-state', ({ detail }) => detail.state satisfies ImageState);
element.addEventListener('imgpro-error', ({ detail }) => detail.code satisfies string);
element.addEventListener('imgpro-load', ({ detail }) => detail.image satisfies Image | null);
element.addEventListener('click', (event) => event.clientX satisfies number);
// @ts-expect-error -- there is no such event detail
element.addEventListener('imgpro-load', ({ detail }) => detail.code);
// @ts-expect-error -- one of blur, show, hide
element.nsfw = 'maybe';
// @ts-expect-error -- read only
element.state = 'ready';

// Functions that servers use.
imageAttributes(image, { priority: true }) satisfies ImageAttributes;
imageAttributes({ url: '/photo.jpg' }).src satisfies string | undefined;
imageSources(image, { formats: 'avif webp' }) satisfies { type: string; srcset: string }[];
renderImage(image, { alt: 'A rocket', showCaption: true, link: 'page' }) satisfies string;
renderPreload(image) satisfies string;
renderGallery([image], { layout: 'columns' }) satisfies string;
transformUrl(image.url, { w: 100, fit: 'cover' }) satisfies string;
// @ts-expect-error -- no such fit
transformUrl(image.url, { fit: 'contain' });
// @ts-expect-error -- no such link
renderImage(image, { link: 'home' });
