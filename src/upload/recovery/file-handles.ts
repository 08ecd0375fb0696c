/**
 * Handles of files, by which they can be read from the person's disk again after a reload. Only some browsers give one,
 * and only for a dropped file. They are kept in a map, as a `File` is the platform's object and stays unchanged.
 */
const handles = new WeakMap<Blob, FileSystemFileHandle>();

/** Remembers the handle of a file. */
export function rememberHandle(file: Blob, handle: FileSystemFileHandle): void {
  handles.set(file, handle);
}

export function handleOf(file: Blob): FileSystemFileHandle | null {
  return handles.get(file) ?? null;
}

interface WithPermission {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

/**
 * Reads the file of a handle. Refused as `gone` when the file was moved or changed, or the person forbids to read it; as
 * `unasked` when the person has to be asked first.
 * @param ask Whether the browser may ask the person, which it only does during a click or a key press.
 */
export async function readHandle(
  handle: FileSystemFileHandle,
  was: { size: number | null; lastModified?: number },
  ask: boolean,
): Promise<{ file: File } | { refused: 'unasked' | 'gone' }> {
  const { queryPermission, requestPermission } = handle as WithPermission;
  try {
    let permission = (await queryPermission?.call(handle, { mode: 'read' })) ?? 'granted';
    if (permission === 'prompt' && ask)
      permission = (await requestPermission?.call(handle, { mode: 'read' })) ?? 'denied';
    if (permission === 'prompt') return { refused: 'unasked' };
    if (permission !== 'granted') return { refused: 'gone' };
    const file = await handle.getFile();
    const same = file.size === was.size && (was.lastModified ?? file.lastModified) === file.lastModified;
    return same ? { file } : { refused: 'gone' };
  } catch {
    return { refused: 'gone' };
  }
}
