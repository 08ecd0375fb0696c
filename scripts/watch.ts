/** `npm run watch -- retry-policy`: one test file, run again at each change. A unit test in Node, an element test in Chromium. */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { requireNode } from './node-version.ts';
import { commandOf, filesNamed } from './watch-plan.ts';

requireNode();
const root = resolve(import.meta.dirname, '..');
const [name = ''] = process.argv.slice(2);
const all = globSync('test/{unit,contract,server,package,browser}/**/*.test.ts', { cwd: root });
const found = filesNamed(
  name,
  all.map((file) => file.split(sep).join('/')),
);
if (name === '' || found.length !== 1) {
  console.error(
    found.length > 1 && name !== ''
      ? `There are ${found.length} test files with ${name} in their names:\n${found.join('\n')}`
      : `${name === '' ? '' : `There is no test file ${name}. `}npm run watch -- <a test file, or words of its name>`,
  );
  process.exit(1);
}

const [command, ...args] = commandOf(found[0]!);
console.log(found[0]);
const child = spawn(process.execPath, [join(root, 'node_modules', command!), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { BROWSERS: 'chromium', ...process.env, NODE_OPTIONS: '--conditions=imgpro-source' },
});
// Ctrl-C is for the runner, which ends by it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code) => process.exit(code ?? 0));
