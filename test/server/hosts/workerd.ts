import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';
import { Log, LogLevel, Miniflare } from 'miniflare';
import { parseConfigFileTextToJson } from 'typescript';
import { KEY, SECRET } from '../backend.ts';
import type { Backend, BackendOptions } from '../backend.ts';

const recipes = resolve(import.meta.dirname, '../../../demo/recipes/server');

/** Settings of the recipe's wrangler.jsonc, which miniflare does not read by itself. */
interface WranglerConfig {
  main: string;
  compatibility_date: string;
  compatibility_flags: string[];
  kv_namespaces: { binding: string }[];
}

let starting: Promise<unknown> = Promise.resolve();

/** Runs the Workers recipe in workerd: one after the other, so that each is known by its new process. */
export function startWorkerd(options: BackendOptions): Promise<Backend> {
  const started = starting.then(() => start(options));
  starting = started.catch(() => {});
  return started;
}

/** Bundled as wrangler does it, and without a word to Cloudflare. */
async function start(options: BackendOptions): Promise<Backend> {
  const text = readFileSync(join(recipes, 'wrangler.jsonc'), 'utf8');
  const config = parseConfigFileTextToJson('wrangler.jsonc', text).config as WranglerConfig;
  const { outputFiles } = await build({
    entryPoints: [join(recipes, config.main)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['imgpro-source', 'workerd', 'worker', 'browser'],
    define: { 'process.env.IMGPRO_TEST_OPTIONS': JSON.stringify(JSON.stringify(options)) },
    plugins: [
      {
        name: 'options of the test',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^imgpro-elements\/server$/ }, () => ({
            path: resolve(import.meta.dirname, 'configured.ts'),
          })),
      },
    ],
  });
  const before = new Set(workerdProcesses());
  const miniflare = new Miniflare({
    modules: true,
    script: outputFiles[0]!.text,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    bindings: { IMGPRO_KEY: KEY, IMGPRO_TOKEN_SECRET: SECRET },
    kvNamespaces: config.kv_namespaces.map(({ binding }) => binding),
    host: '127.0.0.1',
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: (...streams: Readable[]) => {
      for (const stream of streams) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    },
  });
  let output = '';
  const { origin } = await miniflare.ready;
  return {
    url: origin,
    pid: workerdProcesses().find((pid) => !before.has(pid)),
    output: () => output,
    close: () => miniflare.dispose(),
  };
}

/** The ids of this process's own workerds; none where there is no /proc. */
function workerdProcesses(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && isOwnWorkerd(name))
      .map(Number);
  } catch {
    return [];
  }
}

function isOwnWorkerd(pid: string): boolean {
  try {
    const [, name, parent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))!;
    return name === 'workerd' && Number(parent) === process.pid;
  } catch {
    return false;
  }
}
