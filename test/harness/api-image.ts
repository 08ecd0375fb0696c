import type { Image } from '../../src/api/types.ts';

/** An image object as the service answers: a ready, public photo without a caption. A test says what else matters to it. */
export const apiImage = (patch: Partial<Image> = {}): Image => ({
  id: 'abc12345',
  object: 'image',
  url: 'https://src.img.pro/4j2/abc12345.jpg',
  page_url: 'https://img.pro/abc12345',
  sizes: {},
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
  caption: null,
  metadata: {},
  nsfw: false,
  blocked: false,
  block_reason: null,
  failure_reason: null,
  ...patch,
});
