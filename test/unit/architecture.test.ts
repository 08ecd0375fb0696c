import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Which of our own places a place may import (itself always). The house rules of the README, as data. */
const mayImport: Record<string, string[]> = {
  'src/api': [],
  'src/layout': [],
  'src/image': ['src/api/types'],
  'src/upload': ['src/api'],
  'src/locales': [],
  'src/elements/shared': ['src/api', 'src/image', 'src/layout', 'src/upload', 'src/locales'],
  'src/elements/image': ['src/api', 'src/image', 'src/upload', 'src/locales', 'src/elements/shared'],
  'src/elements/gallery': [
    'src/api',
    'src/image',
    'src/layout',
    'src/upload',
    'src/locales',
    'src/elements/shared',
  ],
  'src/elements/uploader': [
    'src/api',
    'src/image',
    'src/layout',
    'src/upload',
    'src/locales',
    'src/elements/shared',
  ],
  'src/react': ['src/api/types', 'src/image', 'src/elements'],
  'src/server': ['src/api'],
  'demo/mock': ['src/api/types', 'src/server/node', 'src/server/addresses'],
  'demo/site': [],
};

/** Packages a place may use; places without an entry may use none. */
const mayUse: Record<string, RegExp> = {
  'src/upload': /^(@uppy\/|idb|libheif-js\/libheif\/libheif\.js$)/,
  'src/elements/shared': /^(lit|@lit\/reactive-element|photoswipe)(\/|$)/,
  'src/elements/image': /^(lit|@lit\/reactive-element)(\/|$)/,
  'src/elements/gallery': /^lit(\/|$)/,
  'src/elements/uploader': /^(lit(\/|$)|@uppy\/)/,
  'src/react': /^react$/,
  'src/server': /^(jose|ipaddr\.js$|node:)/,
  'demo/mock': /./,
  'demo/site': /^(imgpro-elements|hono|@hono\/|node:)/,
};

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function placeOf(file: string): string | undefined {
  return Object.keys(mayImport)
    .sort((a, b) => b.length - a.length)
    .find((place) => file.startsWith(place + '/'));
}

interface Import {
  file: string;
  target: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map(([, a, b, c]) => {
    const specifier = (a ?? b ?? c)!;
    const target = specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier))
          .split(sep)
          .join('/')
      : specifier;
    return { file, target };
  });
}

const all = ['src', 'demo'].flatMap(filesUnder).flatMap(importsOf);

describe('the layers', () => {
  for (const place of Object.keys(mayImport)) {
    test(`${place} imports only what it may`, () => {
      const wrong = all.filter(({ file, target }) => {
        if (placeOf(file) !== place || !/^(src|demo|test|stories)\//.test(target)) return false;
        if (target.startsWith(place + '/')) return false;
        return !mayImport[place]!.some(
          (allowed) => target.startsWith(allowed + '/') || target === `${allowed}.ts`,
        );
      });
      expect(wrong).toEqual([]);
    });

    test(`${place} uses only its own packages`, () => {
      const wrong = all.filter(({ file, target }) => {
        if (placeOf(file) !== place || /^(src|demo|test|stories)\//.test(target)) return false;
        return !mayUse[place]?.test(target);
      });
      expect(wrong).toEqual([]);
    });
  }

  test('only src/define registers tags', () => {
    const registrars = filesUnder('src').filter((file) =>
      /customElements\s*\.\s*define\s*\(/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(registrars.filter((file) => !file.startsWith('src/define/'))).toEqual([]);
    expect(registrars.length).toBeGreaterThan(0);
  });

  test('no element imports another element', () => {
    const wrong = all.filter(({ file, target }) => {
      const from = /^src\/elements\/(\w+)\//.exec(file)?.[1];
      const to = /^src\/elements\/(\w+)\//.exec(target)?.[1];
      return from && to && to !== 'shared' && from !== to;
    });
    expect(wrong).toEqual([]);
  });

  test('the shared entry of the mock for browsers is free of Node', () => {
    const wrong = all.filter(
      ({ file, target }) => file.startsWith('demo/mock/browser/') && /^(node:|sharp$|busboy$)/.test(target),
    );
    expect(wrong).toEqual([]);
  });

  test('template code that a strict policy would block appears nowhere', () => {
    const wrong = filesUnder('src').filter((file) =>
      /\binnerHTML\s*=|unsafeHTML|styleMap|style=\$\{|<style/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});
