import { retry } from '../../api/retry.ts';

/** Larger ones are stored by the browser, without their bytes passing through the page. */
const SMALL_FILE = 500_000;

/** Whether the bytes themselves are stored: a few of those can go at once, and no browser loses what a Blob refers to. */
export function isSmall({ size }: Blob): boolean {
  return size <= SMALL_FILE;
}

/** The bytes of a Blob. WebKit fails to read one now and then under load, and can a moment later. */
export function bytesOf(blob: Blob, pauses: readonly number[] = [50, 200, 800]): Promise<ArrayBuffer> {
  return retry(
    () => blob.arrayBuffer(),
    (_, failures) => pauses[failures - 1] ?? null,
  );
}

/** The bytes of several small Blobs, read in one request: each has its price on the main thread. */
export async function allBytesOf(blobs: readonly Blob[]): Promise<ArrayBuffer[]> {
  const sizes = blobs.map(({ size }) => size);
  const together = blobs.length > 1 && (await new Blob([...blobs]).arrayBuffer().catch(() => null));
  if (!together || together.byteLength !== sizes.reduce((sum, size) => sum + size, 0))
    return Promise.all(blobs.map((blob) => bytesOf(blob)));
  let at = 0;
  return sizes.map((size) => together.slice(at, (at += size)));
}

/** Whether a stored Blob still has its bytes. */
export function isReadable(blob: Blob): Promise<boolean> {
  return bytesOf(blob.slice(0, 1), [50]).then(
    () => true,
    () => false,
  );
}
