import { existsSync } from 'node:fs';

const libraries = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

/** Where each program usually lives; an environment variable of the program's name beats it. */
const places = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  headlessshell: ['/usr/bin/chromium-headless-shell'],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  minibrowser: ['4.1', '6.0'].map((api) => `${libraries}/webkit2gtk-${api}/MiniBrowser`),
  webkitwebdriver: ['/usr/bin/WebKitWebDriver'],
  xvfb: ['/usr/bin/Xvfb'],
};

export type ProgramName = keyof typeof places;

/** The programs that a browser's tests need, and Debian's packages of them. */
const browsers = {
  chromium: { programs: ['chromium'], packages: ['chromium', 'fonts-noto-core', 'fonts-dejavu-core'] },
  firefox: { programs: ['firefox'], packages: ['firefox-esr'] },
  webkit: {
    programs: ['minibrowser', 'webkitwebdriver', 'xvfb'],
    packages: ['webkit2gtk-driver', 'xvfb'],
  },
} satisfies Record<string, { programs: ProgramName[]; packages: string[] }>;

export type BrowserName = keyof typeof browsers;

/** The browsers that `BROWSERS`, a list with commas, asks for; Chromium where it asks for none. */
export function wantedBrowsers(list = process.env['BROWSERS']): BrowserName[] {
  const names = (list || 'chromium').split(',').map((name) => name.trim());
  const strange = names.find((name) => !Object.hasOwn(browsers, name));
  if (strange !== undefined)
    throw new Error(`BROWSERS: there is no ${strange}; there are ${Object.keys(browsers).join(', ')}.`);
  return names as BrowserName[];
}

export const packagesOf = (name: BrowserName): string[] => browsers[name].packages;

function find(name: ProgramName): string | undefined {
  const own = process.env[name.toUpperCase()];
  return [...(own ? [own] : []), ...places[name]].find((path) => existsSync(path));
}

/** Which of a browser's programs are not installed. */
export function missingPrograms(name: BrowserName): ProgramName[] {
  return browsers[name].programs.filter((program) => !find(program));
}

/** Message about a browser that is not there. */
export function howToInstall(name: BrowserName): string {
  const missing = missingPrograms(name);
  return (
    `No ${missing.join(', no ')} found. Install it (Debian, Ubuntu: apt-get install ${packagesOf(name).join(' ')}), ` +
    `or set ${missing.map((program) => program.toUpperCase()).join(', ')} to the path of one.`
  );
}

/** The path of an installed program; says plainly what to install when there is none. */
export function browserPath(program: ProgramName): string {
  const path = find(program);
  if (path) return path;
  const name = (Object.keys(browsers) as BrowserName[]).find((browser) =>
    (browsers[browser].programs as ProgramName[]).includes(program),
  )!;
  throw new Error(howToInstall(name));
}

/** Debian's package of Chromium without the browser around it. */
export const SHELL_PACKAGE = 'chromium-headless-shell';

/**
 * Chromium without the browser around it, which opens a page in half the time; the whole Chromium where it is not installed.
 * It has no back/forward cache.
 */
export const headlessChromium = (): string => find('headlessshell') ?? browserPath('chromium');

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
