/**
 * Hashes of the files that a page by script tag fetches (https://www.w3.org/TR/SRI/), and the lines of HTML that load them
 * from a CDN by these hashes.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../src/locales/languages.ts';

/** Where the package's files lie on a CDN for packages. */
const cdn = (version: string) => `https://cdn.jsdelivr.net/npm/imgpro-elements@${version}/dist`;

/** Hashes by paths in `dist`. */
type Hashes = Record<string, string>;

/** The files that a script tag leads to, workers aside: those start on their own origin alone, and have no hash there. */
function hashesOf(dist: string): Hashes {
  const parts = globSync('parts/*.js', { cwd: dist }).map((file) => file.replaceAll('\\', '/'));
  const files = [
    'imgpro.css',
    'imgpro.js',
    'imgpro.all.js',
    ...parts.sort(),
    ...languages.map((code) => `locales/${code}.js`),
  ];
  return Object.fromEntries(
    files.map((file) => {
      const hash = createHash('sha384').update(readFileSync(join(dist, file)));
      return [file, `sha384-${hash.digest('base64')}`];
    }),
  );
}

/**
 * The lines for a page. `integrity` of a script tag is for that file alone: what it imports is held to its hash by the import
 * map (https://html.spec.whatwg.org/multipage/webappapis.html#import-map-integrity-metadata-map).
 */
function snippet(script: string, imported: RegExp, base: string, hashes: Hashes): string {
  const map = Object.entries(hashes)
    .filter(([file]) => imported.test(file))
    .map(([file, hash]) => `      ${JSON.stringify(`${base}/${file}`)}: ${JSON.stringify(hash)}`);
  return `<link
  rel="stylesheet"
  href="${base}/imgpro.css"
  integrity="${hashes['imgpro.css']}"
  crossorigin="anonymous"
/>
<script type="importmap">
  {
    "integrity": {
${map.join(',\n')}
    }
  }
</script>
<script
  type="module"
  src="${base}/${script}"
  integrity="${hashes[script]}"
  crossorigin="anonymous"
></script>
`;
}

/** Vite's list of the files in `parts`: by their sources, with the sources that each imports at once. */
export type Parts = Record<string, { file: string; imports?: string[] }>;

/** A file of the parts with all that it imports at once, by paths in `dist`. */
export function filesAtOnce(source: string, parts: Parts, found = new Set<string>()): string[] {
  const { file, imports = [] } = parts[source]!;
  if (!found.has(file)) {
    found.add(file);
    for (const next of imports) filesAtOnce(next, parts, found);
  }
  return [...found];
}

/**
 * Lines that have an element's files asked for together with the script, which knows of them only when it has run: one way
 * to the server and back less until the element is there.
 */
function preload(files: string[], base: string, hashes: Hashes): string {
  const links = files.map(
    (file) => `<link
  rel="modulepreload"
  href="${base}/${file}"
  integrity="${hashes[file]}"
  crossorigin="anonymous"
/>
`,
  );
  return links.join('');
}

const ELEMENTS = ['uploader', 'image', 'gallery'];

/** `sri.json` and the lines of HTML, by paths in `dist`. */
export function integrityFiles(dist: string, version: string): Record<string, string> {
  const hashes = hashesOf(dist);
  const parts = JSON.parse(readFileSync(join(dist, 'parts/manifest.json'), 'utf8')) as Parts;
  const preloads = ELEMENTS.map((name) => {
    const files = filesAtOnce(`src/elements/${name}/imgpro-${name}.ts`, parts);
    return [`cdn/preload-${name}.html`, preload(files, cdn(version), hashes)];
  });
  return {
    ...Object.fromEntries(preloads),
    'sri.json': `${JSON.stringify({ version, files: hashes }, null, 2)}\n`,
    'cdn/imgpro.html': snippet('imgpro.js', /^(parts|locales)\//, cdn(version), hashes),
    'cdn/imgpro.all.html': snippet('imgpro.all.js', /^locales\//, cdn(version), hashes),
  };
}
