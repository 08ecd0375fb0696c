import type { PictureEdit } from '../../../upload/state/file-edit.ts';
import { moved, resized, zoomed, type Size, type Vector } from './crop-geometry.ts';
import { handleOf } from './edit-gestures.ts';

/** How much a key zooms. */
const ZOOM = 1.1;
/** How much further a key goes with Shift. */
const FURTHER = 10;

const ARROWS: Record<string, Vector> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * The edit after a key on the frame, which moves it and zooms, or on one of its handles, which moves that; null for a key that
 * means nothing there.
 */
export function actOfKey(
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent,
  target: HTMLElement,
  edit: PictureEdit,
  { step, ...limits }: { size: Size; least: Size; step: number },
): PictureEdit | null {
  const isHandle = target.matches('.handle');
  if (ctrlKey || metaKey || altKey || !(isHandle || target.matches('.frame'))) return null;
  const arrow = ARROWS[key];
  if (arrow) {
    const length = step * (shiftKey ? FURTHER : 1);
    const by = { x: arrow.x * length, y: arrow.y * length };
    return isHandle ? resized(edit, handleOf(target), by, limits) : moved(edit, by, limits.size);
  }
  if (isHandle) return null;
  if (key === '+' || key === '=')
    return zoomed(edit, 1 / (shiftKey && key === '=' ? ZOOM ** 3 : ZOOM), limits);
  if (key === '-' || key === '_') return zoomed(edit, key === '_' ? ZOOM ** 3 : ZOOM, limits);
  return null;
}
