import { FORMATS } from '../../../upload/check/rules.ts';
import type { DroppedFile } from './read-drop.ts';

/** More images than this in folders are asked about before they are added. */
export const MANY = 500;

const NAMES = new Set(Object.values(FORMATS).flatMap(({ names }) => names));

/** Whether a file calls itself an image: by the type that the system gives it, or by its ending. */
export function looksLikeImage({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  const ending = name.slice(name.lastIndexOf('.')).toLowerCase();
  return type.startsWith('image/') || NAMES.has(ending);
}

/** The chosen files, those of folders sorted into images and others. */
export interface SortedFolders {
  /** To be judged: all that lay in no folder, the images of folders, and what could not be read. */
  wanted: DroppedFile[];
  /** Images in folders. */
  images: number;
  /** Other files in folders, which nobody chose one by one. */
  skipped: number;
  /** Names of the folders with images. */
  folders: string[];
}

/** Sorts out what in folders is no image; a folder without any image is kept as one thing that was refused. */
export function sortFolders(found: readonly DroppedFile[]): SortedFolders {
  const isWanted = ({ file, folder, refused }: DroppedFile) =>
    folder === undefined || !!refused || looksLikeImage(file);
  const kept = new Set(found.filter(isWanted).map(({ folder }) => folder));
  const result: SortedFolders = { wanted: [], images: 0, skipped: 0, folders: [] };
  const seen = new Set<string>();
  for (const each of found) {
    const { folder, refused } = each;
    const isOurs = isWanted(each);
    if (folder !== undefined && !refused) {
      if (isOurs) result.images += 1;
      else result.skipped += 1;
      if (isOurs && !seen.has(folder)) result.folders.push(folder);
      if (!isOurs && !kept.has(folder) && !seen.has(folder))
        result.wanted.push({ file: new File([], folder), folder, refused: { code: 'empty', of: 'folder' } });
      seen.add(folder);
    }
    if (isOurs) result.wanted.push(each);
  }
  return result;
}

/** How many of so many images can be added: all, the first of them, or none. */
export function roomFor(
  count: number,
  { maxFiles = Infinity, present }: { maxFiles?: number; present: number },
): number {
  return Math.min(count, Math.max(0, maxFiles - present));
}
