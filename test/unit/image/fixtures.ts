import type { Image } from '../../../src/api/types.ts';

const url = 'https://src.img.pro/4j2/abc12345.jpg';

/** The example of the API's own documentation, complete. */
export function anImage(changes: Partial<Image> = {}): Image {
  return {
    id: 'abc12345',
    object: 'image',
    url,
    page_url: 'https://img.pro/abc12345',
    sizes: {
      small: { url: `${url}?size=s`, width: 426, height: 320 },
      medium: { url: `${url}?size=m`, width: 853, height: 640 },
      large: { url: `${url}?size=l`, width: 1440, height: 1080 },
    },
    filename: 'hero-shot.jpg',
    format: 'jpg',
    width: 4000,
    height: 3000,
    bytes: 245678,
    transformable: true,
    status: 'ready',
    public: true,
    published_at: '2024-01-01T00:00:00Z',
    expires_at: null,
    created_at: '2024-01-01T00:00:00Z',
    caption: 'Hero shot from launch day',
    metadata: {},
    nsfw: false,
    blocked: false,
    block_reason: null,
    failure_reason: null,
    ...changes,
  };
}

export const anSvg = () =>
  anImage({
    url: 'https://src.img.pro/4j2/logo.svg',
    format: 'svg',
    transformable: false,
    sizes: {},
    width: 120,
    height: 40,
  });
