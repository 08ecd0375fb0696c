import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** A fenced block of code in one of the pages. */
export interface Snippet {
  /** The page and the line of its first line of code, as an editor opens it. */
  at: string;
  page: string;
  line: number;
  language: string;
  code: string;
}

/** The pages of the docs, and the two a newcomer reads first. */
export function pages(): string[] {
  const folder = join(root, 'stories/docs');
  const docs = readdirSync(folder)
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => relative(root, join(folder, name)));
  return ['README.md', 'CONTRIBUTING.md', ...docs.sort()];
}

/** Every fenced block of a page in Markdown, without the indentation of a list around it. */
export function snippetsOf(page: string, text = readFileSync(join(root, page), 'utf8')): Snippet[] {
  const lines = text.split('\n');
  const found: Snippet[] = [];
  for (let index = 0; index < lines.length; index++) {
    const fence = /^( *)(`{3,})(\S*)/.exec(lines[index]!);
    if (!fence) continue;
    const [, indent, ticks, language] = fence;
    const start = index + 1;
    while (++index < lines.length && lines[index] !== `${indent}${ticks}`);
    const code = lines
      .slice(start, index)
      .map((line) => line.replace(new RegExp(`^ {0,${indent!.length}}`), ''));
    found.push({
      at: `${page}:${start + 1}`,
      page,
      line: start + 1,
      language: language!,
      code: code.join('\n'),
    });
  }
  return found;
}

export const snippets = (): Snippet[] => pages().flatMap((page) => snippetsOf(page));
