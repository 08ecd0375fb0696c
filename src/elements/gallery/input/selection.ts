/** The selected images. Pure: every act gives a new selection. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a run of Shift begins. */
  readonly anchor: string | null;
  /** The selection before that run, which grows and shrinks on top of it. */
  readonly base: ReadonlySet<string>;
}

export const NOTHING: Selection = { ids: new Set(), anchor: null, base: new Set() };

/** Exactly these. */
export function selectOnly(ids: Iterable<string>): Selection {
  const all = new Set(ids);
  return { ids: all, anchor: [...all].at(-1) ?? null, base: all };
}

/** One image in or out; it becomes the anchor. */
export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, base: ids };
}

/**
 * From the anchor to this image, both included, on top of what was selected before; a second run from the same
 * anchor replaces the first. Without an anchor: the image alone.
 */
export function extendTo(selection: Selection, order: readonly string[], id: string): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggle(without(selection, [id]), id);
  const run = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ...selection, ids: new Set([...selection.base, ...run]) };
}

/** Without these: they were deleted, or have left the gallery. */
export function without(selection: Selection, gone: Iterable<string>): Selection {
  const out = new Set(gone);
  const keep = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => !out.has(id)));
  const anchor = selection.anchor !== null && out.has(selection.anchor) ? null : selection.anchor;
  return { ids: keep(selection.ids), anchor, base: keep(selection.base) };
}

/** Whether two selections hold the same images. */
export function sameIds(a: Selection, b: Selection): boolean {
  return a.ids.size === b.ids.size && [...a.ids].every((id) => b.ids.has(id));
}
