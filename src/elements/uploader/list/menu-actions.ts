import { safeUrl } from '../../../image/core/urls.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import { movesOf, type Move } from './order/places.ts';

/** Entries of a row's menu. */
export type MenuAction = 'copy' | 'open' | 'crop' | 'edit' | Move['key'] | 'delete' | 'remove';

/** The facts by which the entries are chosen. */
export interface MenuFacts {
  /** Something can be written about the file, and reach the service. */
  canWrite: boolean;
  /** The picture can still be edited. */
  canEdit: boolean;
  /** The token allows images to be deleted. */
  canDelete: boolean;
  /** The attribute `delete-on-remove`: whoever removes an image deletes it. */
  deletesOnRemove: boolean;
  /** Its place among the files, from 0, and their number; where the order can be changed. */
  order: { at: number; count: number } | null;
}

/**
 * The entries of a row's menu, in their order: to look at and to share, to change, to take away. Another entry is added
 * here, with its words and its act in `row-menu.ts`.
 */
export function menuActions(file: UploadFile, facts: MenuFacts): MenuAction[] {
  const { order } = facts;
  const deletes = file.image !== null && facts.canDelete;
  return [
    ...(pageOf(file) ? (['copy', 'open'] as const) : []),
    // Narrow rows have no button for it.
    ...(facts.canEdit ? (['crop'] as const) : []),
    ...(facts.canWrite ? (['edit'] as const) : []),
    // The same as by dragging, in single presses (WCAG 2.2, 2.5.7).
    ...(order ? movesOf(order.at, order.count).map(({ key }) => key) : []),
    ...(deletes ? (['delete'] as const) : []),
    // Others have a button for it in the row. Off the list is off the service, too, where one entry says so.
    ...(file.status !== 'ready' || (deletes && facts.deletesOnRemove) ? [] : (['remove'] as const)),
  ];
}

/**
 * The page of a stored image, where everybody can open it; null for a private one. Its file could be opened by whoever has
 * the address, but what was kept from others is not offered to be passed on.
 */
export function pageOf({ image }: UploadFile): string | null {
  const address = image?.public ? safeUrl(image.page_url) : null;
  return address && /^https?:/i.test(address) ? address : null;
}
