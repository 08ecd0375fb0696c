import type { Ctx } from '../context.ts';
import { isId } from '../rules/ids.ts';
import { isExpired, standingOf } from '../rules/lifecycle.ts';
import { parseTransform } from '../rules/transform.ts';
import { fileUrl, filenameOf } from '../service/image-object.ts';
import { viewerPage, type View } from '../viewer/page.ts';
import type { World } from '../world.ts';
import { resource, type App } from './resource.ts';

/** GET /{id}: the page one sends to a person. With transform parameters it leads to the file (generation 2's `link`). */
export function viewerRoutes(app: App, world: World): void {
  resource(app, '/:id', { GET: [(c) => view(world, c)] });
}

function view(world: World, c: Ctx): Response | Promise<Response> {
  const id = c.req.param('id') ?? '';
  if (!isId(id) || id === 'v1' || id === 'cdn') return c.notFound();
  const image = world.ports.store.get(id);
  const found = image && image.public && !isExpired(image, world.clock.now()) ? image : null;
  const standing = found ? standingOf(found) : 'missing';
  const base = c.get('base');
  if (found && standing === 'ready') {
    const query = new URL(c.req.url).searchParams;
    if (Object.keys(parseTransform(query)).length > 0)
      return c.redirect(`${fileUrl(found, base)}?${query}`, 302);
  }
  const view: View = !found
    ? { standing: 'missing' }
    : {
        standing,
        title: found.caption ?? filenameOf(found),
        filename: filenameOf(found),
        caption: found.caption,
        alt: found.metadata['alt_text'] ?? found.caption ?? filenameOf(found),
        url: fileUrl(found, base),
        width: found.width,
        height: found.height,
        bytes: found.bytes,
        format: found.source === 'heic' ? 'jpg' : found.source,
        publishedAt: found.publishedAt,
        expiresAt: found.expiresAt,
        nsfw: found.nsfw,
        transformable: !['svg', 'bmp', 'ico'].includes(found.source),
        pageUrl: `${base}/${found.id}`,
      };
  const status = standing === 'missing' || standing === 'failed' ? 404 : standing === 'blocked' ? 403 : 200;
  return c.html(viewerPage(view), status, {
    'Content-Security-Policy':
      "default-src 'none'; img-src 'self' *; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors *",
    'Cache-Control': 'no-store',
  });
}
