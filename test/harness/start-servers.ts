import { resolve } from 'node:path';
import { serveMock } from '../../demo/mock/serve.ts';
import { serveSite } from '../../demo/site/site.ts';

const root = resolve(import.meta.dirname, '../..');

/** A mock in memory and a demo site before it, both on free ports; `close` stops both. */
export async function startServers({ images = 0 }: { images?: number } = {}) {
  const mock = await serveMock({ port: 0, memory: true, images, anonymousLimit: 'off' });
  const site = await serveSite({
    port: 0,
    apiUrl: `${mock.url}/v1`,
    apiKey: 'img_live_demo',
    distDir: resolve(root, 'dist'),
    pagesDir: resolve(root, 'demo/pages'),
  });
  return {
    mock,
    site,
    async close() {
      await site.close();
      await mock.close();
    },
  };
}
