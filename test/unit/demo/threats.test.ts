import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listen, wire } from '../server/node-harness.ts';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Cells of a row of a table in Markdown. */
const cells = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Rows of the first table after a heading or a sentence, without its head. */
function table(after: string): string[][] {
  const text = read('demo/site/README.md');
  const rows = text.slice(text.indexOf(after) + after.length).match(/(?:^\|.*\n)+/m)![0];
  return rows.trim().split('\n').slice(2).map(cells);
}

/** The names in “…” that follow each path in `…`. */
const namesByFile = (text: string): [file: string, names: string[]][] =>
  text
    .split(/<br\s*\/?>/)
    .map((part) => [
      /`([^`]+)`/.exec(part)?.[1] ?? '',
      [...part.matchAll(/“([^”]+)”/g)].map(([, name]) => name!),
    ]);

describe('the table of threats', () => {
  test.each(table('## Threats'))('%s: its code and its tests are there', (_threat, _defence, code, shown) => {
    const files = [...code!.matchAll(/`([^`]+)`/g)].map(([, file]) => file!);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(files).not.toEqual([]);
    const tests = namesByFile(shown!);
    expect(tests).not.toEqual([]);
    for (const [file, names] of tests) {
      expect(file).toMatch(/^test\/.*\.(?:test|spec)\.ts$/);
      const text = read(file);
      expect(names).not.toEqual([]);
      expect(names.filter((name) => !text.includes(name))).toEqual([]);
    }
  });
});

test('the guide explains every event that the backend logs, and no other', () => {
  const sources = readdirSync(join(root, 'src/server'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(`src/server/${name}`));
  const logged = sources.flatMap((text) => [...text.matchAll(/\bevent: '(\w+)'/g)].map(([, name]) => name!));
  const told = table('no names of people, files or addresses in it.').map(([name]) =>
    name!.replaceAll('`', ''),
  );
  expect([...told].sort()).toEqual([...new Set(logged)].sort());
});

test.each([
  ['two lengths', 'Content-Length: 5\r\nContent-Length: 6'],
  ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
  ['chunks before another coding', 'Transfer-Encoding: chunked, gzip'],
  ['a folded header', 'X-A: b\r\n Content-Length: 5'],
])('a request whose end can be read in two ways is refused: %s', async (_, headers) => {
  const asked: string[] = [];
  const { port } = await listen(({ url }) => {
    asked.push(url);
    return new Response('ok');
  });
  const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: site.example\r\n\r\n';
  const answer = await wire(
    port,
    `POST /imgpro/v1/images HTTP/1.1\r\nHost: site.example\r\n${headers}\r\n\r\n0\r\n\r\n${smuggled}`,
  ).closed;
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(asked).toEqual([]);
});
