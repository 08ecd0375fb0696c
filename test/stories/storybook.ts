import { resolve } from 'node:path';
import { test as base } from '@playwright/test';
import { serveStatic, type StaticServer } from '../harness/static-server.ts';

export { expect } from '@playwright/test';

/** The static build. */
export const folder = resolve(import.meta.dirname, '../../storybook-static');

/** The static build on a plain web host, in a folder of it. */
export const test = base.extend<object, { storybook: StaticServer }>({
  storybook: [
    async ({}, use) => {
      const server = await serveStatic(folder, '/some/folder');
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
});
