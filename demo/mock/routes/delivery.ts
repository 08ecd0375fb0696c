import type { Ctx } from '../context.ts';
import { notFound } from '../errors.ts';
import { isTransformable, MIME, outputFormat, type SourceFormat } from '../rules/formats.ts';
import { segmentOf } from '../rules/ids.ts';
import { isDeliverable } from '../rules/lifecycle.ts';
import { canonical, parseTransform, readFormat } from '../rules/transform.ts';
import type { StoredImage } from '../ports.ts';
import type { World } from '../world.ts';
import { resource, type App } from './resource.ts';

const HEADERS = {
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** GET /cdn/{seg}/{id}.{ext}: the files, public even where the image's page is not (demo/mock/README.md, Delivery). */
export function deliveryRoutes(app: App, world: World): void {
  resource(app, '/cdn/:seg/:file', { GET: [(c) => deliver(world, c)] });
}

async function deliver(world: World, c: Ctx): Promise<Response> {
  const match = /^([A-Za-z0-9_-]{1,64})\.([a-z]{3,4})$/.exec(c.req.param('file') ?? '');
  const image = match?.[1] === undefined ? null : world.ports.store.get(match[1]);
  if (!match || !image || !isDeliverable(image) || c.req.param('seg') !== segmentOf(image.id)) {
    throw notFound('There is no such file.');
  }
  const made = isTransformable(image.source)
    ? await picture(world, c, image, match[2] ?? '')
    : await original(world, image, match[2] ?? '');
  if (!made) throw notFound('There is no such file.');
  const headers = { ...HEADERS, ETag: made.etag, 'Content-Type': made.type, ...made.headers };
  if (c.req.header('If-None-Match')?.includes(made.etag)) return c.body(null, 304, headers);
  return c.body(made.bytes, 200, { ...headers, 'Content-Length': String(made.bytes.length) });
}

interface Made {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  etag: string;
  headers?: Record<string, string>;
}

/** The path's extension names the format, `format=` beats it (demo/mock/README.md, Delivery). */
async function picture(world: World, c: Ctx, image: StoredImage, extension: string): Promise<Made | null> {
  const { format: asked, ...transform } = parseTransform(
    new URL(c.req.url).searchParams,
    world.ports.pixels.isColour,
  );
  const format = asked ?? readFormat(extension);
  if (format === null) return null;
  const bytes = await world.variants.get(image, transform, format);
  return { bytes, type: MIME[format], etag: `"${image.id}-${format}-${hash(canonical(transform))}"` };
}

/** SVG, BMP and ICO come as stored. An SVG can run nothing, even when it is opened by itself. */
async function original(world: World, image: StoredImage, extension: string): Promise<Made | null> {
  if (extension !== outputFormat(image.source)) return null;
  const bytes = await world.ports.blobs.readOriginal(image.id);
  if (!bytes) return null;
  const headers = {
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
  };
  const svg = image.source === 'svg';
  return { bytes, type: MIME[image.source as SourceFormat], etag: `"${image.id}"`, ...(svg && { headers }) };
}

function hash(text: string): string {
  let value = 5381;
  for (const char of text) value = (Math.imul(value, 33) ^ char.charCodeAt(0)) >>> 0;
  return value.toString(36);
}
