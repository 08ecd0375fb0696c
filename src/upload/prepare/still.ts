import type { ImageFormat } from '../../api/index.ts';
import { sequenceMoves } from '../formats/animated.ts';
import { Reader, indexOf } from '../formats/reader.ts';

/** Whether a picture is animated, by its first bytes: written anew, only its first frame would be left. */
export function isAnimated(head: Uint8Array, format: ImageFormat['format']): boolean {
  const reader = new Reader(head);
  if (format === 'gif') return true;
  if (format === 'webp') return reader.text(12, 4) === 'VP8X' && (head[20]! & 2) !== 0;
  if (format === 'avif' || format === 'heic') return sequenceMoves(head);
  if (format !== 'png') return false;
  const control = indexOf(head, 'acTL');
  const pixels = indexOf(head, 'IDAT');
  return control >= 0 && (pixels < 0 || control < pixels);
}
