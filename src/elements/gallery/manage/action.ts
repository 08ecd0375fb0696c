import type { ChangeGroup } from './change.ts';
import type { Written } from './details-form.ts';

export type Act = 'delete' | 'update';

/** An action: what is to become of which images. */
export interface Action {
  act: Act;
  groups: readonly ChangeGroup[];
  isUndo: boolean;
  /** The texts that were written for it; they are kept where it fails. */
  written?: Written;
}

/** How many images it is about. */
export const countOf = ({ groups }: Action): number => groups.reduce((sum, { ids }) => sum + ids.length, 0);

/** The same action, on fewer images. */
export function onlyThese({ act, groups, isUndo, written }: Action, wanted: ReadonlySet<string>): Action {
  const fewer = groups.map(({ ids, change }) => ({ ids: ids.filter((id) => wanted.has(id)), change }));
  return { act, isUndo, written, groups: fewer.filter(({ ids }) => ids.length > 0) };
}
