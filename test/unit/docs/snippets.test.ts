// The snippets of the docs, the README and CONTRIBUTING.md: a reader copies them, so they have to be right.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GalleryLayout } from '../../../src/elements/gallery/stage/arrangement.ts';
import type { GroupBy } from '../../../src/elements/gallery/stage/groups.ts';
import type { NsfwMode } from '../../../src/image/attributes.ts';
import { readManifest, type Declaration } from '../elements/read-manifest.ts';
import { contentSecurityPolicy } from '../../../demo/site/csp.ts';
import type { Manifest } from '../../../scripts/manifest.ts';
import { faultsOf } from './check-types.ts';
import { KINDS, pages, root, snippets, snippetsOf, snippetsOfKind, type Snippet } from './snippets.ts';

const LANGUAGES: string[] = Object.values(KINDS).flatMap(({ languages }) => [...languages]);
const all = snippets();

let elements: Map<string, Declaration>;
beforeAll(() => {
  elements = readManifest();
}, 60_000);

test('no snippet is of a language that no test runs', () => {
  expect(all.filter(({ language }) => !LANGUAGES.includes(language)).map(({ at }) => at)).toEqual([]);
});

test.each(
  Object.entries(KINDS).flatMap(([kind, { languages, test: file }]) =>
    languages.map((language) => ({
      ...{ kind, language, file },
      count: all.filter((snippet) => snippet.language === language).length,
    })),
  ),
)('$count snippets of $language are run by $file', ({ kind, file }) => {
  expect(readFileSync(join(root, file), 'utf8')).toContain(`snippetsOfKind('${kind}')`);
});

describe('the types hold', () => {
  const checked = snippetsOfKind('script');
  /** Each has one fault, and is checked with the others: a check that finds nothing would show here. */
  const wrong = snippetsOf(
    'page',
    [
      "```js\nimport { nothing } from 'imgpro-elements';\n```",
      "```js\nimport { configure } from 'imgpro-elements';\nconfigure({ tokenEndpont: '/imgpro/token' });\n```",
      "```ts\nimport type { FileValidator } from 'imgpro-elements';\nconst never: FileValidator = () => 1;\n```",
      "```js\nimport 'imgpro-elements/defne';\n```",
      '```js\nawait uploader.whenUpy();\n```',
      '```tsx\nimport type {} from \'imgpro-elements/jsx/preact\';\n<imgpro-gallery layout="spiral" />;\n```',
      "```tsx\nimport type {} from 'imgpro-elements/jsx/solid';\n<imgpro-gallery prop:images={[1]} />;\n```",
      '```astro\n---\nconst { id } = Astro.prop;\n---\n<p>{id}</p>\n```',
    ].join('\n'),
  );
  let faults: Map<Snippet, string[]>;
  beforeAll(() => {
    faults = faultsOf([...checked, ...wrong], {
      modules: [{ declarations: [...elements.values()] }],
    } as Manifest);
  }, 180_000);

  test.each(checked.map((snippet) => [snippet.at, snippet] as const))('%s', (_at, snippet) => {
    expect(faults.get(snippet) ?? []).toEqual([]);
  });

  test('and a wrong name, option, type, entry or member is found', () => {
    expect(wrong.map((snippet) => faults.get(snippet)?.length)).toEqual(wrong.map(() => 1));
  });
});

describe('the tags and attributes exist, and their values are legal', () => {
  const marked = all.filter(({ language, code }) => MARKUP.has(language) && code.includes('imgpro'));

  test.each(marked.map((snippet) => [snippet.at, snippet] as const))('%s', (_at, snippet) => {
    expect(markupFaults(snippet.code, elements)).toEqual([]);
  });

  test('a wrong tag, attribute, value, slot or setting is found', () => {
    const code = `<script type="module" src="/imgpro.js" data-token-endpont="/t"></script>
      <imgpro-upload></imgpro-upload>
      <imgpro-uploader mutliple layout="rows" view="tiles" max-files="many" required="false">
        <b slot="nowhere"></b></imgpro-uploader>
      <imgpro-gallery layout="masonry" group-by="year"></imgpro-gallery>`;
    expect(markupFaults(code, elements)).toEqual([
      'data-token-endpont is no setting of the script tag',
      '<imgpro-upload> is no element',
      '<imgpro-uploader mutliple> is no attribute',
      '<imgpro-uploader layout> is no attribute',
      '<imgpro-uploader view="tiles"> is not one of list, grid',
      '<imgpro-uploader max-files="many"> is no number',
      '<imgpro-uploader required="false"> is true, as every boolean attribute that is there',
      '<imgpro-gallery layout="masonry"> is not one of rows, columns, grid',
      '<imgpro-gallery group-by="year"> is not one of month, day',
      'slot="nowhere" is no slot',
    ]);
  });
});

describe('data can be read', () => {
  const parse = (code: string): unknown => JSON.parse(code);
  const data = snippetsOfKind('data').map((snippet) => [snippet.at, snippet.code] as const);

  test.each([['an object of this test', '{ "a": 1 }'] as const, ...data])('%s', (_at, code) => {
    expect(parse(code)).toBeTypeOf('object');
  });
});

describe('text is a policy that holds, or a map of folders that are there', () => {
  test.each(snippetsOfKind('text').map(({ at, code }) => [at, code] as const))('%s', (_at, code) => {
    if (code.startsWith('default-src')) {
      const strict = contentSecurityPolicy('<cdn>').replace(
        "connect-src 'self' <cdn>",
        "connect-src 'self' <api>",
      );
      const directives = code.split(/;\s*/).map((directive) => directive.trim());
      expect(directives.filter((directive) => !strict.split('; ').includes(directive))).toEqual([]);
      return;
    }
    const folders = [...code.matchAll(/(?:^| {2,})((?:src|demo|test|scripts)\/[\w-]*)/gm)].map(
      ([, path]) => path!,
    );
    expect(folders.length).toBeGreaterThan(5);
    expect(folders.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

test.each(pages().filter((page) => page.endsWith('.md')))('%s: every file it links to is there', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target]) => target!);
  expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
});

test('every page of the docs leads to pages that exist', () => {
  const titles = pages().flatMap(
    (page) => /<Meta title="([^"]+)"/.exec(readFileSync(join(root, page), 'utf8'))?.[1] ?? [],
  );
  const ids = titles.map((title) => `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}--docs`);
  const links = pages().flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\?path=\/docs\/([\w-]+)/g)].map(
      ([, id]) => `${page}: ${id}`,
    ),
  );
  expect(links.filter((link) => !ids.includes(link.split(': ')[1]!))).toEqual([]);
});

const MARKUP = new Set(['html', 'vue', 'svelte', 'jsx', 'astro']);

/** Aliases in the manifest's types, with the words they stand for. */
const ALIASES: Record<string, object> = {
  GalleryLayout: { rows: 0, columns: 0, grid: 0 } satisfies Record<GalleryLayout, 0>,
  GroupBy: { month: 0, day: 0 } satisfies Record<GroupBy, 0>,
  NsfwMode: { blur: 0, show: 0, hide: 0 } satisfies Record<NsfwMode, 0>,
};
const GLOBAL = /^(id|class|style|slot|hidden|lang|dir|title|tabindex|key|ref|part|data-.*|aria-.*)$/;
/** How Vue, Svelte and Solid write a property or an event: no attribute of ours. */
const BOUND = /^([:@{[(]|v-|prop:|on:?|bind:|attr:|bool:)/;
const SETTINGS = ['token-endpoint', 'api-url', 'locale', 'load'];

/** Faults of our tags in markup. */
function markupFaults(code: string, elements: Map<string, Declaration>): string[] {
  const faults: string[] = [];
  for (const [, attributes] of code.matchAll(/<script\b([^>]*imgpro[^>]*)>/g))
    for (const [, name] of attributes!.matchAll(/\bdata-([\w-]+)/g))
      if (!SETTINGS.includes(name!)) faults.push(`data-${name} is no setting of the script tag`);
  for (const [, tag, attributes] of code.matchAll(
    /<(imgpro-[\w-]*)((?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|=>|[^>"'{])*)>/g,
  )) {
    const element = elements.get(tag!);
    if (!element) faults.push(`<${tag}> is no element`);
    else
      for (const [, name, written, value] of attributes!.matchAll(
        /([^\s=/]+)(=(?:"([^"]*)"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^\s>]+))?/g,
      ))
        if (!GLOBAL.test(name!) && !BOUND.test(name!) && !isMember(written, name!, element))
          faults.push(...attributeFaults(tag!, name!, value, element));
  }
  const slots = [...elements.values()].flatMap(({ slots = [] }) => slots.map(({ name }) => name));
  for (const [, name] of code.matchAll(/\bslot="([^"]*)"/g))
    if (!slots.includes(name!)) faults.push(`slot="${name}" is no slot`);
  return faults;
}

/** A property that a framework sets, as `images={images}`. */
const isMember = (written: string | undefined, name: string, { members = [] }: Declaration): boolean =>
  !!written?.startsWith('={') && members.some((member) => member.name === name);

function attributeFaults(
  tag: string,
  name: string,
  value: string | undefined,
  element: Declaration,
): string[] {
  const attribute = element.attributes?.find((each) => each.name === name) as
    { type?: { text?: string } } | undefined;
  if (!attribute) return [`<${tag} ${name}> is no attribute`];
  if (value === undefined) return [];
  const at = `<${tag} ${name}="${value}">`;
  const types = (attribute.type?.text ?? 'string').split('|').map((type) => type.trim());
  const words = types.flatMap((type) =>
    ALIASES[type] ? Object.keys(ALIASES[type]) : (/^'(.*)'$/.exec(type)?.[1] ?? []),
  );
  if (words.includes(value)) return [];
  if (types.includes('boolean'))
    return value === '' ? [] : [`${at} is true, as every boolean attribute that is there`];
  if (words.length > 0) return [`${at} is not one of ${words.join(', ')}`];
  const isNumeric = types.includes('number') && !/^(ttl|max-file-size)$/.test(name);
  return isNumeric && Number.isNaN(Number(value)) ? [`${at} is no number`] : [];
}
