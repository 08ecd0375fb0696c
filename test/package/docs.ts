import { join } from 'node:path';
import { root } from './project.ts';
import { snippetsOf } from '../unit/docs/snippets.ts';
import { readFileSync } from 'node:fs';

/** The path that a block of code names in its first lines, as `// app/page.tsx` or `<!-- page.vue -->`. */
const PATH =
  /^(?:---\n)?(?:\/\/|<!--) ((?:[\w@+.-]+\/|\[[\w.]+\]\/)*(?:[\w+.-]|\[[\w.]+\])+\.\w+)(?=[\s:;]|$)/;

/**
 * The files of a page of the docs, by the paths that they name.
 * @param page In `stories/docs`; after `#` a heading, whose section alone counts.
 */
export function filesOfDocs(page: string): Record<string, string> {
  const [file, heading] = page.split('#');
  const text = readFileSync(join(root, 'stories/docs', file!), 'utf8');
  const section = heading ? text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) : text;
  const named = snippetsOf(page, section ?? '').flatMap(({ code }) => {
    const path = PATH.exec(code)?.[1];
    return path ? [[path, code]] : [];
  });
  if (named.length === 0) throw new Error(`${page} has no file with a path.`);
  return Object.fromEntries(named) as Record<string, string>;
}
