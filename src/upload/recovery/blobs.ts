import { retry } from '../../api/retry.ts';

/** The largest file, in bytes, that is stored as bytes. A larger one is stored as a Blob: the page does not read it then. */
const SMALL_FILE = 500_000;

/** Whether a file is stored as bytes: several can be written at once, and unlike a Blob's they are never lost. */
export function isSmall({ size }: Blob): boolean {
  return size <= SMALL_FILE;
}

/** The bytes of a Blob. Under load WebKit sometimes fails to read one, and succeeds a moment later. */
export function bytesOf(blob: Blob, pauses: readonly number[] = [50, 200, 800]): Promise<ArrayBuffer> {
  return retry(
    () => blob.arrayBuffer(),
    (_, failures) => pauses[failures - 1] ?? null,
  );
}

/** The bytes of several small Blobs, read as one: every single read costs time on the main thread. */
export async function allBytesOf(blobs: readonly Blob[]): Promise<ArrayBuffer[]> {
  const sizes = blobs.map(({ size }) => size);
  const together = blobs.length > 1 && (await new Blob([...blobs]).arrayBuffer().catch(() => null));
  if (!together || together.byteLength !== sizes.reduce((sum, size) => sum + size, 0))
    return Promise.all(blobs.map((blob) => bytesOf(blob)));
  let at = 0;
  return sizes.map((size) => together.slice(at, (at += size)));
}

/** Whether the browser still has the bytes of a stored Blob. */
export function isReadable(blob: Blob): Promise<boolean> {
  return bytesOf(blob.slice(0, 1), [50]).then(
    () => true,
    () => false,
  );
}
