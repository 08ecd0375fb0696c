import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'demo/recipes/server');
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));

const PUBLIC = /^imgpro-elements\/server(\/node|\/stores\/\w+)?$/;
const FRAMEWORKS = /^(node:http|express|hono|@hono\/node-server|fastify)$/;

test.each(files)('%s imports what a reader has, and nothing else of ours', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const targets = [...text.matchAll(/from '([^']+)'/g)].map(([, target]) => target!);
  const others = targets.filter((target) => !PUBLIC.test(target) && !FRAMEWORKS.test(target));
  expect(others.filter((target) => target !== './session.ts')).toEqual([]);
});

test.each(['README.md', 'stories/docs/recipes/the-token-backend.mdx'])('%s leads to every recipe', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  expect(files.filter((name) => !text.includes(`demo/recipes/server/${name}`))).toEqual([]);
});
