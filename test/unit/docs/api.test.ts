// The pages under API are made of the manifest: everything that pages may rely on stands on them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ManifestElement } from '../../../scripts/manifest.ts';
import { apiTables, type Table } from '../../../stories/docs/api-tables.ts';
import { CONTRACT, namesOf } from '../../package/contract.ts';
import { readManifest } from '../elements/read-manifest.ts';
import { root } from './snippets.ts';

const words = { GalleryLayout: ['rows', 'columns', 'grid'] };
const pages = new Map<string, Table[]>();
beforeAll(() => {
  for (const [tag, element] of readManifest()) pages.set(tag, apiTables(element as ManifestElement, words));
}, 60_000);

/** The table of a kind on an element's page, its first cells as they are read. */
const rows = (tag: string, title: string) =>
  pages.get(tag)!.find((table) => table.title === title)?.rows ?? [];
const firsts = (tag: string, ...titles: string[]): string[] =>
  titles.flatMap((title) => rows(tag, title).map(([first]) => first!.replaceAll('`', '')));

describe.each(Object.keys(CONTRACT))('the page of <%s>', (tag) => {
  test('has everything of the contract', () => {
    const told = {
      attributes: firsts(tag, 'Attributes'),
      members: [
        ...rows(tag, 'Attributes').map(([, property]) => property!.replaceAll('`', '')),
        ...firsts(tag, 'Properties without an attribute', 'Methods').map((name) => name.split('(')[0]!),
      ],
      events: firsts(tag, 'Events'),
      slots: firsts(tag, 'Slots').map((name) => (name === 'without a name' ? '' : name)),
      cssParts: firsts(tag, 'Parts').map((name) => name.slice('::part('.length, -1)),
      cssStates: firsts(tag, 'States').map((name) => name.slice(':state('.length, -1)),
    };
    const missing = Object.entries(told).flatMap(([kind, list]) =>
      namesOf(tag)
        [kind as keyof typeof told]!.filter((name) => !list.includes(name))
        .map((name) => `${kind} ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('says what the detail of each event holds', () => {
    const silent = rows(tag, 'Events').filter(([name, detail]) => name!.startsWith('`imgpro-') && !detail);
    expect(silent).toEqual([]);
  });

  test('is there', () => {
    const page = readFileSync(join(root, `stories/docs/api/${tag.slice('imgpro-'.length)}.mdx`), 'utf8');
    expect(page).toContain(`<ApiReference tag="${tag}" />`);
  });
});

test('a type is told in its words, a method with its parameters, an event with its detail', () => {
  expect(rows('imgpro-gallery', 'Attributes').find(([name]) => name === '`layout`')).toEqual([
    ...['`layout`', '`layout`', "`'rows' | 'columns' | 'grid'`", "`'rows'`"],
    expect.stringContaining('masonry'),
  ]);
  expect(firsts('imgpro-gallery', 'Methods')).toContain('scrollToImage(id: string)');
  expect(rows('imgpro-uploader', 'Events').find(([name]) => name === '`imgpro-upload-progress`')?.[1]).toBe(
    '`file: UploadFile`, `progress: number`',
  );
});
