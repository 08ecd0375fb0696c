// The package as a reader's project has it: the packed files alone, without our sources' condition.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONTRACT, KINDS } from './contract.ts';
import { env, installedProject, root } from './project.ts';
import type { Project } from './project.ts';
import { languages } from '../../src/locales/languages.ts';
import { openApiDocument } from '../../demo/mock/schemas/document.ts';

let project: Project;
/** The files that npm packed, by their paths in the package. */
let files: string[];

beforeAll(async () => {
  project = await installedProject(['react', 'sharp', 'heic-decode']);
  files = readdirSync(project.installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project.installed, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('node_modules/'));
}, 180_000);

afterAll(() => project?.remove());

function run(script: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: project.folder,
    env,
    encoding: 'utf8',
  });
}

const read = (file: string): string => readFileSync(join(project.installed, file), 'utf8');

interface Package {
  exports: Record<string, string | Record<string, string>>;
  bin: Record<string, string>;
  customElements: string;
  'web-types': string;
}

/** The files that `package.json` names, a star's own members among them; without the condition of the sources. */
function named(): Map<string, string[]> {
  const { exports, bin, ...others } = JSON.parse(read('package.json')) as Package;
  const targets = Object.entries(exports).map(([name, target]) => {
    const conditions = typeof target === 'string' ? { default: target } : target;
    const paths = Object.entries(conditions).flatMap(([condition, path]) =>
      condition === 'imgpro-source' ? [] : members(path.slice(2)),
    );
    return [name, paths] as const;
  });
  const rest = [...Object.values(bin), others.customElements, others['web-types']];
  return new Map([...targets, ['(package.json)', rest.map((path) => path.replace(/^\.\//, ''))]]);
}

function members(path: string): string[] {
  if (!path.includes('*')) return [path];
  const [head, tail] = path.split('*') as [string, string];
  return files.filter((file) => file.startsWith(head) && file.endsWith(tail));
}

/** Files of the package that one of them asks for: modules, declarations, workers. */
function asksFor(file: string): string[] {
  const text = read(file).replace(/^\s*\*.*$/gm, ''); // without examples in comments
  if (file.endsWith('.d.ts'))
    return [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)\.js['"]/g)].map(([, path]) =>
      join(dirname(file), `${path}.d.ts`),
    );
  if (!file.endsWith('.js')) return [];
  const modules = /(?:\bfrom|\bimport)\s*\(?\s*["'`](\.{1,2}\/[^"'`\s]+)["'`]/g;
  const addresses = /new URL\(\s*["'`](\.{1,2}\/[^"'`\s]+)["'`]\s*,\s*import\.meta\.url/g;
  // An address that is put together at run time stands for its folder.
  return [...text.matchAll(modules), ...text.matchAll(addresses)].map(([, path]) =>
    join(dirname(file), path!.replace(/[^/]*\$\{.*$/, '')),
  );
}

/** Bytes of the packed file, of which `workers/heic.js` is 745,000, what is read there 110,000, and each language 10,000. */
const LIMIT = 1_880_000 + 10_000 * languages.length;

/** Files to be read: the README leads to them. */
const isReading = (file: string) =>
  /\.mdx?$/.test(file) || file.startsWith('demo/recipes/') || file === 'demo/pages/assets/screenshot.png';

describe('the packed files', () => {
  test('no export names a file that is not there, in code or types', () => {
    const missing = [...named()].flatMap(([name, paths]) =>
      paths.length === 0 ? [name] : paths.filter((path) => !files.includes(path)),
    );
    expect(missing).toEqual([]);
  });

  test('each is asked for by package.json or by another, and whatever is asked for is there', () => {
    const reached = new Set(['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']);
    const missing: string[] = [];
    const reach = (path: string, from: string): void => {
      if (path.endsWith('/'))
        return files.filter((file) => file.startsWith(path)).forEach((file) => reached.add(file));
      if (reached.has(path)) return;
      reached.add(path);
      if (!files.includes(path)) missing.push(`${from}: ${path}`);
      else asksFor(path).forEach((next) => reach(next, path));
    };
    for (const [name, paths] of named()) for (const path of paths) reach(path, name);
    expect(missing).toEqual([]);
    expect(files.filter((file) => !reached.has(file) && !isReading(file))).toEqual([]);
  });

  test('none is there twice', () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const file of files) {
      const content = read(file);
      // Small ones are modules that hold types and nothing else.
      if (content.length > 200 && seen.has(content)) twice.push(`${file} is ${seen.get(content)}`);
      seen.set(content, file);
    }
    expect(twice).toEqual([]);
  });

  test('they name no source map that was not packed', () => {
    expect(files.filter((file) => /\.(js|css)$/.test(file) && /sourceMappingURL=/.test(read(file)))).toEqual(
      [],
    );
  });

  test('they stay as light as they are', () => {
    expect(project.packedSize).toBeLessThan(LIMIT);
  });
});

describe('custom-elements.json', () => {
  const declarations = () =>
    (JSON.parse(read('custom-elements.json')) as Manifest).modules.flatMap(
      ({ declarations = [] }) => declarations,
    );

  test.each(Object.entries(CONTRACT))('<%s> has every name of the contract', (tag, contract) => {
    const declaration = declarations().find(({ tagName }) => tagName === tag)!;
    const missing = KINDS.flatMap((kind) =>
      (contract[kind] ?? '')
        .split(/\s+/)
        .filter((name) => !declaration[kind]?.some((each) => (each.name || '(default)') === name))
        .filter(Boolean)
        .map((name) => `${kind}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('each name is told in words, each attribute and property with its type', () => {
    const bare = declarations()
      .filter(({ tagName }) => tagName)
      .flatMap((declaration) =>
        KINDS.flatMap((kind) =>
          (declaration[kind] ?? [])
            .filter(
              (each) =>
                !each.description ||
                (kind === 'attributes' && !each.type) ||
                (kind === 'members' && each.kind === 'field' && !each.type),
            )
            .map(({ name }) => `${declaration.tagName} ${kind} ${name}`),
        ),
      );
    expect(bare).toEqual([]);
  });
});

interface Manifest {
  modules: { declarations?: Declaration[] }[];
}

type Declaration = { tagName?: string } & {
  [Kind in (typeof KINDS)[number]]?: { name: string; kind?: string; description?: string; type?: object }[];
};

/** Members of the entries that are written with a star; those of `jsx` are types and nothing else. */
const FAMILIES: Record<string, string[]> = {
  './locales/*': ['en', ...languages].map((code) => `./locales/${code}`),
  './jsx/*': ['./jsx/react', './jsx/vue', './jsx/svelte', './jsx/solid', './jsx/preact'],
  './editor/*': [], // no modules
  './cdn/*': [],
};

test('data for editors is where package and README say', () => {
  const folder = project.installed;
  const types = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { 'web-types': string };
  for (const file of [
    types['web-types'],
    'dist/editor/vscode.html-custom-data.json',
    'dist/editor/vscode.css-custom-data.json',
  ])
    expect(readFileSync(join(folder, file), 'utf8'), file).toContain('imgpro-uploader');
});

test('every file that the README leads to is in the package', () => {
  const links = [
    ...readFileSync(join(project.installed, 'README.md'), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g),
  ];
  expect(links.length).toBeGreaterThan(20);
  expect(links.map(([, path]) => path!).filter((path) => !existsSync(join(project.installed, path)))).toEqual(
    [],
  );
});

test('npm publishes it as it stands, without a warning', { timeout: 60_000 }, async () => {
  // A registry that knows no package yet: nothing is asked of the real one.
  const registry = createServer((_, response) => response.writeHead(404).end('{}'));
  await new Promise<void>((done) => registry.listen(0, '127.0.0.1', done));
  const address = `//127.0.0.1:${(registry.address() as AddressInfo).port}/`;
  const options = ['--loglevel=warn', `--registry=http:${address}`, `--${address}:_authToken=any`];
  try {
    const { stderr } = await promisify(execFile)(
      'npm',
      ['publish', '--dry-run', '--ignore-scripts', ...options],
      { cwd: root, env },
    );
    expect(stderr).toBe('');
  } finally {
    registry.close();
  }
});

test('every entry can be imported on a server, and importing registers nothing but what it says', () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, unknown>;
  };
  const entries = Object.keys(exports)
    .filter((name) => !/\.(js|css|json)$/.test(name))
    .flatMap((name) => FAMILIES[name] ?? [name])
    .map((name) => `imgpro-elements${name.slice(1)}`);
  expect(entries.filter((name) => name.includes('*'))).toEqual([]);
  const names = run(`
    for (const entry of ${JSON.stringify(entries)}) {
      const names = Object.keys(await import(entry));
      if (names.length === 0 && !entry.includes('/jsx/')) throw new Error(entry + ' exports nothing');
      console.log(entry);
    }`);
  expect(names.trim().split('\n')).toEqual(entries);
});

/** Starts the packed mock as a command, and ends it. */
async function withMock(use: (url: string) => Promise<void>): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(project.installed, 'dist/mock/cli.js'), '--memory', '--port', '0', '--images', '3'],
    { cwd: project.folder, env },
  );
  try {
    const url = await new Promise<string>((done, fail) => {
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          const found = /(http:\/\/\S+)\/v1/.exec(output)?.[1];
          if (found) done(found);
        });
      child.once('exit', (code) => fail(new Error(`ended with ${code}:\n${output}`)));
    });
    await use(url);
  } finally {
    child.kill();
  }
}

test('the command starts a mock', { timeout: 30_000 }, async () => {
  await withMock(async (url) => {
    const answer = await fetch(`${url}/v1/images`, { headers: { authorization: 'Bearer img_live_demo' } });
    const { data } = (await answer.json()) as { data: { url: string }[] };
    expect(data).toHaveLength(3);
    expect((await fetch(data[0]!.url)).headers.get('content-type')).toMatch(/^image\//);
  });
});

test(
  'the packed mock serves the document that is written out of its schemas',
  { timeout: 30_000 },
  async () => {
    await withMock(async (url) => {
      expect(await (await fetch(`${url}/openapi.json`)).json()).toEqual(
        JSON.parse(JSON.stringify(openApiDocument(url))),
      );
    });
  },
);

test('the packed mock keeps the contract that it checks others by', { timeout: 60_000 }, async () => {
  await withMock(async (url) => {
    const command = [join(project.installed, 'dist/mock/cli.js'), 'verify', url, '--key', 'img_live_demo'];
    const output = await promisify(execFile)(process.execPath, command, { cwd: project.folder, env });
    expect(output.stdout).toMatch(/\b0 failed/);
  });
});

test('the mock in a process develops a HEIC', { timeout: 60_000 }, () => {
  const photo = join(root, 'test/harness/fixtures/photo.heic');
  const state = run(`
    import { readFileSync } from 'node:fs';
    import { createMock } from 'imgpro-elements/mock';
    const mock = await createMock({});
    const headers = { authorization: 'Bearer img_live_demo' };
    const ask = async (path, init) => (await mock.fetch(new Request('http://mock' + path, { headers, ...init }))).json();
    const body = new FormData();
    body.append('file', new Blob([readFileSync(${JSON.stringify(photo)})]), 'photo.heic');
    let image = await ask('/v1/images', { method: 'POST', body });
    while (image.status === 'processing') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      image = await ask('/v1/images/' + image.id);
    }
    console.log(image.status, image.width, image.height, image.error ?? '');
    await mock.close();`);
  expect(state.trim()).toBe('ready 1200 900');
});
