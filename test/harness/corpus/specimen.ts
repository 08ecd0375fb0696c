import { MIME } from '../../../demo/mock/rules/formats.ts';
import type { Facts, Specimen } from '../corpus.ts';
import type { Size } from './pixels.ts';

/** Size of most pictures, upright: not square, so that a turned one is not as wide as it should be. */
export const SIZE: Size = { width: 96, height: 64 };

const TYPES: Record<string, string> = { ...MIME, jpeg: 'image/jpeg' };

/** A specimen with the facts of its format, and those that are its own. */
export function specimen(
  name: string,
  make: Specimen['make'],
  facts: Partial<Facts> & Pick<Facts, 'format'>,
): Specimen {
  return {
    name,
    type: TYPES[name.split('.').pop()!] ?? '',
    make,
    size: facts.format ? SIZE : null,
    animated: false,
    sound: true,
    look: facts.format ? 'colour' : null,
    tolerance: 20,
    place: false,
    differs: {},
    ...facts,
  };
}

export const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
