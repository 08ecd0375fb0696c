import type { Refusal } from '../../../upload/check/rules.ts';
import { rememberHandle } from '../../../upload/recovery/file-handles.ts';
import type { DroppedItem } from './take-drop.ts';

/** A file, and the dropped or chosen folder that it lay in. */
export interface DroppedFile {
  file: File;
  folder?: string;
  /**
   * It, or the rest of the folder of this name, could not be read, or the folder holds no files: the file here is empty
   * and has the name alone.
   */
  refused?: Refusal;
}

/** Files that systems put into folders and no person means to upload. */
const HIDDEN = /^(\.|Thumbs\.db$|desktop\.ini$|__MACOSX$)/i;

export interface Reading {
  /** Files were found in a folder. */
  onFound?(files: readonly File[]): void;
  /** No more folders are opened once it has aborted. */
  signal?: AbortSignal;
}

/** The files of a drop, folders opened, hidden files left out, order kept; never rejects: a file that cannot be read is marked. */
export async function filesOfDrop(
  items: readonly DroppedItem[],
  reading: Reading = {},
): Promise<DroppedFile[]> {
  const found = await Promise.all(
    items.map(async ({ entry, file, handle }) => {
      if (entry?.isDirectory) {
        const inside = await filesOfFolder(entry as FileSystemDirectoryEntry, reading);
        const all = inside.length > 0 ? inside : [missing(entry, { code: 'empty', of: 'folder' })];
        return all.map((each) => ({ ...each, folder: entry.name }));
      }
      const found = await handle;
      if (file && found?.kind === 'file') rememberHandle(file, found as FileSystemFileHandle);
      if (file) return [{ file }];
      return entry ? [missing(entry)] : [];
    }),
  );
  return found.flat();
}

/** An entry that brings no file; by default, for it cannot be read. */
function missing({ name }: FileSystemEntry, refused: Refusal = { code: 'unreadable' }): DroppedFile {
  return { file: new File([], name), refused };
}

async function filesOfFolder(folder: FileSystemDirectoryEntry, reading: Reading): Promise<DroppedFile[]> {
  if (reading.signal?.aborted) return [];
  const { entries, isWhole } = await entriesOf(folder);
  const seen = entries.filter(({ name }) => !HIDDEN.test(name)).sort(byName);
  const found = await Promise.all(
    seen.map(async (entry) =>
      entry.isDirectory
        ? filesOfFolder(entry as FileSystemDirectoryEntry, reading)
        : [await fileOf(entry as FileSystemFileEntry, reading)],
    ),
  );
  return isWhole ? found.flat() : [...found.flat(), missing(folder)];
}

/** A reader gives a hundred entries at a time, and an empty list at the end. A share may go away in between. */
async function entriesOf(
  folder: FileSystemDirectoryEntry,
): Promise<{ entries: FileSystemEntry[]; isWhole: boolean }> {
  const entries: FileSystemEntry[] = [];
  try {
    const reader = folder.createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) return { entries, isWhole: true };
      entries.push(...some);
    }
  } catch {
    return { entries, isWhole: false };
  }
}

async function fileOf(entry: FileSystemFileEntry, { onFound, signal }: Reading): Promise<DroppedFile> {
  try {
    if (signal?.aborted) return missing(entry);
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    onFound?.([file]);
    return { file };
  } catch {
    return missing(entry);
  }
}

const collator = new Intl.Collator(undefined, { numeric: true });

function byName(a: FileSystemEntry, b: FileSystemEntry): number {
  return collator.compare(a.name, b.name);
}

/** The files of a folder input, hidden ones left out, in natural order of their paths. */
export function filesOfFolderInput(files: Iterable<File>): File[] {
  return [...files]
    .filter((file) => !(file.webkitRelativePath || file.name).split('/').some((part) => HIDDEN.test(part)))
    .sort((a, b) => collator.compare(a.webkitRelativePath, b.webkitRelativePath));
}
