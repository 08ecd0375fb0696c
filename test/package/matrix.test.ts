// The table of the docs says what is run: each version in it is one of a fixture or a bundler here.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BUNDLERS } from './bundlers.ts';
import { FIXTURES } from './fixtures.ts';
import { root } from './project.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Names and versions in the first two columns of the tables. */
const rows = [
  ...read('stories/docs/bundlers-and-frameworks.mdx').matchAll(/^\| (\w+) +\| ([\d.]+) +\|/gm),
].map(([, name, version]) => `${name} ${version}`);

/** The packages that stand for a name of the table, where they are called otherwise. */
const PACKAGES: Record<string, string[]> = {
  SvelteKit: ['@sveltejs/kit'],
  Solid: ['solid-js'],
  Angular: ['@angular/cli'],
  htmx: ['htmx.org'],
  Turbo: ['@hotwired/turbo'],
};

test('every bundler and framework that is run stands in the table, by name', () => {
  const named = new Set(rows.map((row) => row.split(' ')[0]));
  const run = [...BUNDLERS.map(({ name }) => name), ...FIXTURES.map(({ name }) => name.split(' ')[0]!)];
  expect(run.filter((name) => !named.has(name))).toEqual([]);
});

test.each(rows)('%s is what is run', (row) => {
  const [name, version] = row.split(' ') as [string, string];
  const packages = PACKAGES[name] ?? [name.toLowerCase()];
  const projects = readdirSync(join(import.meta.dirname, 'fixtures'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => read(`test/package/fixtures/${entry.name}/package.json`));
  const texts = [
    read('package.json'),
    ...projects,
    ...['bundlers', 'fixtures', 'server-page.test'].map((file) => read(`test/package/${file}.ts`)),
  ].join('\n');
  const forms = packages.flatMap((each) => [
    `"${each}": "${version}"`,
    `'${each}@${version}'`,
    `${each}: '${version}'`,
  ]);
  expect(forms.filter((form) => texts.includes(form))).not.toEqual([]);
});
