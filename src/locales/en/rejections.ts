import type { LocaleTable } from '../types.ts';

/** English about files that were not added; it comes with the first of them. */
export const rejections = {
  rejectedMore: { one: 'and {count} more', other: 'and {count} more' },
  rejectedAddAnyway: { one: 'Add {name} anyway', other: 'Add the {count} duplicates anyway' },
  rejectUnsupportedType: '{name} is not an image of a kind that can be added here.',
  rejectAnimated: '{name} is animated; only still pictures can be added here.',
  rejectStill: '{name} is a still picture; only animated ones can be added here.',
  rejectTooLarge: '{name} is too large: {size}, at most {limit} allowed.',
  rejectEmpty: '{name} is empty.',
  rejectEmptyFolder: 'There are no images in the folder {name}.',
  rejectNoAddress: 'It has no web address that an image could be fetched from.',
  rejectTooMany: {
    one: '{name}: only {count} image can be added.',
    other: '{name}: at most {count} images can be added.',
  },
  rejectMinSize: '{name} is too small: it has {size} pixels, and needs at least {bounds}.',
  rejectMaxSize: '{name} has too many pixels: {size}, and at most {bounds} are allowed.',
  boundWidth: '{width} in width',
  boundHeight: '{height} in height',
  rejectDuplicate: '{name} is on the list already.',
  rejectUnreadable: '{name} could not be read.',
  rejectCustom: '{name}: {message}',
  rejectLate: 'Checking {name} took too long. Add it once more.',
  rejectUnchecked: '{name} could not be checked. Add it once more.',
} satisfies LocaleTable;
