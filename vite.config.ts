import { copyFileSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, posix, resolve } from 'node:path';
import { defineConfig, type InlineConfig, type Plugin } from 'vite';
import { languages } from './src/locales/languages.ts';
import { askAtOnce } from './scripts/ask-at-once.ts';
import { minified } from './scripts/minify.ts';
import { foldTemplates } from './scripts/fold-templates.ts';

const source = (file: string) => resolve(import.meta.dirname, 'src', file);

/**
 * A worker is a file of its own in `dist/workers`, with all it needs inside, so that any bundler can copy it. Sources
 * write `new Worker(new URL('./x-worker.ts', import.meta.url), …)`; this writes in where the file is from each chunk.
 */
const workerAddresses: Plugin = {
  name: 'worker-addresses',
  enforce: 'pre',
  transform: (code, id) => {
    if (!/\/src\/upload\//.test(id)) return null;
    const written = code.replace(
      /new URL\('\.\/([a-z]+)-worker\.ts', import\.meta\.url\)/g,
      (_, name: string) => {
        return `new URL(__worker_${name}__, import.meta.url)`;
      },
    );
    return { code: written, map: null };
  },
  renderChunk: (code, { fileName }) => {
    if (!code.includes('__worker_')) return null;
    const address = (name: string) => posix.relative(dirname(fileName), `workers/${name}.js`);
    const written = code.replace(/\b__worker_([a-z]+)__\b/g, (_, name: string) => {
      return JSON.stringify(address(name).replace(/^(?!\.)/, './'));
    });
    return { code: written, map: null };
  },
};

/**
 * The uploader has buttons, icons and the rules for names of fields of its own, inside its files. It shows them first, the
 * others do later, and a file that both share would be one request more for it, or a kilobyte more for a gallery's first files.
 */
const ownControls: Plugin = {
  name: 'own-controls',
  enforce: 'pre',
  resolveId: (id, importer = '') => {
    const file = /^\.\.?\//.test(id) ? resolve(dirname(importer), id) : '';
    if (!/\/elements\/shared\/(controls\/|field-names\.ts$)/.test(file)) return null;
    return /\/elements\/uploader\/|\?uploader$/.test(importer) ? `${file}?uploader` : null;
  },
  load: (id) => (id.endsWith('?uploader') ? readFileSync(id.replace('?uploader', ''), 'utf8') : null),
};

/** React's client components stay a module of their own: what `'use client'` says holds for a whole file. */
const clientComponents: Plugin = {
  name: 'client-components',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id === './client.ts' && importer?.endsWith('/src/react/index.ts')
      ? { id: './react/client.js', external: true }
      : null,
};

/** libheif asks for Node's modules when it runs there. */
const withoutNode: Plugin = {
  name: 'without-node',
  enforce: 'pre',
  resolveId: (id) => (/^(?:fs|path|crypto)$/.test(id) ? `\0empty:${id}` : null),
  load: (id) => (id.startsWith('\0empty:') ? 'export default {};' : null),
};

const LIBHEIF =
  '/*! libheif and libde265 (LGPL-3.0), from libheif-js, unchanged: https://github.com/strukturag/libheif */';

const noticeOf = ({ name }: { name: string }): string => (name === 'workers/heic' ? LIBHEIF : '');

/** `dist/workers/*.js`, one build each: nothing is shared, and libheif stays a file that can be exchanged (LGPL). */
export function workerBuilds(): InlineConfig[] {
  const files = globSync(resolve(import.meta.dirname, 'src/**/*-worker.ts'));
  // Modules beside them that only speak of a worker are left out.
  return files
    .filter((file) => readFileSync(file, 'utf8').includes('serveTasks('))
    .map((file) => {
      const isDecoder = file.endsWith('/heic-worker.ts');
      return {
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        plugins: [withoutNode, ...(isDecoder ? [] : [minified])],
        define: { 'process.env.NODE_ENV': '"production"' },
        build: {
          outDir: 'dist',
          emptyOutDir: false,
          target: 'es2022',
          lib: {
            formats: ['es'],
            entry: { [`workers/${basename(file, '-worker.ts')}`]: file },
          },
          rolldownOptions: {
            output: {
              // The decoder comes minified; to mangle it again makes it heavier.
              minify: isDecoder && { compress: true, mangle: false, codegen: true },
              codeSplitting: false,
              postBanner: noticeOf,
            },
          },
        },
      };
    });
}

/**
 * Modules that a bundler or Node reads: half as heavy as they are written. Names of functions and classes stay, for the traces
 * of errors, and so do the comments that bundlers read (`@__PURE__`, `webpackIgnore`); the docs are in the declarations.
 */
const light = {
  minify: { compress: true, mangle: { keepNames: true }, codegen: true },
  comments: { legal: true, annotation: true, jsdoc: false },
} as const;

/** The npm package: one module an entry, shared code in chunks, packages left to the site's bundler. */
export const packageBuild: InlineConfig = {
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  plugins: [workerAddresses, clientComponents, foldTemplates()],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: 'hidden',
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
        uppy: source('uppy/index.ts'),
        html: source('image/html.ts'),
        react: source('react/index.ts'),
        'react/client': source('react/client.ts'),
        server: source('server/index.ts'),
        'server/node': source('server/node.ts'),
        'server/stores/memory': source('server/stores/memory.ts'),
        'server/stores/redis': source('server/stores/redis.ts'),
        'server/stores/kv': source('server/stores/kv.ts'),
        ...Object.fromEntries(
          ['en', ...languages].map((code) => [`locales/${code}`, source(`locales/${code}.ts`)]),
        ),
      },
    },
    rolldownOptions: {
      external: /^(lit|@lit|react$|@uppy|jose|photoswipe|node:)/,
      output: {
        ...light,
        chunkFileNames: 'chunks/[name]-[hash].js',
        postBanner: ({ name }: { name: string }) => (name === 'react/client' ? "'use client';" : ''),
      },
    },
  },
};

/** The API client alone, for its size budget: `.cache/size/client.js`. */
export const clientBuild: InlineConfig = {
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: '.cache/size',
    emptyOutDir: false,
    target: 'es2022',
    lib: { formats: ['es'], entry: { client: source('api/client/client.ts') } },
    rolldownOptions: { output: { minify: true } },
  },
};

/**
 * The modules in these folders and packages that an element imports at once: no part that is fetched later.
 * @param without Folders inside them that are left out.
 */
const first = (folders: string[], without: string[] = []) => ({
  tags: ['$initial' as const],
  test: (id: string) =>
    folders.some((folder) => id.includes(folder)) && !without.some((folder) => id.includes(folder)),
});

/**
 * `dist/imgpro.js`: tiny; an element's file is fetched when its tag appears, and at the same time the files that it shares
 * with others, each of them a folder. Everything is inside.
 */
export const scriptBuild: InlineConfig = {
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  plugins: [workerAddresses, ownControls, foldTemplates(), askAtOnce('imgpro', 'uploader'), minified],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: 'hidden',
    manifest: 'parts/manifest.json',
    lib: {
      formats: ['es'],
      // The script, the elements, and the files that these share, each by one of its modules.
      entry: {
        imgpro: source('loader.ts'),
        base: source('elements/shared/base/settings.ts'),
        ui: source('elements/shared/ui/localisation.ts'),
        widgets: source('elements/shared/widgets/parts-in-use.ts'),
        service: source('tokens/source.ts'),
        connection: source('elements/shared/connection/connection.ts'),
        uploader: source('elements/uploader/imgpro-uploader.ts'),
        image: source('elements/image/imgpro-image.ts'),
        gallery: source('elements/gallery/imgpro-gallery.ts'),
      },
    },
    rolldownOptions: {
      // A shared file gives out more than its entry does: a file of its own for that would be a request more.
      preserveEntrySignatures: 'allow-extension',
      output: {
        minify: false,
        comments: false,
        entryFileNames: ({ name }) => (name === 'imgpro' ? 'imgpro.js' : 'parts/[name]-[hash:7].js'),
        chunkFileNames: 'parts/[name]-[hash:7].js',
        codeSplitting: {
          groups: [
            { name: 'base', priority: 5, ...first(['/src/elements/shared/base/', '/src/image/core/']) },
            {
              name: 'ui',
              priority: 4,
              ...first(
                ['/src/elements/shared/ui/', '/src/locales/', '/node_modules/lit-html/'],
                ['/lit-html/directive', '/src/locales/en/', '/src/locales/bytes'],
              ),
            },
            {
              name: 'widgets',
              priority: 3,
              ...first([
                '/src/elements/shared/widgets/',
                '/lit-html/directive',
                '/node_modules/lit/directives/',
              ]),
            },
            {
              name: 'connection',
              priority: 2,
              ...first(['/src/elements/shared/connection/', '/src/api/client/']),
            },
            {
              name: 'service',
              priority: 3,
              ...first(['/src/elements/shared/service/', '/src/api/', '/src/tokens/'], ['/api/client/']),
            },
            { name: 'gallery', ...first(['/src/elements/gallery/']) },
            {
              name: 'uploader',
              ...first(['/src/elements/uploader/', '/src/upload/', '/src/uppy/', '?uploader']),
            },
            // Modules of the engine that its parts need, too: together they are one request, and lighter.
            {
              name: 'uploads',
              test: (id) =>
                [
                  '/src/elements/shared/controls/icons.ts?uploader',
                  '/src/api/formats.ts',
                  '/src/upload/send/idempotency-key.ts',
                  '/src/upload/send/form-fields.ts',
                  '/src/upload/recovery/file-handles.ts',
                  '/src/uppy/file-meta.ts',
                ].some((module) => id.includes(module)),
            },
          ],
        },
      },
    },
  },
};

/** `dist/imgpro.all.js`: the script tag as one file, in which what is fetched later comes without a request. */
export const allInOneBuild: InlineConfig = {
  ...scriptBuild,
  plugins: [workerAddresses, foldTemplates(), minified],
  build: {
    ...scriptBuild.build,
    manifest: false,
    lib: { formats: ['es'], entry: { 'imgpro.all': source('loader.ts') } },
    rolldownOptions: { output: { minify: false, comments: false, codeSplitting: false } },
  },
};

const mock = (file: string) => resolve(import.meta.dirname, 'demo/mock', file);

/**
 * `/openapi.json` of the mock, written when it is built: whatever writes it out of zod's schemas stays out of the package.
 * In the built mock a schema's `openapi()`, which is for the document, gives back the schema.
 */
const writtenDocument: Plugin = {
  name: 'written-document',
  enforce: 'pre',
  resolveId: (id) =>
    id.endsWith('/schemas/document.ts')
      ? '\0written-document'
      : id === '@hono/zod-openapi'
        ? '\0plain-schemas'
        : null,
  load: async (id) => {
    if (id === '\0plain-schemas')
      return `import { z, ZodType } from 'zod';
        ZodType.prototype.openapi = function () { return this; };
        export { z };`;
    if (id !== '\0written-document') return null;
    const { openApiDocument } = await import('./demo/mock/schemas/document.ts');
    return `const written = ${JSON.stringify(openApiDocument(''))};
      export const openApiDocument = (base) => ({ ...written, servers: [{ url: base }] });`;
  },
};

/**
 * The mock as a command and a module for Node. Its small libraries are inside; sharp and the HEIC decoder bring
 * binaries of their own and stay outside, so that a site that never runs the mock never installs them.
 */
export const mockBuild: InlineConfig = {
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  plugins: [
    {
      name: 'built-worker',
      transform: (code, id) =>
        id.endsWith('/pixels/heic.ts') ? code.replace('./heic-worker.ts', './heic-worker.js') : undefined,
    },
    {
      // The mock speaks English, which zod imports apart; its other fifty languages are 50 kB of the package.
      name: 'without-zods-languages',
      enforce: 'pre',
      resolveId: (id) => (/\/locales\/index\.js$/.test(id) ? '\0empty:languages' : null),
      load: (id) => (id === '\0empty:languages' ? 'export {};' : null),
    },
    writtenDocument,
  ],
  ssr: { noExternal: true, external: ['sharp', 'heic-decode'], target: 'node' },
  build: {
    ssr: true,
    outDir: 'dist/mock',
    emptyOutDir: false,
    target: 'node20',
    rolldownOptions: {
      input: { cli: mock('bin.ts'), index: mock('index.ts'), 'heic-worker': mock('pixels/heic-worker.ts') },
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        ...light,
      },
    },
  },
};

/** The few lines of CSS that hold an image's place before any script. */
export function copyStyles(): void {
  copyFileSync(source('imgpro.css'), resolve(import.meta.dirname, 'dist/imgpro.css'));
}

export default defineConfig(packageBuild);
