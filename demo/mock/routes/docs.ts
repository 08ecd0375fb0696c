import { openApiDocument } from '../schemas/document.ts';
import { docsPage } from '../viewer/docs.ts';
import type { World } from '../world.ts';
import { resource, type App } from './resource.ts';

/** GET /openapi.json, and the same as a page for people at /docs. */
export function docsRoutes(app: App, _world: World): void {
  resource(app, '/openapi.json', { GET: [(c) => c.json(openApiDocument(c.get('base')))] });
  resource(app, '/docs', {
    GET: [
      (c) =>
        c.html(docsPage(openApiDocument(c.get('base'))), 200, {
          'Content-Security-Policy':
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'",
        }),
    ],
  });
}
