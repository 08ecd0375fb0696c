import type { World } from '../world.ts';
import { resource, type App } from './resource.ts';

/** GET /: what this is (generation 1). */
export function serviceRoutes(app: App, world: World): void {
  resource(app, '/', {
    GET: [
      (c) => {
        const base = c.get('base');
        return c.json({
          service: 'img.pro API',
          mock: true,
          version: '1.0',
          status: 'ok',
          api: `${base}/v1`,
          docs: `${base}/docs`,
          openapi: `${base}/openapi.json`,
          control: world.settings.control === 'off' ? null : `${base}/__mock`,
        });
      },
    ],
  });
}
