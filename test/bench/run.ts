/**
 * `npm run bench`: every `*.bench.ts` beside this file, one after the other, each printing its own figures.
 * `npm run bench -- image` runs those whose name has the word. Figures are ratios in one run, never limits of a test.
 * `--beside DIR` names the `dist` of another build of this package, which some of them measure beside this one.
 * `--million` adds a million images to the gallery's; `--small` is its short form, and that of `peers`; `--alone` leaves its
 * peers out. `--parts` names parts of `peers`.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { positionals: wanted, values } = parseArgs({
  options: {
    beside: { type: 'string' },
    parts: { type: 'string' },
    million: { type: 'boolean' },
    alone: { type: 'boolean' },
    small: { type: 'boolean' },
  },
  allowPositionals: true,
});
const options = [
  ...(values.beside === undefined ? [] : ['--beside', values.beside]),
  ...(values.parts === undefined ? [] : ['--parts', values.parts]),
  ...(values.million ? ['--million'] : []),
  ...(values.small ? ['--small'] : []),
  ...(values.alone ? ['--alone'] : []),
];
const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

let failed = files.length === 0;
if (failed) console.error(`No benchmark is called ${wanted.join(', ')}.`);
for (const name of files) {
  console.log(`\n── ${name.replace('.bench.ts', '')} ──`);
  const { status } = spawnSync(
    process.execPath,
    ['--conditions=imgpro-source', join(import.meta.dirname, name), ...options],
    {
      stdio: 'inherit',
    },
  );
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
