import { existsSync } from 'node:fs';

/**
 * A test-runner plugin that starts one mock API and one demo site for the run, on free ports, and tells the tests
 * their addresses through the module `/test/harness/servers.ts`.
 */
export function servers() {
  let stop: (() => Promise<void>) | undefined;
  let addresses = { mockUrl: '', siteUrl: '' };
  return {
    name: 'imgpro-servers',
    async serverStart() {
      if (!existsSync('demo/mock/serve.ts') || !existsSync('demo/site/site.ts')) return;
      const { startServers } = await import('./start-servers.ts');
      const started = await startServers({ images: 30 });
      addresses = { mockUrl: started.mock.url, siteUrl: started.site.url };
      stop = started.close;
    },
    async serverStop() {
      await stop?.();
    },
    serve({ path }: { path: string }) {
      if (path !== '/test/harness/servers.ts') return undefined;
      return {
        type: 'js',
        body: Object.entries(addresses)
          .map(([name, url]) => `export const ${name} = ${JSON.stringify(url)};`)
          .join('\n'),
      };
    },
  };
}
