import { startsWith } from '../../formats/reader.ts';
import { findInBytes } from './find-bytes.ts';
import { isIptc, resourcesOf, scrubIptc } from './iptc.ts';
import { scrubTiff } from './tiff.ts';
import { scrubXmp } from './xmp.ts';

/** Removes the location from a JPEG that is embedded in a block, in place. */
export type PictureScrubber = (picture: Uint8Array, depth: number) => void;

/** Deepest nesting of pictures, as of a preview with a thumbnail; no camera nests them deeper. */
const DEEPEST = 4;

/**
 * Removes the location from a TIFF block, in place and without a change of its length, as each `clean…` function does for
 * its kind of metadata. A block that cannot be parsed, or still has a location afterwards, is zeroed as a whole.
 */
export function cleanTiff(block: Uint8Array, scrub: PictureScrubber, depth = 0): void {
  const understood = scrubTiff(block, (kind, part) => {
    if (kind === 'jpeg') cleanPicture(part, depth + 1, scrub);
    else if (kind === 'xmp') cleanXmp(part);
    else if (kind === 'iptc') cleanIptc(part);
    else cleanPhotoshop(part, scrub, depth + 1);
  });
  settle(block, understood);
}

/** As `cleanTiff`, for a block that may have the prefix `Exif` of six bytes. */
export function cleanExif(block: Uint8Array, scrub: PictureScrubber, depth = 0): void {
  cleanTiff(startsWith(block, 'Exif\0') ? block.subarray(6) : block, scrub, depth);
}

export function cleanXmp(packet: Uint8Array): void {
  settle(packet, scrubXmp(packet), 0x20);
}

export function cleanIptc(block: Uint8Array): void {
  settle(block, scrubIptc(block));
}

export function cleanPhotoshop(block: Uint8Array, scrub: PictureScrubber, depth = 0): void {
  const resources = resourcesOf(block);
  for (const { id, data } of resources ?? []) {
    if (id === 0x0404) cleanIptc(data);
    if (id === 0x0422 || id === 0x0423) cleanExif(data, scrub, depth + 1);
    if (id === 0x0424) cleanXmp(data);
  }
  settle(block, resources !== null);
}

/** As `cleanIptc` or `cleanPhotoshop`: a PNG may have its IPTC raw, or in a Photoshop block. */
export function cleanIptcOrPhotoshop(block: Uint8Array, scrub: PictureScrubber): void {
  if (isIptc(block)) cleanIptc(block);
  else cleanPhotoshop(block, scrub);
}

/** Cleans a picture embedded in another; one that is nested too deep is zeroed. */
function cleanPicture(part: Uint8Array, depth: number, scrub: PictureScrubber): void {
  if (depth > DEEPEST) part.fill(0);
  else if (startsWith(part, '\xff\xd8')) scrub(part, depth);
}

/** Zeroes a block of any other kind if a location is found in it. */
export function cleanOther(block: Uint8Array): void {
  settle(block, true);
}

function settle(block: Uint8Array, understood: boolean, blank = 0): void {
  if (!understood || findInBytes(block).length > 0) block.fill(blank);
}
