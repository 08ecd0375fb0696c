import { existsSync, globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The compiler leaves `./x.ts` in declarations; a reader's own may refuse it. */
export function nameDeclarationsAsModules(folder: string): void {
  for (const file of declarationsIn(folder)) {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/(from |import\()(['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1$2.js$3'));
  }
}

/**
 * Deletes what no declaration leads to that `package.json` names: a source that no public type is made of has one, too.
 * @param folder Where the compiler has written them.
 * @param roots Patterns of those that can be imported.
 */
export function deleteUnusedDeclarations(folder: string, roots: readonly string[]): void {
  const used = new Set<string>();
  const reach = (file: string): void => {
    if (used.has(file) || !existsSync(file)) return;
    used.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(
      /(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g,
    ))
      reach(join(file, '..', `${path}.d.ts`));
  };
  for (const root of roots) globSync(root).forEach(reach);
  for (const file of declarationsIn(folder)) if (!used.has(file)) rmSync(file);
}

const declarationsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
