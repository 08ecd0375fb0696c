/**
 * Address of the image in the viewer: `imgpro=<id>` in the page's fragment. Alone it is `#imgpro=<id>`; a fragment that a
 * page uses itself keeps all it holds: `#/album/5` becomes `#/album/5?imgpro=<id>`, which routers read as a query of the
 * same route, and `#a=1` or `#/album?sort=name` get `&imgpro=<id>`.
 */

const ADDRESS = /([#?&])imgpro=([A-Za-z0-9_-]{1,64})(&|$)/;

/** The image id in a fragment (`location.hash`); null where there is none. */
export function idOfHash(hash: string): string | null {
  return ADDRESS.exec(hash)?.[2] ?? null;
}

/** The fragment with this id in it, in the place of any other. */
export function withId(hash: string, id: string): string {
  if (idOfHash(hash) !== null)
    return hash.replace(ADDRESS, (_, before, __, after) => `${before}imgpro=${id}${after}`);
  if (hash === '') return `#imgpro=${id}`;
  const isRoute = /^#!?\//.test(hash) && !hash.includes('?');
  return `${hash}${isRoute ? '?' : '&'}imgpro=${id}`;
}

/** The fragment as it was before the id came into it. */
export function withoutId(hash: string): string {
  return hash.replace(ADDRESS, (_, before: string, __, after: string) => {
    if (after === '&') return before;
    return '';
  });
}
