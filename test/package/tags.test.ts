// The types of the tags in each framework, of the installed package: a right use passes, each wrong one is an error.
// `npm run test:package` has Vue's and Svelte's own checkers read templates, and takes older and newer React and Preact.
import { execFile } from 'node:child_process';
import { join, relative } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WHOLE } from './bundlers.ts';
import { env, installedProject } from './project.ts';
import type { Project } from './project.ts';

/** Lines of a file between its first and its last ones; in it exactly the wrong ones are errors. */
interface Use {
  file: string;
  head: string;
  tail?: string;
  right: string[];
  wrong: string[];
}

const IMAGE = `import type { Image } from 'imgpro-elements'; declare const image: Image;`;

/** JSX; names with a hyphen that a tag does not have are no errors there, which is TypeScript's rule. */
const jsx = (source: string, types: string, event: string, property: string): Use => ({
  file: `${source}.tsx`,
  head: `/** @jsxImportSource ${source} */\nimport type {} from '${types}';\nimport 'imgpro-elements/define';\n${IMAGE}`,
  right: [
    `<imgpro-uploader name="photos" multiple max-files={3} accept="image/*" ${property}metadata={{ album: 'x' }} />;`,
    `<imgpro-uploader value="abc12345" min-width="100" strip-location recover format="webp" />;`,
    `<imgpro-uploader ${event}imgpro-complete={({ detail }) => detail.successful.length} />;`,
    `<imgpro-gallery ${property}images={[image]} layout="rows" row-height={200} lightbox ${event}imgpro-open={(event) => event.detail.id.length} />;`,
    `<imgpro-image image-id="abc12345" alt="A ridge" show-caption id="one" ${event}imgpro-state={({ detail }) => detail.state.length} />;`,
  ],
  wrong: [
    `<imgpro-gallery layout="spiral" />;`,
    `<imgpro-gallery ligthbox />;`,
    `<imgpro-gallery ${property}images={[1]} />;`,
    `<imgpro-gallery ${event}imgpro-open={({ detail }) => detail.nonsense} />;`,
    `<imgpro-uploader max-files={{}} />;`,
    `<imgpro-uploader format="avif" />;`,
    `<imgpro-galery />;`,
  ],
});

const REACT = jsx('react', 'imgpro-elements/react', 'on', '');
REACT.head += `\nimport { ImgproGallery, ImgproImage, ImgproUploader } from 'imgpro-elements/react';`;
REACT.right.push(
  `<ImgproUploader value={['abc12345']} maxFiles={3} metadata={(file) => ({ album: file.name })} onImgproComplete={({ detail }) => detail.failed} />;`,
  `<ImgproGallery images={[image]} layout="grid" onImgproOpen={({ detail }) => detail.id} />;`,
  `<ImgproImage image={image} alt="A ridge" />;`,
  `<imgpro-image image={image} formats={['avif', 'webp']} className="hero" />;`,
);
REACT.wrong.push(
  `<ImgproGallery layout="spiral" />;`,
  `<ImgproUploader max-fils={3} onImgproNothing={() => {}} />;`,
  `<ImgproImage alt="A ridge" />;`,
);

const PREACT = jsx('preact', 'imgpro-elements/jsx/preact', 'on', '');
PREACT.right.push(
  `<imgpro-uploader onChange={({ currentTarget }) => currentTarget.value} style="color: red" />;`,
);

/** The tags alone, by the import that brings nothing else. */
const TAGS = { ...jsx('react', 'imgpro-elements/jsx/react', 'on', ''), file: 'react-tags.tsx' };

/** Attributes, properties and events as objects, for frameworks whose templates need a checker of their own. */
const objects = (name: string, gallery: string, event: string): Use => ({
  file: `${name}.ts`,
  head: `import type {} from 'imgpro-elements/jsx/${name}';\n${IMAGE}\n${gallery}`,
  right: [
    `({ layout: 'rows', 'row-height': 200, lightbox: true, images: [image], class: 'wide' }) satisfies Gallery;`,
    `({ '${event}': (event) => event.detail.id.length }) satisfies Gallery;`,
  ],
  wrong: [
    `({ layout: 'spiral' }) satisfies Gallery;`,
    `({ ligthbox: true }) satisfies Gallery;`,
    `({ 'row-heigth': 200 }) satisfies Gallery;`,
    `({ images: [1] }) satisfies Gallery;`,
    `({ '${event}': ({ detail }) => detail.nonsense }) satisfies Gallery;`,
    `({ '${event}x': () => {} }) satisfies Gallery;`,
  ],
});

const USES = [
  REACT,
  TAGS,
  PREACT,
  jsx('solid-js', 'imgpro-elements/jsx/solid', 'on:', 'prop:'),
  objects(
    'vue',
    `import type { GlobalComponents } from 'vue'; type Gallery = InstanceType<GlobalComponents['imgpro-gallery']>['$props'];`,
    'onImgproOpen',
  ),
  objects(
    'svelte',
    `import type { SvelteHTMLElements } from 'svelte/elements'; type Gallery = SvelteHTMLElements['imgpro-gallery'];`,
    'onimgpro-open',
  ),
];

/** Every entry that has types, as a project has it that lets the compiler check libraries, too. */
const ENTRIES = [
  ...[
    '',
    '/define',
    '/define/uploader',
    '/define/image',
    '/define/gallery',
    '/api',
    '/uppy',
    '/html',
    '/react',
  ],
  ...['/jsx/react', '/server', '/server/node', '/mock', '/locales/de', '/imgpro.js', '/imgpro.all.js'],
  ...['memory', 'redis', 'kv'].map((store) => `/server/stores/${store}`),
];

const WRONG = `mock.control.clock({ advance: 1 });`;

const text = ({ head, right, wrong, tail = '' }: Use): string => [head, ...right, ...wrong, tail].join('\n');

/** Numbers of a use's lines, from 1, by whether they are right. */
function linesOf({ head, right, wrong }: Use): { wrong: number[] } {
  const before = head.split('\n').length + right.length;
  return { wrong: wrong.map((_, index) => before + index + 1) };
}

const OPTIONS = {
  strict: true,
  module: 'esnext',
  moduleResolution: 'bundler',
  target: 'es2022',
  lib: ['esnext', 'dom', 'dom.iterable'],
  jsx: 'react-jsx',
  types: [],
  noEmit: true,
  skipLibCheck: true,
};

/** Lines with errors in each file, and the first words of each error. */
type Told = Map<string, Map<number, string>>;

async function compile({ folder, write }: Project, uses: Use[]): Promise<Told> {
  await Promise.all(uses.map((use) => write(use.file, text(use))));
  const { options } = ts.convertCompilerOptionsFromJson(OPTIONS, folder);
  const program = ts.createProgram(
    uses.map(({ file }) => join(folder, file)),
    options,
  );
  const told: Told = new Map(uses.map(({ file }) => [file, new Map()]));
  for (const { file, start, messageText } of ts.getPreEmitDiagnostics(program))
    told
      .get(relative(folder, file!.fileName))!
      .set(
        file!.getLineAndCharacterOfPosition(start!).line + 1,
        ts.flattenDiagnosticMessageText(messageText, ' '),
      );
  return told;
}

function expectJust(told: Told, use: Use): void {
  const lines = text(use).split('\n');
  const { wrong } = linesOf(use);
  const errors = told.get(use.file)!;
  const refused = [...errors].filter(([line]) => !wrong.includes(line));
  expect(
    refused.map(([line, message]) => `${lines[line - 1]} ${message}`),
    'right, and refused',
  ).toEqual([]);
  expect(
    wrong.filter((line) => !errors.has(line)).map((line) => lines[line - 1]),
    'wrong, and taken',
  ).toEqual([]);
}

const projects: Project[] = [];

async function installed(packages: string[]): Promise<Project> {
  const project = await installedProject(packages);
  projects.push(project);
  return project;
}

afterAll(() => Promise.all(projects.map((project) => project.remove())));

describe('with the frameworks that this repository has', () => {
  let told: Told;

  beforeAll(async () => {
    told = await compile(await installed(['@types/react', 'preact', 'solid-js', 'svelte', 'vue']), USES);
  }, 300_000);

  test.each(USES)('$file', (use) => expectJust(told, use));
});

/** Templates for the frameworks' own checkers. */
const TEMPLATES: { use: Use; check: (project: Project) => Promise<string> }[] = [
  {
    use: {
      file: 'page.vue',
      head: `<script setup lang="ts">\nimport type {} from 'imgpro-elements/jsx/vue';\nimport 'imgpro-elements/define';\n${IMAGE}\n</script>\n<template>`,
      right: [
        `<imgpro-uploader name="photos" multiple :max-files="3" value="abc12345" :metadata.prop="{ album: 'x' }" class="wide" />`,
        `<imgpro-uploader strip-location @imgpro-complete="console.log($event.detail.successful.length)" @change="console.log($event)" />`,
        `<imgpro-gallery :images.prop="[image]" layout="rows" :row-height="200" lightbox @imgpro-open="({ detail }) => detail.id" />`,
        `<imgpro-image image-id="abc12345" alt="A ridge" show-caption :formats="['avif']" />`,
      ],
      wrong: [
        `<imgpro-gallery layout="spiral" />`,
        `<imgpro-gallery ligthbox />`,
        `<imgpro-gallery row-heigth="200" />`,
        `<imgpro-gallery :images.prop="[1]" />`,
        `<imgpro-gallery @imgpro-open="console.log($event.detail.nonsense)" />`,
        `<imgpro-gallery @imgpro-opem="() => {}" />`,
        `<imgpro-uploader :max-files="{}" />`,
        `<imgpro-galery />`,
      ],
      tail: `</template>`,
    },
    async check({ folder, write }) {
      await write(
        'tsconfig.vue.json',
        JSON.stringify({
          compilerOptions: { ...OPTIONS, jsx: 'preserve' },
          vueCompilerOptions: { strictTemplates: true },
          files: ['page.vue'],
        }),
      );
      return output('vue-tsc', ['-p', 'tsconfig.vue.json', '--pretty', 'false'], folder);
    },
  },
  {
    use: {
      file: 'page.svelte',
      head: `<script lang="ts">\nimport type {} from 'imgpro-elements/jsx/svelte';\nimport type { Image } from 'imgpro-elements';\nlet { image }: { image: Image } = $props();\n</script>`,
      right: [
        `<imgpro-uploader name="photos" multiple max-files={3} value="abc12345" metadata={{ album: 'x' }} class="wide"></imgpro-uploader>`,
        `<imgpro-uploader strip-location onimgpro-complete={({ detail }) => console.log(detail.successful.length)}></imgpro-uploader>`,
        `<imgpro-gallery images={[image]} layout="rows" row-height={200} lightbox onimgpro-open={(event) => console.log(event.detail.id)}></imgpro-gallery>`,
        `<imgpro-image image-id="abc12345" alt="A ridge" show-caption formats={['avif']}></imgpro-image>`,
      ],
      wrong: [
        `<imgpro-gallery layout="spiral"></imgpro-gallery>`,
        `<imgpro-gallery ligthbox></imgpro-gallery>`,
        `<imgpro-gallery row-heigth="200"></imgpro-gallery>`,
        `<imgpro-gallery images={[1]}></imgpro-gallery>`,
        `<imgpro-gallery onimgpro-open={({ detail }) => console.log(detail.nonsense)}></imgpro-gallery>`,
        `<imgpro-gallery onimgpro-opem={() => {}}></imgpro-gallery>`,
        `<imgpro-uploader max-files={{}}></imgpro-uploader>`,
      ],
    },
    async check({ folder, write }) {
      await write(
        'tsconfig.svelte.json',
        JSON.stringify({ compilerOptions: OPTIONS, include: ['page.svelte'] }),
      );
      const args = ['--tsconfig', 'tsconfig.svelte.json', '--output', 'machine', '--threshold', 'error'];
      return output('svelte-check', args, folder);
    },
  },
  {
    use: {
      file: 'page.astro',
      head: `---\nimport type {} from 'imgpro-elements/jsx/astro';\n---\n`,
      right: [
        `<imgpro-uploader name="photos" multiple max-files={3} value="abc12345" class:list={['wide']}></imgpro-uploader>`,
        `<imgpro-gallery layout="rows" row-height={200} lightbox data-kind="all"></imgpro-gallery>`,
        `<imgpro-image image-id="abc12345" alt="A ridge" show-caption id="one"></imgpro-image>`,
      ],
      wrong: [
        `<imgpro-gallery layout="spiral"></imgpro-gallery>`,
        `<imgpro-gallery ligthbox></imgpro-gallery>`,
        `<imgpro-uploader max-files={{}}></imgpro-uploader>`,
        `<imgpro-uploader format="avif"></imgpro-uploader>`,
      ],
    },
    async check({ folder, write }) {
      await write(
        'tsconfig.astro.json',
        JSON.stringify({ extends: 'astro/tsconfigs/strict', include: ['page.astro'] }),
      );
      return output('astro', ['check', '--tsconfig', 'tsconfig.astro.json'], folder);
    },
  },
];

/** The output of a checker, which ends with an error where it finds a fault. */
async function output(command: string, args: string[], cwd: string): Promise<string> {
  const told = await promisify(execFile)('npx', [command, ...args], { cwd, env }).catch(
    (error: { stdout: string }) => error,
  );
  return stripVTControlCharacters(told.stdout);
}

/** Errors of checkers: `page.vue(12,3): error …`, `… ERROR "page.svelte" 12:3 "…"` and `page.astro:12:3 - error …`. */
function errorsIn(printed: string, { file }: Use): Told {
  const found = [...printed.matchAll(/(?:^|ERROR ")([\w.]+)(?:"\s|\(|:)(\d+)[,:]\d+\)?:?\s(.*)$/gm)];
  return new Map([
    [
      file,
      new Map(
        found.filter(([, name]) => name === file).map(([, , line, message]) => [Number(line), message!]),
      ),
    ],
  ]);
}

describe.runIf(WHOLE)('with checkers of templates', () => {
  let project: Project;

  beforeAll(async () => {
    const checkers = ['vue-tsc@3.3.14', 'svelte-check@4.7.8', 'astro@7.3.5', '@astrojs/check@0.9.10'];
    project = await installed(['vue', 'svelte', 'typescript', ...checkers]);
  }, 300_000);

  test.each(TEMPLATES)('$use.file', { timeout: 300_000 }, async ({ use, check }) => {
    await project.write(use.file, text(use));
    expectJust(errorsIn(await check(project), use), use);
  });
});

describe.runIf(WHOLE)('with React 19, and libraries', () => {
  let project: Project;

  beforeAll(async () => {
    project = await installed(['react', '@types/react', '@types/node', 'typescript']);
    const lines = ENTRIES.map(
      (entry) => `export type * as T${entry.replace(/\W/g, '')} from 'imgpro-elements${entry}';`,
    );
    // A member of the mock that a type of a library not installed would have made anything at all.
    lines.push(`import { createMock } from 'imgpro-elements/mock';`, `const mock = await createMock();`);
    await project.write('entries.ts', [...lines, `mock.control.clock({ advance: '1d' });`, WRONG].join('\n'));
  }, 300_000);

  test.each([
    ['checked', false],
    ['skipped', true],
  ])('%s', { timeout: 300_000 }, async (name, skipLibCheck) => {
    const options = { ...OPTIONS, types: ['node'], skipLibCheck };
    await project.write(`${name}.json`, JSON.stringify({ compilerOptions: options, files: ['entries.ts'] }));
    const told = await output('tsc', ['-p', `${name}.json`, '--pretty', 'false'], project.folder);
    expect(told.trim().split('\n')).toEqual([expect.stringMatching(/^entries\.ts.*'string'/)]);
  });
});

describe.runIf(WHOLE)('with other versions', () => {
  test.each([['preact@11.2.0'], ['@types/react@18.3.32']])('%s', { timeout: 300_000 }, async (version) => {
    const use = version.startsWith('preact') ? PREACT : TAGS;
    expectJust(await compile(await installed([version]), [use]), use);
  });
});
