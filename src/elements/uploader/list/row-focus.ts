import { wayIn } from '../focus.ts';

/** Where the focus was before the list changed: which file's row, and which of its controls. */
export interface FocusPlace {
  id: string;
  action: string | null;
  index: number;
}

/** The place of the focus among the rows; null when it is not in one. */
export function focusPlace(root: ShadowRoot): FocusPlace | null {
  const row = root.activeElement?.closest<HTMLElement>('.file');
  if (!row) return null;
  return {
    id: row.dataset['id']!,
    action: (root.activeElement as HTMLElement).dataset['action'] ?? null,
    index: [...root.querySelectorAll('.file')].indexOf(row),
  };
}

/**
 * Puts the focus back when what had it is gone: on the same control of the row that took its place, else on what the
 * row still has, else on the button that adds images. A person with a keyboard is never thrown to the page's start.
 */
export function restoreFocus(root: ShadowRoot, place: FocusPlace | null): void {
  if (!place || root.activeElement) return;
  const rows = [...root.querySelectorAll<HTMLElement>('.file')];
  const row = rows.find(({ dataset }) => dataset['id'] === place.id) ?? rows[place.index] ?? rows.at(-1);
  const inRow =
    row?.querySelector<HTMLElement>(`[data-action="${place.action}"]:not(:disabled)`) ??
    row?.querySelector<HTMLElement>('.actions button:last-of-type:not(:disabled)');
  (inRow ?? wayIn(root))?.focus();
}
