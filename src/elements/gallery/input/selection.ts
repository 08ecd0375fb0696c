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

/** Without these: they were deleted, or have left the gallery. */
export function without(selection: Selection, gone: Iterable<string>): Selection {
  const out = new Set(gone);
  return keepOnly(selection, (id) => !out.has(id));
}

/** Only those that stay. */
export function keepOnly(selection: Selection, stays: (id: string) => boolean): Selection {
  const keep = (ids: ReadonlySet<string>) => new Set([...ids].filter(stays));
  const { anchor } = selection;
  return {
    ids: keep(selection.ids),
    anchor: anchor !== null && stays(anchor) ? anchor : null,
    base: keep(selection.base),
  };
}

/** Whether two selections hold the same images. */
export function sameIds(a: Selection, b: Selection): boolean {
  return a.ids.size === b.ids.size && [...a.ids].every((id) => b.ids.has(id));
}
