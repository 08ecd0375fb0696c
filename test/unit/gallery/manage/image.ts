import type { Image } from '../../../../src/api/types.ts';

/** An image as the API has it. */
export const imageOf = (id: string, patch: Partial<Image> = {}): Image => ({
  ...{ id, object: 'image', url: `https://cdn.example/${id}.jpg`, page_url: `https://img.example/${id}` },
  ...{ sizes: {}, filename: `${id}.jpg`, format: 'jpg', width: 3, height: 2, bytes: 9, transformable: false },
  ...{ status: 'ready', public: true, published_at: null, expires_at: null, created_at: '' },
  ...{ caption: null, metadata: {}, nsfw: false, blocked: false, block_reason: null, failure_reason: null },
  ...patch,
});
