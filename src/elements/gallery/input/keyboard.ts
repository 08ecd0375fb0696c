import type { Direction } from '../../../layout/index.ts';

/** The gallery's action for a key. */
export type Command =
  | { do: 'move'; to: Direction; extend: boolean }
  | { do: 'reorder'; to: Direction }
  | { do: 'select' }
  | { do: 'select-all' }
  | { do: 'clear' }
  | { do: 'delete' };

export interface KeyContext {
  rtl: boolean;
  selectable: boolean;
  selecting: boolean;
  manage: boolean;
  reorderable: boolean;
  /** Whether the key went to a tile, not to another part of the gallery. */
  onTile: boolean;
  /** Whether the key went to the check mark, which Space works by itself. */
  onCheck: boolean;
}

const ARROWS: Record<string, Direction> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const JUMPS: Record<string, Direction> = {
  Home: 'first',
  End: 'last',
  PageUp: 'page-up',
  PageDown: 'page-down',
};

/** The command of a key, or null: then the key is the browser's, as Enter is, which clicks the tile's link. */
export function commandOf(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  context: KeyContext,
): Command | null {
  const { key, shiftKey, altKey } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  if (altKey) return null;
  if (key === 'Escape') return context.selecting ? { do: 'clear' } : null;
  if (context.selectable && ctrl && !shiftKey && key.toLowerCase() === 'a') return { do: 'select-all' };
  if (!context.onTile) return null;

  const arrow = arrowOf(key, context.rtl);
  if (arrow && ctrl && shiftKey) return context.reorderable ? { do: 'reorder', to: arrow } : null;
  const to = arrow ?? JUMPS[key];
  if (to) return ctrl && arrow ? null : { do: 'move', to, extend: shiftKey && context.selectable };

  if (!context.selectable) return null;
  if (key === ' ') return context.onCheck || ctrl ? null : { do: 'select' };
  if (key === 'Delete' && !ctrl && !shiftKey)
    return context.manage && context.selecting ? { do: 'delete' } : null;
  return null;
}

/** Left is back where one writes to the right, and forward where one writes to the left. */
function arrowOf(key: string, rtl: boolean): Direction | undefined {
  const direction = ARROWS[key];
  if (!rtl) return direction;
  return direction === 'previous' ? 'next' : direction === 'next' ? 'previous' : direction;
}
