import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { defaultClientConditions, type InlineConfig, type Plugin, type ProxyOptions } from 'vite';
import { policyWithClient, withClient } from './page.ts';
import { pathFrom, sourceOf, targetOf, type Target } from './sources.ts';

export interface DevOptions {
  root: string;
  /** The server that Vite answers on. */
  server: Server;
  /** The site behind it. */
  site: string;
  /** Lets the client's style sheets in. */
  nonce: string;
  /** Resolves when the site answers; to something false when it cannot. */
  ready(): Promise<unknown>;
  /** A file has changed. */
  changed(path: string, target: Target): void;
}

/** Vite's server before the site: it has the sources, and leaves all else to the site. */
export function devConfig(options: DevOptions): InlineConfig {
  const { root, server } = options;
  return {
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    appType: 'custom',
    logLevel: 'warn',
    cacheDir: resolve(root, '.cache/vite'),
    resolve: { conditions: ['imgpro-source', ...defaultClientConditions] },
    // All at the start: a package that is found later would have the page reload by itself.
    optimizeDeps: {
      entries: ['src/loader.ts', 'src/**/*-worker.ts', 'demo/pages/dashboard/dashboard.ts'],
    },
    server: {
      middlewareMode: true,
      cors: false, // the token backend answers for itself
      hmr: { server },
      watch: { ignored: (path: string) => !/^(?:$|src(?:\/|$)|demo(?:\/|$))/.test(pathFrom(root, path)) },
      proxy: { '^/(?!@|src/|demo/|node_modules/|\\.cache/)': site(options) },
    },
    plugins: [sources(options)],
  };
}

/** Serves sources in place of the build, and tells of changed files. */
function sources({ root, nonce, ready, changed }: DevOptions): Plugin {
  return {
    name: 'imgpro-sources',
    configureServer: ({ middlewares }) => {
      middlewares.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
        const url = request.url!;
        request.url = sourceOf(url);
        // The modules in place of the script bring the styles.
        if (url === '/dist/demo/dashboard.css') response.setHeader('content-type', 'text/css').end();
        else if (request.url !== url || /^\/(?:@|src\/|demo\/|node_modules\/|\.cache\/)/.test(url)) next();
        else void ready().then((isReady) => (isReady ? next() : refuse(response, nonce)));
      });
    },
    hotUpdate({ file }) {
      const path = pathFrom(root, file);
      const target = targetOf(path);
      if (target && this.environment.name === 'client') changed(path, target);
      // No module is exchanged in place: an element cannot be defined twice.
      return [];
    },
  };
}

/** All requests that are not for sources go to the site; its pages get the client. */
function site({ site: target, nonce }: DevOptions): ProxyOptions {
  return {
    target,
    changeOrigin: false, // tokens name the origin that a page has
    selfHandleResponse: true,
    configure: (proxy) => {
      proxy.on('proxyRes', (answer, _request, response) => void pass(answer, response, nonce));
    },
  };
}

async function pass(answer: IncomingMessage, response: ServerResponse, nonce: string): Promise<void> {
  const headers = { ...answer.headers };
  // Of the other connection.
  delete headers.connection;
  delete headers['keep-alive'];
  const policy = headers['content-security-policy'];
  if (typeof policy === 'string') headers['content-security-policy'] = policyWithClient(policy, nonce);
  const isPage = headers['content-type']?.startsWith('text/html') && headers['content-length'] !== '0';
  if (!isPage) {
    response.writeHead(answer.statusCode!, headers);
    answer.pipe(response);
    return;
  }
  const page = withClient(await text(answer), nonce);
  delete headers['content-length'];
  response.writeHead(answer.statusCode!, headers).end(page);
}

function refuse(response: ServerResponse, nonce: string): void {
  const words = '<p>The servers did not start: the terminal says why. This page reloads when they do.</p>';
  response.writeHead(503, { 'content-type': 'text/html' });
  response.end(withClient(`<!doctype html><head></head><title>Stopped</title>${words}`, nonce));
}
