import type { Part } from '../../src/elements/shared/ui/part.ts';

/** Has a part loaded in another way, as if it were not on the page yet. Returns the way back. */
export function replaceLoader<Module extends object>(
  part: Part<Module>,
  load: Part<Module>['load'],
): () => void {
  const { load: before, present } = part;
  part.load = load;
  part.provide(null);
  return () => {
    part.load = before;
    part.provide(present);
  };
}
