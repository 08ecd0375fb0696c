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
