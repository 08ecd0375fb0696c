import { html } from 'hono/html';
import { whoLink } from './login.ts';
import type { Person } from './login.ts';

/** Addresses and names of the demo pages, in the order of the navigation. */
const PAGES = [
  ['/', 'Start'],
  ['/gallery', 'Gallery'],
  ['/100k', '100k'],
  ['/million', 'Million'],
  ['/image', 'Image'],
  ['/form', 'Form'],
  ['/recover', 'Recover'],
  ['/script-tag', 'Script tag'],
  ['/anonymous', 'Anonymous'],
  ['/dashboard', 'Dashboard'],
] as const;

/**
 * Pieces of every page for its reader: `HEADER`, the navigation with the reader's name; `WHO`, the name alone, for a page
 * that has no header. `path` is the page's own; null for a page of no address.
 */
export function readerPieces(who: Person | null, path: string | null) {
  const WHO = whoLink(who, path ?? '/');
  const links = PAGES.map(([href, name]) => {
    const isCurrent = path === href || (href !== '/' && path?.startsWith(`${href}/`));
    return isCurrent
      ? html`<a href="${href}" aria-current="page">${name}</a>`
      : html`<a href="${href}">${name}</a>`;
  });
  const HEADER = html`<header class="bar">
    <nav aria-label="Demo pages">
      <a class="brand" href="/">imgpro-elements</a>
      ${links} ${WHO}
    </nav>
  </header>`;
  return { HEADER, WHO };
}
