import type { Image } from '../../../src/api/types.ts';
import { apiImage } from '../../harness/api-image.ts';

const url = 'https://src.img.pro/4j2/abc12345.jpg';

/** The example of the API's own documentation, complete. */
export const anImage = (changes: Partial<Image> = {}): Image =>
  apiImage({
    url,
    sizes: {
      small: { url: `${url}?size=s`, width: 426, height: 320 },
      medium: { url: `${url}?size=m`, width: 853, height: 640 },
      large: { url: `${url}?size=l`, width: 1440, height: 1080 },
    },
    caption: 'Hero shot from launch day',
    ...changes,
  });

export const anSvg = () =>
  anImage({
    url: 'https://src.img.pro/4j2/logo.svg',
    format: 'svg',
    transformable: false,
    sizes: {},
    width: 120,
    height: 40,
  });
