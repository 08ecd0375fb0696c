/**
 * `npm run new -- part uploader upload-tips [--room panel]`: a new part of the uploader, fetched when its attribute asks for
 * it, with its styles, texts, wiring, element test and story. `npm run new -- language fr`: a new language, with the English
 * texts to be translated. Writes all of it or nothing, and never over a file.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { languages } from '../src/locales/languages.ts';
import { languageFault, planLanguage } from './new-language.ts';
import { nameFault, planPart, ROOMS, type Plan, type Room } from './new-part.ts';
import { requireNode } from './node-version.ts';

requireNode();
const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const USAGE = `npm run new -- part uploader <name> [--room ${ROOMS.join('|')}]
  <name>   two or more words: upload-tips. Its attribute, files, class and texts are named so.
  --room   the folder of src/elements/uploader that it belongs to; default: panel
npm run new -- language <tag>
  <tag>    fr, pt-BR`;

function fail(why: string): never {
  console.error(why);
  process.exit(1);
}

/** Whether something has the name: a member of any DOM class, of the uploader, or a text of it. */
function isTaken(camel: string): boolean {
  const dom = join(dirname(createRequire(import.meta.url).resolve('typescript')), 'lib.dom.d.ts');
  const own = [
    'src/elements/uploader/engine.ts',
    'src/elements/uploader/late-parts.ts',
    'src/elements/uploader/imgpro-uploader.ts',
  ];
  const texts = ['uploading', 'sources', 'fields', 'editor', 'gallery', 'image'].map(
    (name) => `src/locales/de/${name}.ts`,
  );
  const sources = [
    ...own,
    ...texts,
    'src/elements/uploader/properties.ts',
    'src/elements/uploader/commands.ts',
  ];
  return (
    new RegExp(`^ +(?:readonly )?${camel}[?:(]`, 'm').test(readFileSync(dom, 'utf8')) ||
    sources.some((path) => new RegExp(`\\b${camel}\\b`).test(read(path)))
  );
}

/** New files, changed files, and commands to go on with. */
type Made = Plan & { next: string };

let args;
try {
  args = parseArgs({
    allowPositionals: true,
    options: { room: { type: 'string', default: 'panel' } },
  });
} catch (error) {
  fail(`${(error as Error).message}\n${USAGE}`);
}
const [what, ...words] = args.positionals;
const made =
  what === 'part'
    ? part(words, args.values.room as Room)
    : what === 'language'
      ? language(words)
      : fail(USAGE);

function part([element, name = '', ...more]: string[], room: Room): Made {
  if (!element || !name || more.length > 0) fail(USAGE);
  if (element !== 'uploader')
    fail(
      `Parts of <imgpro-uploader> are made here. Code of <imgpro-image> that is fetched later has its place in ` +
        `src/elements/image/later.ts; that of <imgpro-gallery> in src/elements/gallery/parts.ts.`,
    );
  if (!ROOMS.includes(room)) fail(`There is no room ${room}.\n${USAGE}`);
  const fault = nameFault(name, isTaken);
  if (fault) fail(fault);
  return {
    ...planPart(name, room, read),
    next: `npm run watch -- ${name}      runs its test at each change
  npm run dev                   put ${name} on the <imgpro-uploader> of demo/pages/index.html, and add a photo
  npm run storybook             its story is the last of Uploader

  Then: its words in src/locales (the other languages have the English ones), its place in late-parts.ts and engine.ts, a page in stories/docs.`,
  };
}

function language([tag = '', ...more]: string[]): Made {
  if (more.length > 0) fail(USAGE);
  const fault = languageFault(tag, ['en', ...languages]);
  if (fault) fail(fault);
  return {
    ...planLanguage(tag, read),
    next: `npm exec -- vitest run test/unit/locales   names each text that is still English, or has lost a parameter
  npm run dev                                put lang="${tag}" on the <html> of demo/pages/index.html`,
  };
}

const { created, changed, next } = made;
const present = [...created.keys()].filter((path) => existsSync(join(root, path)));
if (present.length > 0) fail(`There already: ${present.join(', ')}. Nothing was written.`);

const { format, resolveConfig } = await import('prettier');
const files = await Promise.all(
  [...created, ...changed].map(async ([path, text]) => {
    const options = await resolveConfig(join(root, path));
    return [path, await format(text, { ...options, filepath: join(root, path) })] as const;
  }),
);
for (const [path, text] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { flag: created.has(path) ? 'wx' : 'w' });
}

console.log(`
  New       ${[...created.keys()].join('\n            ')}
  Changed   ${[...changed.keys()].join('\n            ')}

  ${next}
`);
