import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';

/** What a page by script tag fetches for one element: the script, the element's file, and all that they import. */
function fetchedFor(element) {
  const files = new Set();
  const visit = (file) => {
    if (files.has(file)) return;
    files.add(file);
    const code = readFileSync(file, 'utf8');
    for (const [, address] of code.matchAll(/\b(?:import|from)\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g))
      visit(posix.join(dirname(file), address));
  };
  visit('dist/imgpro.js');
  const own = readdirSync('dist/parts').filter((name) =>
    new RegExp(`^${element}-[\\w-]{6}\\.js$`).test(name),
  );
  if (own.length !== 1)
    throw new Error(`dist/parts has ${own.length} files of the ${element}: build it anew.`);
  visit(`dist/parts/${own[0]}`);
  return [...files];
}

const asIs = { gzip: true, disablePlugins: ['@size-limit/esbuild'] };

export default [
  { name: 'script tag: imgpro.js', path: 'dist/imgpro.js', ...asIs, limit: '200 B' },
  {
    name: 'script tag: what the uploader fetches at first',
    path: fetchedFor('uploader'),
    ...asIs,
    limit: '78.5 kB',
  },
  {
    name: 'an image alone, Lit included (what imgpro-elements/define/image brings at first)',
    path: '.cache/size/image.js',
    ...asIs,
    limit: '12 kB',
  },
  {
    name: 'script tag: what the image fetches at first, Lit and loader included (12 KiB)',
    path: fetchedFor('image'),
    ...asIs,
    limit: '12288 B',
  },
  {
    name: 'script tag: what the gallery fetches at first',
    path: fetchedFor('gallery'),
    ...asIs,
    limit: '49.5 kB',
  },
  { name: 'imgpro.all.js, everything in one file', path: 'dist/imgpro.all.js', ...asIs, limit: '171.5 kB' },
  { name: 'the API client alone (6 KiB)', path: '.cache/size/client.js', ...asIs, limit: '6144 B' },
  {
    name: 'npm: the client, bundled by esbuild',
    path: 'dist/api.js',
    import: '{ ImgproClient }',
    gzip: true,
    limit: '6.3 kB',
  },
  { name: 'npm: imgpro-elements/api', path: 'dist/api.js', gzip: true, limit: '7.1 kB' },
  { name: 'npm: imgpro-elements/html', path: 'dist/html.js', gzip: true, limit: '4.5 kB' },
  { name: 'the worker that prepares photos', path: 'dist/workers/prepare.js', ...asIs, limit: '10 kB' },
  {
    name: 'the decoder for previews of HEIC, fetched only for one',
    path: 'dist/workers/heic.js',
    ...asIs,
    limit: '760 kB',
  },
];
