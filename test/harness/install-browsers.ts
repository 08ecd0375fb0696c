import { spawnSync } from 'node:child_process';
import {
  browserPath,
  headlessChromium,
  howToInstall,
  missingPrograms,
  packagesOf,
  SHELL_PACKAGE,
  type BrowserName,
} from './browsers.ts';

/** Whether this process may install Debian packages without asking anybody. */
function mayInstall(): boolean {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

/** Installs Debian packages where that may be done; whether it worked shows in what is there afterwards. */
export function installPackages(packages: string[]): void {
  if (!mayInstall()) return;
  console.log(`Installing ${packages.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: 'inherit',
    env,
  });
}

/** Installs Chromium's headless shell where that may be done, and says what the tests run in without it. */
export function ensureHeadlessShell(): void {
  const isMissing = () => headlessChromium() === browserPath('chromium');
  if (isMissing()) installPackages([SHELL_PACKAGE]);
  if (isMissing())
    console.log(
      `No ${SHELL_PACKAGE}: end-to-end tests run in the whole Chromium, and take about twice as long.`,
    );
}

/** Finds the browsers, or installs them from Debian's packages where it may; else says plainly what is missing. */
export async function ensureBrowsers(names: BrowserName[]): Promise<void> {
  const missing = names.filter((name) => missingPrograms(name).length > 0);
  if (missing.length === 0) return;
  installPackages(missing.flatMap(packagesOf));
  const still = missing.filter((name) => missingPrograms(name).length > 0);
  if (still.length === 0) return;
  console.error(still.map(howToInstall).join('\n'));
  process.exit(1);
}

/** Those of some further browsers that are there, or can be installed; the others are named, and left out. */
export function installedEngines(names: readonly BrowserName[]): BrowserName[] {
  const isMissing = (name: BrowserName) => missingPrograms(name).length > 0;
  const missing = names.filter(isMissing);
  if (missing.length > 0) installPackages(missing.flatMap(packagesOf));
  for (const name of names.filter(isMissing))
    console.log(`Left out: tests in ${name}. ${howToInstall(name)}`);
  return names.filter((name) => !isMissing(name));
}
