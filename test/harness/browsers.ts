import { existsSync } from 'node:fs';

/** Where each browser usually lives; an environment variable of the browser's name beats it. */
const places = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
} as const;

export type BrowserName = keyof typeof places;

/** The path of an installed browser, or undefined. */
export function findBrowser(name: BrowserName): string | undefined {
  const own = process.env[name.toUpperCase()];
  return [...(own ? [own] : []), ...places[name]].find((path) => existsSync(path));
}

/** The path of an installed browser; says plainly what to install when there is none. */
export function browserPath(name: BrowserName): string {
  const path = findBrowser(name);
  if (path) return path;
  const packages = { chromium: 'chromium', firefox: 'firefox-esr' };
  throw new Error(
    `No ${name} found. Install it (Debian, Ubuntu: apt-get install ${packages[name]}), ` +
      `or set ${name.toUpperCase()} to the path of one.`,
  );
}

/** Flags for a quiet, offline, container-proof Chromium. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
