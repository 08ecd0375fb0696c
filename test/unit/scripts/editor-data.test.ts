// Output made of custom-elements.json: for editors, and as types for frameworks, which a compiler reads here.
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editorData, wordsOf } from '../../../scripts/editor-data.ts';
import { readManifest } from '../elements/read-manifest.ts';

const root = resolve(import.meta.dirname, '../../..');
let files: Record<string, string>;
let folder: string;

beforeAll(() => {
  const declarations = [...readManifest().values()];
  const words = wordsOf(
    globSync('src/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8')),
  );
  files = editorData({ modules: [{ declarations }] } as never, {
    version: '1.2.3',
    types: (source) => `../../../src/${source}.ts`,
    words,
  });
  mkdirSync(join(root, '.cache'), { recursive: true });
  folder = mkdtempSync(join(root, '.cache/editor-data-'));
  for (const [file, text] of Object.entries(files)) write(file, text);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

const parsed = (file: string): any => JSON.parse(files[file]!);

describe('VS Code', () => {
  test('completes tags, attributes and their values', () => {
    const { version, tags } = parsed('editor/vscode.html-custom-data.json');
    expect(version).toBe(1.1);
    expect(tags.map(({ name }: { name: string }) => name)).toEqual([
      'imgpro-gallery',
      'imgpro-image',
      'imgpro-uploader',
    ]);
    const attribute = (tag: number, name: string) =>
      tags[tag].attributes.find((each: { name: string }) => each.name === name);
    const values = (tag: number, name: string) =>
      attribute(tag, name).values.map((each: { name: string }) => each.name);
    expect(values(0, 'layout')).toEqual(['rows', 'columns', 'grid']);
    expect(values(1, 'nsfw')).toEqual(['blur', 'show', 'hide']);
    expect(values(2, 'variant')).toEqual(['panel', 'button', 'dialog']);
    expect(attribute(2, 'multiple')).toMatchObject({ valueSet: 'v' });
    expect(tags[1].description.value).toContain('`imgpro-reveal`');
  });

  test('completes custom properties, parts and states', () => {
    const data = parsed('editor/vscode.css-custom-data.json');
    const names = (list: { name: string }[]) => list.map(({ name }) => name);
    expect(names(data.properties)).toContain('--imgpro-row-height');
    expect(names(data.pseudoElements)).toContain('::part(dropzone)');
    expect(names(data.pseudoClasses)).toContain(':state(processing)');
    expect(new Set(names(data.pseudoElements)).size).toBe(data.pseudoElements.length);
  });
});

test('JetBrains’ web-types name everything', () => {
  const { version, contributions } = parsed('editor/web-types.json');
  expect(version).toBe('1.2.3');
  const gallery = contributions.html.elements[0];
  expect(gallery.attributes.find(({ name }: { name: string }) => name === 'layout').value).toEqual({
    type: `'rows' | 'columns' | 'grid'`,
    default: `'rows'`,
  });
  const names = (list: { name: string }[]) => list.map(({ name }) => name);
  expect(names(gallery.js.events)).toContain('imgpro-open');
  expect(names(gallery.js.properties)).toContain('images');
  expect(names(gallery.slots)).toContain('empty');
  expect(names(gallery.css.parts)).toContain('tile');
});

/** Solid is no dependency: only where it looks for tags. */
const solid = `declare module 'solid-js' {
  namespace JSX { interface HTMLAttributes<T> { class?: string; ref?: T; } interface IntrinsicElements { div: HTMLAttributes<HTMLDivElement>; } }
}`;

/** How each framework writes one gallery; `%` is a property or attribute, `@` an event. */
const written = {
  vue: {
    from: `import type { GlobalComponents } from 'vue';
      type Gallery = InstanceType<GlobalComponents['imgpro-gallery']>['$props'];`,
    open: 'onImgproOpen',
    images: 'images',
  },
  svelte: {
    from: `import type { SvelteHTMLElements } from 'svelte/elements'; type Gallery = SvelteHTMLElements['imgpro-gallery'];`,
    open: '"onimgpro-open"',
    images: 'images',
  },
  solid: {
    from: `import type { JSX } from 'solid-js'; type Gallery = JSX.IntrinsicElements['imgpro-gallery'];`,
    open: '"on:imgpro-open"',
    images: '"prop:images"',
  },
  preact: {
    from: `import type { JSX } from 'preact'; type Gallery = JSX.IntrinsicElements['imgpro-gallery'];`,
    open: '"onimgpro-open"',
    images: 'images',
  },
};

test('Vue, Svelte, Solid and Preact know attributes, properties and events', () => {
  for (const [name, { from, open, images }] of Object.entries(written))
    write(
      `${name}.ts`,
      `import type {} from './jsx/${name}.d.ts';\n${from}
      import type { Image } from '../../src/index.ts';
      declare const image: Image;
      ({ layout: 'rows', 'row-height': '200', columns: '3', lightbox: true, class: 'wide',
        ${images}: [image], ${open}: (event) => event.detail.id.length }) satisfies Gallery;
      // @ts-expect-error: there is no such layout
      ({ layout: 'spiral' }) satisfies Gallery;
      // @ts-expect-error: the detail has no such field
      ({ ${open}: (event) => event.detail.nonsense }) satisfies Gallery;
      // @ts-expect-error: not an Image
      ({ ${images}: [1] }) satisfies Gallery;`,
    );
  write('solid-js.d.ts', solid);
  const { options } = ts.convertCompilerOptionsFromJson(
    JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).compilerOptions,
    root,
  );
  const names = [...Object.keys(written).map((name) => `${name}.ts`), 'solid-js.d.ts'];
  const program = ts.createProgram({
    rootNames: names.map((name) => join(folder, name)),
    options: { ...options, noEmit: true, skipLibCheck: false },
  });
  const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder));
  expect(ours.length).toBeGreaterThan(8);
  // The sources themselves are checked elsewhere, and take their time.
  const told = ours
    .flatMap((file) => program.getSemanticDiagnostics(file))
    .map(
      ({ file, start, messageText }) =>
        `${file?.fileName.slice(folder.length)}:${file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0} ` +
        ts.flattenDiagnosticMessageText(messageText, '\n'),
    );
  expect(told).toEqual([]);
}, 60_000);
