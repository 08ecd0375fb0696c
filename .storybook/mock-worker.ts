import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

const admin = (file: string) => readFileSync(`demo/mock/admin/${file}`, 'utf8');

/** Bundles the mock's service worker into a folder that Storybook serves. */
export async function buildMockWorker(outdir: string): Promise<void> {
  await build({
    entryPoints: { 'mock-worker': '.storybook/worker.ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir,
    logLevel: 'warning',
    define: {
      'process.env.NODE_ENV': '"production"',
      __ADMIN__: JSON.stringify({ script: admin('client.js'), style: admin('style.css') }),
    },
  });
}
