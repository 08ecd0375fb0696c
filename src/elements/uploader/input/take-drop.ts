/** An item of a drop, as it was taken from the event. */
export interface DroppedItem {
  entry: FileSystemEntry | null;
  file: File | null;
  handle: Promise<FileSystemHandle | null> | null;
}

/** A link, or a picture of another page, as it was dropped: `input/dropped-link.ts` finds the address in it. */
export interface DroppedLink {
  /** The dragged part of the page. */
  html: string;
  /** Its addresses, one in a line (RFC 2483). */
  addresses: string;
}

/** Contents of a drag: files, else links; null when it brings neither. */
export function offerOf(transfer: DataTransfer | null): 'files' | 'link' | null {
  const types = transfer?.types ?? [];
  if (types.includes('Files')) return 'files';
  return types.includes('text/uri-list') ? 'link' : null;
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
    }))
    .filter(({ entry, file }) => entry || file);
}

/** The link of a drop, taken at once as well. */
export function takeLink(transfer: DataTransfer): DroppedLink {
  return { html: transfer.getData('text/html'), addresses: transfer.getData('text/uri-list') };
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
