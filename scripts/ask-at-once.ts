import type { Plugin } from 'vite';

/** A file as it is being written: what it imports at once, by the names that stand in the code. */
type Files = Record<string, { imports: string[] }>;

/** `import("./name.js")` in a file beside the others, or `import("./parts/name.js")` in one above them. */
const LATER = /\bimport\((["'`])(\.\/(?:[^"'`]*\/)?)([^"'`/]+\.js)\1\)/g;

/**
 * Has what these entries fetch later asked for together with all that it imports. A browser learns of those files only when it
 * has read the one that imports them, one more way to the server and back. For entries whose next file people wait for: each
 * file so named makes the one that names it heavier.
 */
export function askAtOnce(...entries: string[]): Plugin {
  return {
    name: 'ask-at-once',
    renderChunk: (code, { fileName, name, isEntry }, _options, { chunks }) =>
      isEntry && entries.includes(name) ? { code: askedAtOnce(code, fileName, chunks), map: null } : null,
  };
}

/** The code of a file with more imports before each of a later one: of files that are not there with this one anyway. */
export function askedAtOnce(code: string, file: string, files: Files): string {
  const there = withImports(file, files);
  const folder = (name: string) => name.slice(0, name.lastIndexOf('/') + 1);
  return code.replace(LATER, (written, quote: string, way: string, name: string) => {
    const later = folder(file) + way.slice(2) + name;
    const missing = [...withImports(later, files)].filter((one) => one !== later && !there.has(one));
    if (missing.length === 0) return written;
    const asked = missing.map((one) => `import(${quote}./${one.slice(folder(file).length)}${quote})`);
    // One that cannot be had fails the file that imports it, which is the failure that counts.
    return `(${asked.map((one) => `${one}.catch(()=>{})`).join()},${written})`;
  });
}

function withImports(file: string, files: Files, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const next of files[file]?.imports ?? []) withImports(next, files, found);
  return found;
}
