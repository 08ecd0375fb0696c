// The right columns of the page Migration: names of ours that exist.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import * as entry from '../../../src/index.ts';
import { readManifest, type Declaration } from '../elements/read-manifest.ts';
import { root } from './snippets.ts';

let elements: Declaration[];
beforeAll(() => {
  elements = [...readManifest().values()];
}, 60_000);

/** Words of the page, of a policy, of a detail or of another library. */
const OTHERS = ['lang', 'color-scheme', 'capture', 'importHosts', 'ImgPro', 'cancelled', 'too-many'];

function isKnown(code: string): boolean {
  const has = (kind: 'attributes' | 'members' | 'events' | 'slots' | 'cssProperties', name: string) =>
    elements.some((element) => (element[kind] ?? []).some((each) => each.name === name));
  if (/^<|^import /.test(code) || OTHERS.includes(code)) return true;
  if (/^image\.(id|url)$/.test(code) || /^:state\(\w+\)$/.test(code)) return true;
  if (code.startsWith('--')) return has('cssProperties', code);
  if (code.startsWith('.')) return has('members', /^\.(\w+)(\(\w*\))?$/.exec(code)?.[1] ?? '');
  if (/^(imgpro-[\w-]+|change|input)$/.test(code)) return has('events', code);
  if (/^[\w-]+(="[^"]*")?( [\w-]+="[^"]*")*$/.test(code)) {
    const names = code.replaceAll(/="[^"]*"/g, '').split(' ');
    if (names.every((name) => has('attributes', name) || has('slots', name))) return true;
  }
  return /^\w+(\(\))?$/.test(code) && code.replace('()', '') in entry;
}

test('each name of ours on the page exists', () => {
  const page = readFileSync(join(root, 'stories/docs/migration.mdx'), 'utf8');
  const cells = [...page.matchAll(/^\|.*?\|([^|]*)\|$/gm)].map(([, cell]) => cell!);
  const codes = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!));
  expect(codes.length).toBeGreaterThan(150);
  expect(codes.filter((code) => !isKnown(code))).toEqual([]);
});

test('a wrong name is found', () => {
  const wrong = [
    'max-filez',
    '.uplod()',
    'imgpro-finished',
    '--imgpro-size',
    'configur()',
    'view="grid" colums="3"',
  ];
  expect(wrong.filter(isKnown)).toEqual([]);
});
