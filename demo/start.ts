/**
 * `npm start`: the mock API and, before it, the demo site with its token backend. Builds what is stale, prints the
 * addresses, and stops both on Ctrl-C. `npm start -- --images 0` begins with an empty account.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { isStale, buildAll } from '../scripts/build.ts';
import { requireNode } from '../scripts/node-version.ts';
import { serveMock } from './mock/serve.ts';
import { startOptions, startText } from './options.ts';
import { serveSite } from './site/site.ts';
import { stateImagesOf } from './state-images.ts';

requireNode();
const values = startOptions();
const root = resolve(import.meta.dirname, '..');
const started = performance.now();

if (values.dev) mkdirSync(resolve(root, 'dist'), { recursive: true });
else if (isStale()) {
  console.log('Building the elements …');
  await buildAll();
}

const wanted = { mock: Number(values['mock-port']), site: Number(values.port) };
const mock = await serveMock({
  port: wanted.mock,
  nextFree: true,
  ...(values.memory ? {} : { data: resolve(root, values.data) }),
  images: Number(values.images),
  anonymousLimit: 'off',
});
const site = await serveSite({
  port: wanted.site,
  apiUrl: `${mock.url}/v1`,
  apiKey: 'img_live_demo',
  distDir: resolve(root, 'dist'),
  pagesDir: resolve(root, 'demo/pages'),
  stateImages: stateImagesOf(mock.mock),
});

if (values.dev) process.send!({ site: site.port, mock: mock.port });
else
  console.log(`
  imgpro-elements is ready in ${((performance.now() - started) / 1000).toFixed(1)} s
${startText({ ...site, wanted: wanted.site }, { ...mock, wanted: wanted.mock }, values.memory ? null : values.data)}`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) process.exit(1); // a second Ctrl-C does not wait
  stopping = true;
  await site.close(5_000); // uploads under way may end
  await mock.close();
  process.exit(0);
}
if (values.dev) {
  process.on('SIGINT', () => {}); // Ctrl-C is meant for the process that started this one
  process.on('disconnect', () => void stop());
} else {
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}
