// A generated part has to be right at once: its types, lint and format are checked over the sources as they are, in memory.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { check, format, resolveConfig } from 'prettier';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { beforeAll, describe, expect, test } from 'vitest';
import { nameFault, nameOf, planPart, ROOMS, type Plan } from '../../../scripts/new-part.ts';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

test('a name has its forms', () => {
  expect(nameOf('upload-tips')).toEqual({
    kebab: 'upload-tips',
    camel: 'uploadTips',
    pascal: 'UploadTips',
    words: 'Upload tips',
  });
});

test.each([
  'tips',
  'Upload-Tips',
  'upload_tips',
  'upload-tips-',
  '-upload',
  '../up-load',
  'upload tips',
  '1-tip',
  'class-',
  'data-tips',
  'aria-tips',
  'a-very-long-name-that-nobody-would-ever-want-to-write',
])('%s is no name', (name) => {
  expect(nameFault(name, () => false)).not.toBe(null);
});

test('a name that is in use is refused', () => {
  expect(nameFault('upload-tips', () => false)).toBe(null);
  expect(nameFault('upload-tips', (camel) => camel === 'uploadTips')).toMatch(/uploadTips/);
});

test('a source without the place that a part is written into is named', () => {
  const without = (path: string) => (path.endsWith('engine.ts') ? '' : read(path));
  expect(() => planPart('upload-tips', 'panel', without)).toThrow('src/elements/uploader/engine.ts has no');
});

describe.each(ROOMS)('a part in %s', (room) => {
  const plan = planPart('upload-tips', room, read);

  test('is new, and wired everywhere', () => {
    expect([...plan.created.keys()].filter((path) => existsSync(join(root, path)))).toEqual([]);
    for (const [path, text] of plan.changed) expect(text, path).toMatch(/uploadTips/i);
    expect([...plan.created.keys()]).toContain(`src/elements/uploader/${room}/upload-tips.ts`);
  });
});

describe('its code', () => {
  let plan: Plan;
  /** By absolute path, formatted as it is written. */
  const texts = new Map<string, string>();
  beforeAll(async () => {
    plan = planPart('upload-tips', 'panel', read);
    for (const [path, text] of [...plan.created, ...plan.changed]) {
      const filepath = join(root, path);
      texts.set(filepath, await format(text, { ...(await resolveConfig(filepath)), filepath }));
    }
  });

  test('has right types', { timeout: 120_000 }, () => {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as {
      config: { compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (name) => texts.has(name) || fileExists.call(host, name);
    host.readFile = (name) => texts.get(name) ?? readFile.call(host, name);
    host.getSourceFile = (name, target, ...more) => {
      const text = texts.get(name);
      return text === undefined
        ? getSourceFile.call(host, name, target, ...more)
        : ts.createSourceFile(name, text, target);
    };
    const program = ts.createProgram([...texts.keys()], options, host);
    const faults = [...texts.keys()].flatMap((path) => {
      const file = program.getSourceFile(path)!;
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
        ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      );
    });
    expect(faults).toEqual([]);
  });

  test('has nothing that lint or the formatter would change', { timeout: 120_000 }, async () => {
    // Rules that need types would look for files that are not on the disk.
    const eslint = new ESLint({
      cwd: root,
      overrideConfig: [
        { languageOptions: { parserOptions: { projectService: false } } },
        { rules: tseslint.configs.disableTypeChecked.rules },
      ],
    });
    for (const [filePath, text] of texts) {
      const [result] = await eslint.lintText(text, { filePath });
      expect(result!.messages, filePath).toEqual([]);
      expect(await check(text, { ...(await resolveConfig(filePath)), filepath: filePath })).toBe(true);
    }
  });
});

describe('npm run new', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/new.ts', ...args], { cwd: root, encoding: 'utf8' });

  test.each([
    [[], /npm run new -- part/],
    [['part', 'uploader'], /npm run new -- part/],
    [['part', 'gallery', 'upload-tips'], /Parts of <imgpro-uploader>/],
    [['part', 'uploader', 'tips'], /two or more words/],
    [['part', 'uploader', 'drop-target'], /dropTarget is the name of something else/],
    [['part', 'uploader', 'tab-index'], /tabIndex is the name of something else/],
    [['part', 'uploader', 'upload-tips', '--room', 'attic'], /no room attic/],
    [['part', 'uploader', 'drop-overlay', '--room', 'input'], /There already: .*drop-overlay\.ts/],
    [['part', 'uploader', 'upload-tips', '--force'], /--force/],
  ])('%o is refused, and nothing is written', (args, why) => {
    const before = read('src/elements/uploader/parts.ts');
    const { status, stderr } = run(...args);
    expect(stderr).toMatch(why);
    expect(status).toBe(1);
    expect(read('src/elements/uploader/parts.ts')).toBe(before);
  });
});
