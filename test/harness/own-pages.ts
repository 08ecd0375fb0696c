import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { contentSecurityPolicy } from '../../demo/site/csp.ts';
import { listenFrom } from '../../demo/site/listen.ts';
import { ImgproClient, type Image } from '../../src/api/index.ts';
import { jpeg } from './e2e.ts';

/** A picture of its own in the mock. */
export async function storedPicture(
  mockUrl: string,
  { width = 1500, height = 1000, ...fields }: { width?: number; height?: number; caption?: string } = {},
): Promise<Image> {
  const { buffer, name, mimeType } = await jpeg(width, height, 'ridge.jpg');
  const client = new ImgproClient({ apiKey: 'img_live_demo', baseUrl: `${mockUrl}/v1` });
  return client.images.upload(new File([new Uint8Array(buffer)], name, { type: mimeType }), fields);
}

/**
 * Pages of a test's own, beside the built package and under the strict policy. `held` are paths whose answers come late,
 * by so many milliseconds.
 */
export async function serveOwnPages(mockUrl: string, held: Record<string, number> = {}) {
  const pages = new Map<string, { type: string; text: string; trusted: string }>();
  const app = new Hono();
  // Vue and Svelte have policies of their own for the markup of their templates.
  const policy = contentSecurityPolicy(new URL(mockUrl).origin).replace(
    'trusted-types lit-html',
    'trusted-types vue svelte-trusted-html lit-html',
  );
  app.use(async (context, next) => {
    await pause(held[context.req.path] ?? 0);
    await next();
  });
  const root = resolve(import.meta.dirname, '../..');
  app.get('/dist/*', serveStatic({ root }));
  // The same again, as of another version of the package.
  app.get('/older/dist/*', serveStatic({ root, rewriteRequestPath: (path) => path.replace('/older', '') }));
  app.get('/:page', (context) => {
    const page = pages.get(context.req.path);
    if (!page) return context.notFound();
    return context.body(page.text, 200, {
      'content-type': page.type,
      'content-security-policy': policy.replace('lit-html', `lit-html ${page.trusted}`),
    });
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  const port = await listenFrom(server, 0);
  return {
    /** Gives the address of a page, or script, with this in it; `trusted`: more words for its `trusted-types`. */
    add(text: string, type = 'text/html; charset=utf-8', trusted = ''): string {
      const path = `/page-${pages.size}`;
      pages.set(path, { type, text, trusted });
      return `http://localhost:${port}${path}`;
    },
    close: () => new Promise((done) => server.close(done)),
  };
}
