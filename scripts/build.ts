/**
 * Builds what the demo site serves and what the package ships: `node scripts/build.ts [--package] [--if-stale]`.
 * `--package` adds what only the npm package needs: the mock and the type declarations.
 * `--if-stale` does nothing when `dist` is newer than every source.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, type InlineConfig } from 'vite';
import {
  allInOneBuild,
  clientBuild,
  copyStyles,
  mockBuild,
  packageBuild,
  scriptBuild,
  workerBuilds,
} from '../vite.config.ts';
import { demoBuild } from './bundles.ts';
import { deleteUnusedDeclarations, nameDeclarationsAsModules } from './declarations.ts';
import { editorData, wordsOf } from './editor-data.ts';
import { integrityFiles } from './integrity.ts';
import type { Manifest } from './manifest.ts';

const root = resolve(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built');

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Whether a source, the configuration or the dependencies changed after the last whole build. */
export function isStale(): boolean {
  if (!existsSync(stamp)) return true;
  const sources = [
    'src',
    'scripts/bundles.ts',
    'demo/pages/dashboard',
    'vite.config.ts',
    'package.json',
    'package-lock.json',
  ];
  return Math.max(...sources.map((name) => newest(join(root, name)))) > statSync(stamp).mtimeMs;
}

const json = <Content>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as Content;

const version = () => json<{ version: string }>('package.json').version;

/** Writes files into `dist`, texts by their paths there. */
function writeAll(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join('dist', file)), { recursive: true });
    writeFileSync(join('dist', file), text);
  }
}

/** `custom-elements.json`, and in `dist` what is made of it for editors and frameworks. */
function writeEditorData(): void {
  const analyzer = 'node_modules/@custom-elements-manifest/analyzer/cem.js';
  execFileSync(
    process.execPath,
    [analyzer, 'analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet'],
    { stdio: 'inherit' },
  );
  const files = editorData(json<Manifest>('custom-elements.json'), {
    version: version(),
    types: (source) => `../types/src/${source}.js`,
    words: wordsOf(globSync('src/**/*.ts').map((file) => readFileSync(file, 'utf8'))),
  });
  writeAll(files);
}

/** The declarations that `package.json` names, as patterns. */
function typesOfExports(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, string | { types?: string }>;
  };
  return Object.values(exports).flatMap((target) =>
    typeof target === 'object' && target.types ? [join(target.types)] : [],
  );
}

/** Builds into `dist` what pages load, and with `whole` the rest of the npm package. */
export async function buildAll(options: { whole?: boolean } = {}): Promise<void> {
  process.chdir(root);
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist', { recursive: true });
  const builds: InlineConfig[] = [packageBuild, scriptBuild, allInOneBuild, ...workerBuilds(), demoBuild];
  for (const config of builds) await build(config);
  copyStyles();
  writeAll(integrityFiles('dist', version()));
  if (options.whole) {
    await build(clientBuild);
    await build(mockBuild);
    cpSync('demo/mock/admin', 'dist/mock/admin', {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
      stdio: 'inherit',
    });
    nameDeclarationsAsModules('dist/types');
    writeEditorData();
    deleteUnusedDeclarations('dist/types', typesOfExports());
  }
  writeFileSync(stamp, new Date().toISOString());
}

if (import.meta.main) {
  const flags = new Set(process.argv.slice(2));
  if (!flags.has('--if-stale') || isStale()) await buildAll({ whole: flags.has('--package') });
}
