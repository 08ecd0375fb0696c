// Code loaded at first only adopts or makes the <img> and lays it out; the rest comes when it is wanted.
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** The modules that a page loads with this one: what it imports, and they in turn, but not what `import()` fetches. */
async function loadedWith(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: resolve(import.meta.dirname, '../../..'),
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'dist',
    write: false,
    metafile: true,
    packages: 'external',
  });
  const { outputs } = metafile;
  const seen = new Set<string>();
  const visit = (name: string): string[] => {
    const output = outputs[name];
    if (seen.has(name)) return [];
    seen.add(name);
    if (!output) return [name];
    const imports = output.imports.filter(({ kind }) => kind === 'import-statement');
    return [...Object.keys(output.inputs), ...imports.flatMap(({ path }) => visit(path))];
  };
  return visit(Object.keys(outputs).find((name) => outputs[name]!.entryPoint === entry)!);
}

test('an image brings no API client, no texts, no icons, no viewer and no templates at first', async () => {
  const now = await loadedWith('src/define/image.ts');
  const late =
    /^src\/(api\/(?!keys\.)|upload\/|locales\/)|\/later\/|\/(icons|design|lightbox[\w-]*|connection|localisation|share)\.ts$/;
  expect(now.filter((name) => late.test(name))).toEqual([]);
  expect(now.filter((name) => !name.startsWith('src/')).sort()).toEqual([
    '@lit/reactive-element',
    '@lit/reactive-element/css-tag.js',
  ]);
  expect(now).toContain('src/elements/image/light-image.ts');
});

test('(the measure itself sees what is loaded)', async () => {
  expect(await loadedWith('src/api/index.ts')).toContain('src/api/client/client.ts');
});
