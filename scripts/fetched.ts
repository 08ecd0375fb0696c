import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A built file, as the bundler's manifest tells of it. */
interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
}

const manifest = JSON.parse(readFileSync('dist/parts/manifest.json', 'utf8')) as Record<string, Chunk>;

/**
 * The files of these entries, each by its source, with all that they import.
 * @param later Also what they fetch only when it is wanted.
 */
export function filesOf(entries: readonly string[], { later = false } = {}): string[] {
  const reached = new Set<string>();
  const reach = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    const { imports = [], dynamicImports = [] } = manifest[name]!;
    for (const next of later ? [...imports, ...dynamicImports] : imports) reach(next);
  };
  for (const entry of entries) reach(entry);
  return [...reached].map((name) => join('dist', manifest[name]!.file));
}

/** The sources that these files were made of, by their source maps. The bundler's own helpers have none. */
function sourcesOf(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    if (!existsSync(`${file}.map`)) return [];
    const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] };
    return sources;
  });
}

/** Refuses files that hold one of these sources, each a file or a folder: something else has come to import it at once. */
export function refuse(files: readonly string[], forbidden: readonly string[]): void {
  const found = sourcesOf(files).filter((source) => forbidden.some((part) => source.includes(part)));
  if (found.length > 0) throw new Error(`Fetched at first, and should come later: ${found.join(', ')}`);
}
