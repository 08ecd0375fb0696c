import { startsWith } from '../../formats/reader.ts';
import { findInBytes } from './find-bytes.ts';
import { isIptc, resourcesOf, scrubIptc } from './iptc.ts';
import { scrubTiff } from './tiff.ts';
import { scrubXmp } from './xmp.ts';

/** Removes the place from a JPEG inside of a block, in place. */
export type PictureScrubber = (picture: Uint8Array, depth: number) => void;

/** A thumbnail of a preview of a picture: deeper than this no camera goes. */
const DEEPEST = 4;

/**
 * Each of these removes the place from one block of metadata, in place and without changing its length. A block that
 * is not understood, or in which a place is still to be found afterwards, is zeroed as a whole.
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

/** As `cleanTiff`, behind the six letters that some writers put before it. */
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

/** Raw IPTC, or IPTC in Photoshop's wrapping: PNG knows both. */
export function cleanIptcOrPhotoshop(block: Uint8Array, scrub: PictureScrubber): void {
  if (isIptc(block)) cleanIptc(block);
  else cleanPhotoshop(block, scrub);
}

/** A picture in a picture; one that is broken, or too deep inside, is left out. */
function cleanPicture(part: Uint8Array, depth: number, scrub: PictureScrubber): void {
  if (depth > DEEPEST) part.fill(0);
  else if (startsWith(part, '\xff\xd8')) scrub(part, depth);
}

/** A block of a kind that should hold no place. */
export function cleanOther(block: Uint8Array): void {
  settle(block, true);
}

function settle(block: Uint8Array, understood: boolean, blank = 0): void {
  if (!understood || findInBytes(block).length > 0) block.fill(blank);
}
