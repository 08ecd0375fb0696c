/**
 * `npm run dev`: the demo site and the mock as `npm start` has them, with the sources in place of the build. When a source or
 * a page changes, the page in the browser reloads; when code of a server changes, the servers start again first. It takes the
 * options of `npm start`.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { createServer as createVite } from 'vite';
import { requireNode } from '../scripts/node-version.ts';
import { Servers } from './dev/servers.ts';
import { devConfig } from './dev/vite.ts';
import { startOptions, startText } from './options.ts';
import { listenFrom } from './site/listen.ts';

requireNode();
const values = startOptions();
const root = resolve(import.meta.dirname, '..');
const started = performance.now();

const servers = new Servers(values, (ports) => ports && reload());
const ports = await servers.ready;
if (!ports) process.exit(1); // it has said why

const server = createServer();
server.requestTimeout = 0; // an upload on a slow line takes its time
const vite = await createVite(
  devConfig({
    ...{ root, server },
    site: `http://127.0.0.1:${ports.site}`,
    nonce: randomBytes(12).toString('base64'),
    ready: () => servers.ready,
    changed: (path, target) => {
      console.log(`  ${path} has changed: ${target === 'servers' ? 'the servers start again' : 'reload'}`);
      if (target === 'servers') servers.restart();
      else reload();
    },
  }),
);
server.on('request', vite.middlewares);
const wanted = Number(values.port);
const port = await listenFrom(server, wanted);

function reload(): void {
  vite.environments.client.hot.send({ type: 'full-reload' });
}

const site = { url: `http://localhost:${port}`, wanted, port };
const mock = { url: `http://localhost:${ports.mock}`, wanted: Number(values['mock-port']), port: ports.mock };
console.log(`
  imgpro-elements is ready in ${((performance.now() - started) / 1000).toFixed(1)} s, and reloads what you change
${startText(site, mock, values.memory ? null : values.data)}`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) process.exit(1); // a second Ctrl-C does not wait
  stopping = true;
  await servers.stop(); // uploads under way may end
  await vite.close();
  server.closeAllConnections();
  server.close();
  process.exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
