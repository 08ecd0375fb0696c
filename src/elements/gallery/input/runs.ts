import { without, type Selection } from './selection.ts';

/** One image in or out; it becomes the anchor. */
export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, base: ids };
}

/** The images in their order, and the index of each. */
export interface Order {
  readonly images: readonly { readonly id: string }[];
  /** -1 for an image that is not there. */
  indexOf(id: string): number;
}

/**
 * From the anchor to this image, both included, on top of what was selected before; a second run from the same
 * anchor replaces the first. Without an anchor: the image alone. Only the run is walked along.
 */
export function extendTo(selection: Selection, order: Order, id: string): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggle(without(selection, [id]), id);
  const ids = new Set(selection.base);
  for (let i = Math.min(from, to); i <= Math.max(from, to); i++) ids.add(order.images[i]!.id);
  return { ...selection, ids };
}

/** These on top of others; the next run begins at `anchor`. */
export function withIds(
  base: ReadonlySet<string>,
  added: Iterable<string>,
  anchor: string | null,
): Selection {
  const ids = new Set(base);
  for (const id of added) ids.add(id);
  return { ids, anchor, base: ids };
}

/** Others without these; the next run begins at `anchor`. */
export function withoutIds(
  base: ReadonlySet<string>,
  gone: Iterable<string>,
  anchor: string | null,
): Selection {
  const ids = new Set(base);
  for (const id of gone) ids.delete(id);
  return { ids, anchor, base: ids };
}

/** All of a group, or, if all of it is selected already, none of it. */
export function toggleAll(selection: Selection, group: readonly string[]): Selection {
  const change = group.every((id) => selection.ids.has(id)) ? withoutIds : withIds;
  return change(selection.ids, group, group.at(-1) ?? null);
}
