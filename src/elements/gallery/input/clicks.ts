/** The gallery's act for a click on a tile. */
export type ClickAct = 'check' | 'select' | 'reveal' | 'retry' | 'open';

export interface ClickContext {
  selectable: boolean;
  lightbox: boolean;
  /** Whether something is selected. */
  selecting: boolean;
}

/**
 * The act of a click on a tile, or null: then the click is the browser's, which follows the tile's link.
 * @param part The part of the tile that was hit, its `data-act`.
 */
export function clickActOf(
  event: Pick<MouseEvent, 'detail' | 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  part: string | null,
  { selectable, lightbox, selecting }: ClickContext,
): ClickAct | null {
  if (part === 'check') return part;
  const { shiftKey, altKey, detail, button } = event;
  const modified = event.ctrlKey || event.metaKey;
  // Enter, a click without a pointer, opens, whatever is selected.
  if (selectable && detail > 0 && (selecting || modified || shiftKey)) return 'select';
  if (part === 'reveal' || part === 'retry') return part;
  const plain = !modified && !shiftKey && !altKey && button === 0;
  return part === 'open' && lightbox && plain ? part : null;
}
