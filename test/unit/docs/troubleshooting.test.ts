// The page Troubleshooting holds each code and each warning of the sources, with the words that people see.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recovery } from '../../../src/locales/en/recovery.ts';
import { uploading } from '../../../src/locales/en/uploading.ts';
import type { RejectionCode } from '../../../src/upload/check/rules.ts';
import { root } from './snippets.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const page = read('stories/docs/troubleshooting.mdx');
const words: Record<string, unknown> = { ...uploading, ...recovery };

/** Rows of the table under a heading, without its head, as cells. */
function table(heading: string): string[][] {
  const text = page.slice(page.indexOf(`## ${heading}\n`));
  const rows = /(?:^\|.*\n)+/m.exec(text)![0].trim().split('\n').slice(2);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The codes that have a message of their own, with its key. */
const codes = [
  ...read('src/upload/send/error-messages.ts').matchAll(/^ {2}(\w+): \['(\w+)', '[\w-]+'\],$/gm),
].map(([, code, key]) => [code!, key!] as const);

test('the sources have codes', () => expect(codes.length).toBeGreaterThan(30));

test.each(codes)('%s stands there with its sentences', (code, key) => {
  const row = table('Errors of uploads').find(([first]) => first === `\`${code}\``);
  const said = String(words[key]) + ' ' + String(words[`${key}Help`]).replace(/\{\w+\}.*$/, '');
  expect(row?.[1]).toContain(said.trim());
});

test('no code stands there that the sources do not have', () => {
  const told = table('Errors of uploads').flatMap(([first]) => /^`(\w+)`$/.exec(first!)?.[1] ?? []);
  const known = [...codes.map(([code]) => code), 'rate_limited', 'validation_error'];
  expect(told.filter((code) => !known.includes(code))).toEqual([]);
});

test('all reasons not to add a file stand there', () => {
  const reasons = {
    ...{ 'unsupported-type': 0, 'too-large': 0, empty: 0, 'too-many': 0 },
    ...{ dimensions: 0, duplicate: 0, unreadable: 0, custom: 0 },
  } satisfies Record<RejectionCode, 0>;
  const told = table('Files that are not added').map(([first]) => first!.replaceAll('`', ''));
  expect(told.sort()).toEqual(Object.keys(reasons).sort());
});

/** Calls of \`warnOnce\`, with the text of their messages. */
function warnings(): string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts') && !name.endsWith('warn.ts'))
    .flatMap((name) =>
      read(join('src', name))
        .split(/\bwarnOnce\(/)
        .slice(1),
    )
    .map((text) => text.slice(0, text.search(/\);/)).replace(/['`]\s*\+\s*['`]/g, ''));
}

test('each warning of the elements stands there', () => {
  const pieces = table('Warnings in the console').map(([first]) =>
    first!
      .replace(/^`|`$/g, '')
      .split('…')
      .map((piece) => piece.trim())
      .filter((piece) => piece.length > 8),
  );
  const isTold = (warning: string) =>
    pieces.some((some) => some.length > 0 && some.every((piece) => warning.includes(piece)));
  expect(warnings().length).toBeGreaterThan(20);
  expect(warnings().filter((warning) => !isTold(warning))).toEqual([]);
  const isKnown = (some: string[]) =>
    some.length === 0 || warnings().some((warning) => some.every((piece) => warning.includes(piece)));
  expect(pieces.filter((some) => !isKnown(some))).toEqual([]);
});
