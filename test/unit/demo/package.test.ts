// The package as a reader's project meets it: the packed files alone, without our sources' condition.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const env = { ...process.env, NODE_OPTIONS: '' };
let project: string;

beforeAll(() => {
  if (!existsSync(join(root, 'dist/mock/cli.js')) || !existsSync(join(root, 'dist/types')))
    throw new Error('The package is not built: run "npm run build" first, or the whole of "npm test".');
  project = mkdtempSync(join(tmpdir(), 'imgpro-package-'));
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], {
    cwd: root,
    env,
  });
  const [tarball] = readdirSync(project).filter((name) => name.endsWith('.tgz'));
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, 'imgpro-elements'), { recursive: true });
  execFileSync('tar', ['-xzf', tarball!, '--strip-components=1', '-C', join(modules, 'imgpro-elements')], {
    cwd: project,
  });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}, 60_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

function run(script: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
}

/** Members of the entries that are written with a star; those of `jsx` are types and nothing else. */
const FAMILIES: Record<string, string[]> = {
  './locales/*': ['./locales/de', './locales/ar'],
  './jsx/*': ['./jsx/vue', './jsx/svelte', './jsx/solid', './jsx/preact'],
  './editor/*': [], // no modules
};

test('data for editors is where package and README say', () => {
  const folder = join(project, 'node_modules/imgpro-elements');
  const types = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { 'web-types': string };
  for (const file of [
    types['web-types'],
    'dist/editor/vscode.html-custom-data.json',
    'dist/editor/vscode.css-custom-data.json',
  ])
    expect(readFileSync(join(folder, file), 'utf8'), file).toContain('imgpro-uploader');
});

test('every file that the README leads to is in the package', () => {
  const folder = join(project, 'node_modules/imgpro-elements');
  const links = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)];
  expect(links.length).toBeGreaterThan(20);
  expect(links.map(([, path]) => path!).filter((path) => !existsSync(join(folder, path)))).toEqual([]);
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

test('the command starts a mock', { timeout: 30_000 }, async () => {
  const child = spawn(
    process.execPath,
    [
      join(project, 'node_modules/imgpro-elements/dist/mock/cli.js'),
      '--memory',
      '--port',
      '0',
      '--images',
      '3',
    ],
    { cwd: project, env },
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
    const answer = await fetch(`${url}/v1/images`, { headers: { authorization: 'Bearer img_live_demo' } });
    const { data } = (await answer.json()) as { data: { url: string }[] };
    expect(data).toHaveLength(3);
    expect((await fetch(data[0]!.url)).headers.get('content-type')).toMatch(/^image\//);
  } finally {
    child.kill();
  }
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
