import { copyFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type InlineConfig } from 'vite';

const source = (file: string) => resolve(import.meta.dirname, 'src', file);

/** The npm package: one module an entry, shared code in chunks, packages left to the site's bundler. */
export const packageBuild: InlineConfig = {
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    minify: false,
    lib: {
      formats: ['es'],
      entry: {
        index: source('index.ts'),
        define: source('define.ts'),
        'define/uploader': source('define/uploader.ts'),
        'define/image': source('define/image.ts'),
        'define/gallery': source('define/gallery.ts'),
        api: source('api/index.ts'),
        uppy: source('upload/index.ts'),
        html: source('image/html.ts'),
        server: source('server/index.ts'),
        'server/node': source('server/node.ts'),
        'locales/en': source('locales/en.ts'),
        'locales/de': source('locales/de.ts'),
        'locales/ar': source('locales/ar.ts'),
      },
    },
    rolldownOptions: {
      external: /^(lit|@lit|@uppy|jose|photoswipe|node:)/,
      output: { chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
};

/** `dist/imgpro.js`: tiny; an element's chunk is fetched when its tag appears. Everything is inside. */
export const scriptBuild: InlineConfig = {
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    // Chunks are found beside the script wherever it is served from; preload helpers would ask the page's base.
    modulePreload: false,
    lib: { formats: ['es'], entry: { imgpro: source('loader.ts') } },
    rolldownOptions: { output: { minify: true, chunkFileNames: 'imgpro/[name]-[hash].js' } },
  },
};

/** `dist/imgpro.all.js`: one self-contained file. */
export const allInOneBuild: InlineConfig = {
  ...scriptBuild,
  build: {
    ...scriptBuild.build,
    lib: { formats: ['es'], entry: { 'imgpro.all': source('loader.ts') } },
    rolldownOptions: { output: { minify: true, codeSplitting: false } },
  },
};

/** The few lines of CSS that hold an image's place before any script. */
export function copyStyles(): void {
  copyFileSync(source('imgpro.css'), resolve(import.meta.dirname, 'dist/imgpro.css'));
}

export default defineConfig(packageBuild);
