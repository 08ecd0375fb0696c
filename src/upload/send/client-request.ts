import type { Image, ImgproClient } from '../../api/index.ts';
import type { Shipment } from './request-body.ts';

/**
 * One try through an API client of the page's own, which keeps its credentials to itself. `fetch` tells no progress of
 * what it sends; everything else, when to try again included, is as by XHR.
 */
export async function sendByClient(
  client: ImgproClient,
  { name, data, isImport, fields, key }: Shipment,
  signal: AbortSignal,
): Promise<Image> {
  const options = { signal, idempotencyKey: key, maxRetries: 0 };
  if (!isImport) return client.images.upload(data, { ...createOptions(fields), ...options, filename: name });
  const { url, ...inside } = JSON.parse(await data.text()) as Record<string, string>;
  return client.images.import(url!, { ...createOptions(inside), ...options });
}

/**
 * The client's own names for the fields of a form. `tool` and `defaults` have no effect (demo/mock/README.md, Creating)
 * and no name there.
 */
function createOptions(form: Record<string, string>) {
  const { caption, ttl, published_at, public: isPublic, nsfw, tool, defaults, ...metadata } = form;
  void [tool, defaults];
  return { caption, ttl, published_at, public: isTrue(isPublic), nsfw: isTrue(nsfw), metadata };
}

function isTrue(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : value === 'true' || value === '1';
}
