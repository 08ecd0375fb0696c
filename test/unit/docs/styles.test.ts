// The style sheets in the docs, and the tables of the page Theming: they name what the elements have.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { readManifest, type Declaration, type Named } from '../elements/read-manifest.ts';
import { root, snippetsOfKind } from './snippets.ts';

let elements: Map<string, Declaration>;
beforeAll(() => {
  elements = readManifest();
}, 60_000);

const has = (list: Named[] | undefined, name: string): boolean =>
  (list ?? []).some((each) => each.name === name);

/** Faults of a style sheet: places that cannot be parsed, and our names that no element has. */
async function faultsOf(code: string): Promise<string[]> {
  const { warnings } = await transform(code, { loader: 'css', logLevel: 'silent' });
  const faults = warnings.map(({ text }) => text);
  for (const [, name] of code.matchAll(/(--imgpro-[\w-]+)/g))
    if (![...elements.values()].some(({ cssProperties }) => has(cssProperties, name!)))
      faults.push(`${name} is no custom property`);
  for (const [selector] of code.matchAll(/[^{};]+(?=\{)/g))
    for (const [, tag, kind, name] of selector.matchAll(/([\w-]*):{1,2}(part|state)\(([\w-]+)\)/g)) {
      const element = elements.get(tag!);
      const names = kind === 'part' ? element?.cssParts : element?.cssStates;
      if (!has(names, name!)) faults.push(`${tag} has no ${kind} ${name}`);
    }
  return faults;
}

describe('style sheets', () => {
  test.each(snippetsOfKind('style').map(({ at, code }) => [at, code] as const))('%s', async (_at, code) => {
    expect(await faultsOf(code)).toEqual([]);
  });

  test('a wrong property, part, state or bracket is found', async () => {
    const code = `imgpro-uploader { --imgpro-acent: red; }
      imgpro-image::part(tile) { color: red; }
      imgpro-gallery:state(ready) { color: red; }
      imgpro-gallery { color: red;`;
    expect(await faultsOf(code)).toEqual([
      'Expected "}" to go with "{"',
      '--imgpro-acent is no custom property',
      'imgpro-image has no part tile',
      'imgpro-gallery has no state ready',
    ]);
  });
});

describe('the page Theming', () => {
  const page = readFileSync(join(root, 'stories/docs/theming.mdx'), 'utf8');
  const section = (heading: string) => page.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!;
  const codes = (text: string) => [...text.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!);

  test('has each custom property', () => {
    const told = codes(
      section('Custom properties of all elements') + section('Custom properties of one element'),
    );
    const known = [...elements.values()].flatMap(({ cssProperties = [] }) => cssProperties);
    expect(told.filter((name) => name.startsWith('--')).sort()).toEqual(
      [...new Set(known.map(({ name }) => name))].sort(),
    );
  });

  test.each(['uploader', 'image', 'gallery'])('has each part and state of the %s', (name) => {
    const row = (heading: string) =>
      codes(new RegExp(`^\\| ${name} .*$`, 'm').exec(section(heading))![0]).sort();
    const { cssParts = [], cssStates = [] } = elements.get(`imgpro-${name}`)!;
    expect(row('Parts')).toEqual(cssParts.map((each) => each.name).sort());
    expect(row('States')).toEqual(cssStates.map((each) => each.name).sort());
  });
});
