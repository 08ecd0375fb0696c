import { refer } from '../../../upload/recovery/references.ts';

/** A file and whether it lay in a dropped folder. */
export interface DroppedFile {
  file: File;
  inFolder: boolean;
}

/** Files that systems put into folders and no person means to upload. */
const HIDDEN = /^(\.|Thumbs\.db$|desktop\.ini$|__MACOSX$)/i;

/** Whether a drag may bring files. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

/**
 * The files of a drop, folders opened, hidden files left out, order kept. The entries are taken at once, for a
 * `DataTransfer` is empty as soon as its event is over.
 * @param refers Whether the files are to be found again on the person's disk, where the browser has a way.
 */
export async function filesOfDrop(transfer: DataTransfer, refers = false): Promise<DroppedFile[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const taken = items.map((item) => ({
    entry: item.webkitGetAsEntry?.() ?? null,
    file: item.getAsFile(),
    handle: refers ? handleOf(item) : null,
  }));
  const found = await Promise.all(
    taken.map(async ({ entry, file, handle }) => {
      if (entry?.isDirectory) return filesOfFolder(entry as FileSystemDirectoryEntry);
      const found = await handle;
      if (file && found?.kind === 'file') refer(file, found as FileSystemFileHandle);
      return file ? [{ file, inFolder: false }] : [];
    }),
  );
  return found.flat();
}

/** Chromium alone has it so far; what was not dropped by a person has none either. */
async function handleOf(item: DataTransferItem): Promise<FileSystemHandle | null> {
  const { getAsFileSystemHandle } = item as { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };
  try {
    return (await getAsFileSystemHandle?.call(item)) ?? null;
  } catch {
    return null;
  }
}

async function filesOfFolder(folder: FileSystemDirectoryEntry): Promise<DroppedFile[]> {
  const entries = (await entriesOf(folder)).filter(({ name }) => !HIDDEN.test(name)).sort(byName);
  const found = await Promise.all(
    entries.map(async (entry) => {
      if (entry.isDirectory) return filesOfFolder(entry as FileSystemDirectoryEntry);
      const file = await fileOf(entry as FileSystemFileEntry);
      return file ? [{ file, inFolder: true }] : [];
    }),
  );
  return found.flat();
}

/** A reader gives a hundred entries at a time, and an empty list at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
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
