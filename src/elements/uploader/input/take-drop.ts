/** An item of a drop, as it was taken from the event. */
export interface DroppedItem {
  entry: FileSystemEntry | null;
  file: File | null;
  handle: Promise<FileSystemHandle | null> | null;
}

/** Whether a drag may bring files. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

/**
 * The items of a drop: files, and folders that count as one until they are read. They are taken at once, for a
 * `DataTransfer` is empty as soon as its event is over; `read-drop.ts` reads them.
 * @param refers Whether the files are to be found again on the person's disk, where the browser has a way.
 */
export function takeDrop({ items }: DataTransfer, refers: boolean): DroppedItem[] {
  return [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({
      entry: item.webkitGetAsEntry?.() ?? null,
      file: item.getAsFile(),
      handle: refers ? handleOf(item) : null,
    }));
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
