import { relative, sep } from 'node:path';

/** Folders whose files run in the servers; those of `src` are in pages, too. */
const SERVERS = /^(?:demo\/(?!pages\/|dev\/|recipes\/)|src\/(?:api|image|server)\/)/;
const PAGES = /^(?:src|demo\/pages)\//;

/** Users of a changed file: pages, which then reload, or the servers, which then start again first. */
export type Target = 'pages' | 'servers';

/** Where a changed file is used, by its path from the root; null where nothing that runs uses it. */
export function targetOf(path: string): Target | null {
  if (SERVERS.test(path)) return 'servers';
  return PAGES.test(path) ? 'pages' : null;
}

/** A file's path from the root, with slashes on every system. */
export const pathFrom = (root: string, file: string): string => relative(root, file).split(sep).join('/');

/** Files of the build that pages load, and the sources in their place. */
const BUILT: Record<string, string> = {
  '/dist/imgpro.js': '/src/loader.ts',
  '/dist/imgpro.css': '/src/imgpro.css',
  '/dist/demo/dashboard.js': '/demo/pages/dashboard/dashboard.ts',
};

/** The address of the source in place of a file of the build; any other address as it is. */
export function sourceOf(url: string): string {
  const [path = '', search] = url.split('?', 2);
  const source = BUILT[path] ?? path.replace(/^\/dist\/locales\/([\w-]+)\.js$/, '/src/locales/$1.ts');
  return search === undefined ? source : `${source}?${search}`;
}
