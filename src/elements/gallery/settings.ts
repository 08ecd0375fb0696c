import type { ComplexAttributeConverter } from 'lit';
import { warnOnce } from '../shared/base/warn.ts';
import type { GalleryLayout } from './stage/arrangement.ts';
import type { GroupBy } from './stage/groups.ts';

/** The attributes as they are to be taken: checked, with what implies another. */
export interface GallerySettings {
  layout: GalleryLayout;
  rowHeight: number | null;
  columns: number | null;
  gap: number | null;
  groupBy: GroupBy | null;
  scrubber: boolean;
  selectable: boolean;
  manage: boolean;
  /** The names of the fields that can be edited, as they are written. */
  fields: string | readonly string[] | null;
  lightbox: boolean;
  reorderable: boolean;
  rtl: boolean;
}

/** The attribute `ids="a b, c"` as a list: between ids stand spaces or commas. */
export const idList: ComplexAttributeConverter<string[] | null> = {
  fromAttribute: (value) => (value === null ? null : value.split(/[\s,]+/).filter(Boolean)),
  toAttribute: (value) => value?.join(' ') ?? null,
};

export function validLayout(layout: unknown): GalleryLayout {
  if (/^(rows|columns|grid)$/.test(String(layout))) return layout as GalleryLayout;
  warnOnce(`<imgpro-gallery layout="${String(layout)}"> has to be rows, columns or grid.`);
  return 'rows';
}

/** A length or a number of columns; null where nothing usable is given. */
export function validNumber(name: string, value: number | null, least: number): number | null {
  if (value === null || value === undefined) return null;
  if (Number.isFinite(value) && value >= least) return value;
  warnOnce(`<imgpro-gallery ${name}> has to be at least ${least}; it is ignored.`);
  return null;
}

/** Groups of images by the date of their publishing; null without. */
export function validGroupBy(by: unknown): GroupBy | null {
  if (!by) return null;
  if (by === 'month' || by === 'day') return by;
  warnOnce(`<imgpro-gallery group-by="${String(by)}"> has to be month or day.`);
  return null;
}

/** Groups go by date, so that no image can be put elsewhere. */
export function validReorderable(reorderable: boolean, groupBy: GroupBy | null): boolean {
  if (reorderable && groupBy) warnOnce('<imgpro-gallery> is not reorderable with group-by: dates decide.');
  return reorderable && !groupBy;
}
