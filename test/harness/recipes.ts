import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');

/** A code block of a recipe: that of a file, or the first of a language. */
export function block(recipe: string, start: string): string {
  const text = readFileSync(join(root, 'stories/docs/recipes', recipe), 'utf8');
  const blocks = [...text.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, code]) => code!);
  const found = blocks.find((code) => code.startsWith(start));
  if (found === undefined) throw new Error(`${recipe} has no block that starts with ${start}.`);
  return found;
}

/** Bundles files of a recipe; what they import of the package is its sources. */
export async function bundled(
  files: Record<string, string>,
  entry: string,
  platform: 'browser' | 'node',
  plugins: Plugin[] = [],
) {
  const folder = join(root, 'test-results/recipes', `${platform}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { outputFiles } = await build({
    entryPoints: [join(folder, entry)],
    bundle: true,
    write: false,
    format: 'esm',
    platform,
    jsx: 'automatic',
    target: 'es2022',
    conditions: ['imgpro-source'],
    // One framework for the page and for what renders it; Express is no ES module.
    external: platform === 'node' ? ['react', 'react-dom', 'vue', 'svelte', 'express'] : [],
    // The page links it.
    loader: { '.css': 'empty' },
    plugins,
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
  });
  const output = join(folder, `${entry}.out.mjs`);
  writeFileSync(output, outputFiles[0]!.text);
  return { text: outputFiles[0]!.text, output };
}
