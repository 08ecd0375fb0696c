import type { Image, ImgproClient } from '../../api/index.ts';
import type { Upload } from './request-body.ts';

/**
 * One attempt through an API client of the page's own, which keeps its credentials to itself. `fetch` reports no progress
 * of a request's body; everything else, the retry policy included, is as with XMLHttpRequest.
 */
export async function sendByClient(
  client: ImgproClient,
  { name, fields, content }: Upload,
  key: string,
  signal: AbortSignal,
): Promise<Image> {
  const options = { ...createOptions(fields), signal, idempotencyKey: key, maxRetries: 0 };
  if (typeof content === 'string') return client.images.import(content, options);
  return client.images.upload(content, { ...options, filename: name });
}

/**
 * The client's own names for the fields of a form. `tool` and `defaults` have no effect (demo/mock/README.md, Creating)
 * and no name there.
 */
function createOptions(form: Readonly<Record<string, string>>) {
  const { caption, ttl, published_at, public: isPublic, nsfw, tool, defaults, ...metadata } = form;
  void [tool, defaults];
  return { caption, ttl, published_at, public: isTrue(isPublic), nsfw: isTrue(nsfw), metadata };
}

function isTrue(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : value === 'true' || value === '1';
}
