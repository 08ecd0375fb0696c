import { spawnSync } from 'node:child_process';
import { findBrowser, type BrowserName } from './browsers.ts';

const packages: Record<BrowserName, string[]> = {
  chromium: ['chromium', 'fonts-noto-core', 'fonts-dejavu-core'],
  firefox: ['firefox-esr'],
};

/** Whether this process may install Debian packages without asking anybody. */
function mayInstall(): boolean {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

/** Finds the browsers, or installs them from Debian's packages where it may; else says plainly what is missing. */
export async function ensureBrowsers(names: BrowserName[]): Promise<void> {
  const missing = names.filter((name) => !findBrowser(name));
  if (missing.length === 0) return;
  const wanted = missing.flatMap((name) => packages[name]);
  if (mayInstall()) {
    console.log(`Installing ${wanted.join(', ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], {
      stdio: 'inherit',
      env,
    });
  }
  const still = missing.filter((name) => !findBrowser(name));
  if (still.length === 0) return;
  console.error(
    still
      .map(
        (name) =>
          `The tests need ${name}, and none was found. Install it (Debian, Ubuntu: apt-get install ` +
          `${packages[name][0]}), or set ${name.toUpperCase()} to the path of one.`,
      )
      .join('\n'),
  );
  process.exit(1);
}
