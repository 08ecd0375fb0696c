import type { FileSource } from '../../../upload/check/file-source.ts';
import type { DroppedItem } from './take-drop.ts';

/** Files as they were chosen, pasted or dropped, yet to be read. */
export type Chosen = {
  /** The file that gives way, once another is taken. */
  replaces?: string;
} & (
  | { source: 'drop'; items: readonly DroppedItem[] }
  | { source: Exclude<FileSource, 'drop'>; items: readonly (File | Blob)[] }
);
