import type { Point } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { ListGeometry } from '../stage/geometry.ts';

const GLIDE: KeyframeAnimationOptions = {
  duration: 220,
  easing: 'cubic-bezier(0.2, 0, 0, 1)',
  // Each glide takes off its own share: one that begins before another has ended goes on from where the tile is seen.
  composite: 'add',
};

/** The places of the tiles in the page. */
export function tilePlaces(
  root: ShadowRoot,
  { offset }: Pick<ListGeometry, 'offset'>,
): Map<HTMLElement, Point> {
  const places = new Map<HTMLElement, Point>();
  for (const tile of root.querySelectorAll<HTMLElement>('.tile')) {
    const side = (name: string) => Number(tile.style.getPropertyValue(name));
    places.set(tile, { x: side('--_x'), y: side('--_y') + offset });
  }
  return places;
}

/**
 * After a rendering: lets the tiles near the view glide from their places before it to where they stand now.
 * @param except A tile that does not take part.
 */
export function glide(
  { root, settings }: Pick<GalleryContext, 'root' | 'settings'>,
  geometry: Pick<ListGeometry, 'offset' | 'view'>,
  before: ReadonlyMap<HTMLElement, Point>,
  except: HTMLElement | null,
): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const { from, to } = geometry.view();
  const margin = to - from;
  const isNear = ({ y }: Point) => y > from - margin && y < to + margin;
  const side = settings().rtl ? -1 : 1;
  for (const [tile, now] of tilePlaces(root(), geometry)) {
    const was = before.get(tile);
    if (!was || tile === except || (was.x === now.x && was.y === now.y)) continue;
    if (isNear(was) || isNear(now))
      tile.animate({ translate: [`${(was.x - now.x) * side}px ${was.y - now.y}px`, '0px 0px'] }, GLIDE);
  }
}
