/** Packages that are measured beside ours: in a folder of their own with its own list, no dependencies of the repository. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package of its own; what is bundled from here finds the packages. */
export const PEERS = import.meta.dirname;

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

/** The installed version of one of them. */
export function versionOf(name: string): string | undefined {
  const file = join(PEERS, 'node_modules', name, 'package.json');
  return existsSync(file) ? (json(file)['version'] as string) : undefined;
}

/** Installs the packages of `package.json` where one is missing or of another version. */
export function installPeers(): void {
  const wanted = json(join(PEERS, 'package.json'))['dependencies'] as Record<string, string>;
  const isThere = ([name, version]: [string, string]) => version.endsWith(versionOf(name) ?? '@none');
  if (Object.entries(wanted).every(isThere)) return;
  console.log('Installing the packages that are compared with.');
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  execFileSync('npm', ['ci', ...quiet], { cwd: PEERS, stdio: 'inherit' });
}
