/**
 * Files that the browser lets the page find again on the person's disk. Only a drop gives such a handle, and only some
 * browsers do; it is held beside the file, which is the platform's own object and stays as it is.
 */
const handles = new WeakMap<Blob, FileSystemFileHandle>();

/** Remembers where a file came from. */
export function refer(file: Blob, handle: FileSystemFileHandle): void {
  handles.set(file, handle);
}

export function referenceOf(file: Blob): FileSystemFileHandle | null {
  return handles.get(file) ?? null;
}

interface WithPermission {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

/**
 * The file behind a handle, as it was: null when it is gone or was changed, or the person does not let it be read.
 * @param ask Whether the person may be asked, which needs a click or a key.
 */
export async function readReference(
  handle: FileSystemFileHandle,
  was: { size: number | null; lastModified?: number },
  ask: boolean,
): Promise<{ file: File } | { refused: 'unasked' | 'gone' }> {
  const { queryPermission, requestPermission } = handle as WithPermission;
  try {
    let leave = (await queryPermission?.call(handle, { mode: 'read' })) ?? 'granted';
    if (leave === 'prompt' && ask)
      leave = (await requestPermission?.call(handle, { mode: 'read' })) ?? 'denied';
    if (leave === 'prompt') return { refused: 'unasked' };
    if (leave !== 'granted') return { refused: 'gone' };
    const file = await handle.getFile();
    const same = file.size === was.size && (was.lastModified ?? file.lastModified) === file.lastModified;
    return same ? { file } : { refused: 'gone' };
  } catch {
    return { refused: 'gone' };
  }
}
