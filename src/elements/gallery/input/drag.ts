import type { DropPlace } from '../../../layout/index.ts';

/** The dragged image, and the place where it would go. */
export interface Drag {
  id: string;
  place: DropPlace | null;
}
