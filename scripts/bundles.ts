import { resolve } from 'node:path';
import type { InlineConfig } from 'vite';

/**
 * The one page of the demo that is built as a site would build it: packages, their styles, and this one among them.
 * `dist/demo/dashboard.js` and `.css`.
 */
export const demoBuild: InlineConfig = {
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: { conditions: ['imgpro-source', 'module', 'browser', 'import', 'default'] },
  build: {
    outDir: 'dist/demo',
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    lib: {
      formats: ['es'],
      entry: { dashboard: resolve(import.meta.dirname, '../demo/pages/dashboard/dashboard.ts') },
      cssFileName: 'dashboard',
    },
    rolldownOptions: { output: { minify: true, codeSplitting: false } },
  },
};
