import { formatOf } from '../../../api/formats.ts';
import { scrubBmff } from './bmff.ts';
import { cleanXmp } from './blocks.ts';
import { indexOf } from '../../formats/reader.ts';
import { LocationError } from './error.ts';
import { searching } from './find-bytes.ts';
import { scrubJpeg } from './jpeg.ts';
import { findInPng, scrubPng } from './png.ts';
import { scrubWebp } from './webp.ts';

/**
 * Traces of the location in a file: kinds with offsets, for a developer; empty when there is none. It searches every byte,
 * and the packed texts of PNG, and shares no code with the removal.
 */
export async function findLocation(bytes: Uint8Array): Promise<string[]> {
  const found = new Set<string>();
  let pause = performance.now() + BREATH;
  for (const trace of searching(bytes)) {
    if (trace !== null) found.add(trace);
    if (performance.now() < pause) continue;
    await new Promise((resolve) => setTimeout(resolve));
    pause = performance.now() + BREATH;
  }
  if (formatOf(bytes)?.format === 'png') for (const trace of await findInPng(bytes)) found.add(trace);
  return [...found];
}

/** How long a search may block the main thread at a time (ms), where no worker can be used. */
const BREATH = 12;

/**
 * Removes the location from a picture without touching a pixel: GPS data in Exif (also of thumbnails and further pictures
 * in the file), places in XMP and IPTC, locations in the films of motion photos. Orientation, colour profile, camera and
 * date stay. It handles JPEG, PNG, WebP, HEIC and AVIF; other formats pass if no location is found in them.
 *
 * @returns A new array; the given one is not changed.
 * @throws LocationError when a location is still found afterwards. The file must then not be sent.
 */
export async function stripLocation(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const clean = await scrub(bytes);
  const found = await findLocation(clean);
  if (found.length > 0) throw new LocationError('The location could not be removed.', found);
  return clean;
}

async function scrub(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const copy = new Uint8Array(bytes);
  switch (formatOf(copy)?.format) {
    case 'jpg':
      scrubJpeg(copy);
      return copy;
    case 'png':
      return scrubPng(copy);
    case 'webp':
      scrubWebp(copy);
      return copy;
    case 'heic':
    case 'avif':
      scrubBmff(copy);
      return copy;
    default:
      scrubPackets(copy);
      return copy;
  }
}

/** Cleans XMP in GIF and SVG, where spaces can replace it without a change of length. */
function scrubPackets(bytes: Uint8Array): void {
  const [opening, closing] = ['<rdf:RDF', '</rdf:RDF>'];
  for (let at = indexOf(bytes, opening); at >= 0;) {
    const end = indexOf(bytes, closing, at);
    if (end < 0) return;
    cleanXmp(bytes.subarray(at, end + closing.length));
    at = indexOf(bytes, opening, end);
  }
}
