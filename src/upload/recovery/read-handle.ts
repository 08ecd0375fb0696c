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
