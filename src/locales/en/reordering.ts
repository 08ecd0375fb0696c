import type { LocaleTable } from '../types.ts';

/** Putting a gallery's images into another order by buttons and clicks, in English. */
export const reordering = {
  move: 'Move',
  moveImages: 'Move images',
  movePick: 'Choose the image to move',
  movePlace: { one: 'Choose its new place', other: 'Choose their new place' },
  moveToStart: 'Move to start',
  moveEarlier: 'Move earlier',
  moveLater: 'Move later',
  moveToEnd: 'Move to end',
  moveDone: 'Done moving',
  movedMany: { one: 'Place {from} of {all}', other: '{count} images: places {from} to {to} of {all}' },
} satisfies LocaleTable;
