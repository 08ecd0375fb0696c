/** An item of a drop, as it was taken from the event. */
export interface DroppedItem {
  entry: FileSystemEntry | null;
  file: File | null;
  handle: Promise<FileSystemHandle | null> | null;
}

/** A link, or a part of another page, as it was dropped or pasted: `input/linked-addresses.ts` finds the addresses in it. */
export interface LinkData {
  /** The part of the page. */
  html: string;
  /** Its addresses, one in a line (RFC 2483). */
  addresses: string;
  text: string;
}

/** Contents of a drag: files, else links, else text that may hold some; null when it brings none of them. */
export function offerOf(transfer: DataTransfer | null): 'files' | 'link' | 'text' | null {
  const types = transfer?.types ?? [];
  if (types.includes('Files')) return 'files';
  if (types.includes('text/uri-list')) return 'link';
  return types.some((type) => type.startsWith('text/')) ? 'text' : null;
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

/** The links of a drop or paste, taken at once as well. */
export function takeLink(transfer: DataTransfer): LinkData {
  const [html, addresses, text] = ['html', 'uri-list', 'plain'].map((type) =>
    transfer.getData(`text/${type}`),
  );
  return { html: html!, addresses: addresses!, text: text! };
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
