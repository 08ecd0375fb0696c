import { resolve } from 'node:path';
import type { HandlerOptions, Policy } from '../../src/server/index.ts';
import { serveMock } from '../../demo/mock/serve.ts';
import { serveSite } from '../../demo/site/site.ts';

const root = resolve(import.meta.dirname, '../..');

/** A mock in memory and a demo site before it, both on free ports; `close` stops both. */
export async function startServers({
  images = 0,
  allowImportFrom,
  anonymousLimit = 'off',
  policy,
  apiUrl = ({ url }) => `${url}/v1`,
  handler,
}: {
  images?: number;
  allowImportFrom?: string[];
  /** How often anybody may upload without a token. */
  anonymousLimit?: { hour: number; day: number } | 'off';
  policy?: Policy;
  /** Where the site and its pages find the API; default: the mock itself. */
  apiUrl?: (mock: { url: string; port: number }) => Promise<string> | string;
  handler?: Partial<HandlerOptions>;
} = {}) {
  const serve = (port: number) => serveMock({ port, images, anonymousLimit, allowImportFrom });
  let mock = await serve(0);
  const site = await serveSite({
    port: 0,
    apiUrl: await apiUrl(mock),
    apiKey: 'img_live_demo',
    secret: 'a secret of the tests alone, forty characters',
    // A stopped API is what some tests are about.
    handler: { log: () => {}, ...(policy && { policy }), ...handler },
    distDir: resolve(root, 'dist'),
    pagesDir: resolve(root, 'demo/pages'),
  });
  return {
    mock,
    site,
    /** Starts a fresh mock where the stopped one was. */
    async restartMock(port: number) {
      mock = await serve(port);
      if (mock.port !== port) throw new Error(`Port ${port} is no longer free.`);
    },
    async close() {
      await site.close();
      await mock.close();
    },
  };
}
