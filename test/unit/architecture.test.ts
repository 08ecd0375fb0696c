import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Which of our own places a place may import (itself always). The house rules of the README, as data. */
const mayImport: Record<string, string[]> = {
  'src/api': [],
  'src/layout': [],
  'src/image': ['src/api/types'],
  'src/tokens': ['src/api'],
  'src/upload/workers': ['src/api', 'src/upload/connectivity'],
  'src/upload/formats': ['src/api'],
  'src/upload/check': ['src/api', 'src/upload/formats', 'src/upload/workers'],
  'src/upload/prepare': ['src/api', 'src/upload/formats', 'src/upload/workers', 'src/upload/state'],
  'src/upload/send': ['src/api', 'src/upload/check', 'src/upload/workers'],
  'src/upload/state': ['src/api', 'src/upload/check', 'src/upload/send'],
  'src/upload/pace': ['src/upload/state'],
  'src/upload/session': [
    'src/api',
    'src/tokens',
    'src/upload/check',
    'src/upload/send',
    'src/upload/state',
    'src/upload/workers',
    'src/upload/connectivity',
  ],
  'src/upload/recovery': [
    'src/api',
    'src/upload/check',
    'src/upload/send',
    'src/upload/state',
    'src/upload/session',
  ],
  'src/uppy': [
    'src/api',
    'src/tokens',
    'src/upload/check',
    'src/upload/prepare',
    'src/upload/send',
    'src/upload/workers',
    'src/upload/leave-guard',
    'src/upload/connectivity',
  ],
  'src/locales': [],
  'src/elements/shared': ['src/api', 'src/image', 'src/layout', 'src/tokens', 'src/locales'],
  'src/elements/image': ['src/api', 'src/image', 'src/locales', 'src/elements/shared'],
  'src/elements/gallery': ['src/api', 'src/image', 'src/layout', 'src/locales', 'src/elements/shared'],
  'src/elements/uploader': [
    'src/api',
    'src/image',
    'src/layout',
    'src/upload',
    'src/uppy',
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
  'src/upload/prepare': /^libheif-js\/libheif\/libheif\.js$/,
  'src/upload/recovery': /^idb$/,
  'src/uppy': /^@uppy\//,
  'src/elements/shared': /^(lit|@lit\/reactive-element|photoswipe)(\/|$)/,
  'src/elements/image': /^(lit|@lit\/reactive-element)(\/|$)/,
  'src/elements/gallery': /^(lit|@lit\/reactive-element)(\/|$)/,
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

/** Groups of files that can reach each other by imports: Tarjan's strongly connected components of more than one file. */
function circlesIn(targets: ReadonlyMap<string, string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    lowest.set(file, number);
    path.push(file);
    for (const target of targets.get(file)!) {
      const reached = order.has(target)
        ? path.includes(target)
          ? order.get(target)!
          : number
        : visit(target);
      lowest.set(file, Math.min(lowest.get(file)!, reached));
    }
    if (lowest.get(file) === number) {
      const circle = path.splice(path.indexOf(file));
      if (circle.length > 1) circles.push(circle);
    }
    return lowest.get(file)!;
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return circles;
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

  test('no import runs in a circle, of types neither', () => {
    const files = new Set(['src', 'demo', 'scripts'].flatMap(filesUnder));
    const targets = new Map(
      [...files].map((file) => [
        file,
        importsOf(file).flatMap(({ target }) => (files.has(target) ? [target] : [])),
      ]),
    );
    expect(circlesIn(targets)).toEqual([]);
  });

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
