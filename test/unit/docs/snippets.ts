import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

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

/** The pages of the docs with the recipes, and the two a newcomer reads first. */
export function pages(): string[] {
  const docs = readdirSync(join(root, 'stories/docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => `stories/docs/${name.replaceAll('\\', '/')}`);
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

/** For each kind of snippet its languages, and the test that runs it. A language that stands nowhere here is a fault. */
export const KINDS = {
  script: { languages: ['ts', 'tsx', 'js', 'jsx', 'astro'], test: 'test/unit/docs/snippets.test.ts' },
  page: { languages: ['html'], test: 'test/e2e/docs-snippets.spec.ts' },
  component: { languages: ['vue', 'svelte'], test: 'test/e2e/docs-snippets.spec.ts' },
  style: { languages: ['css'], test: 'test/unit/docs/styles.test.ts' },
  shell: { languages: ['sh'], test: 'test/unit/docs/shell.test.ts' },
  data: { languages: ['json'], test: 'test/unit/docs/snippets.test.ts' },
  text: { languages: ['text'], test: 'test/unit/docs/snippets.test.ts' },
} as const;

/** The snippets that one test runs. */
export function snippetsOfKind(kind: keyof typeof KINDS): Snippet[] {
  const languages: readonly string[] = KINDS[kind].languages;
  return snippets().filter(({ language }) => languages.includes(language));
}
