import type { LocaleTable } from '../types.ts';

/** English of what was pasted, dropped or read from folders; it comes with the first of them. */
export const intake = {
  pasted: { one: 'Pasted: {count} image', other: 'Pasted: {count} images' },
  pasteNothing: 'Nothing to paste: there is no image on the clipboard.',
  pasteText: 'Nothing to paste: the clipboard has text only.',
  folderReading: {
    one: 'Reading the folder: {count} image so far',
    other: 'Reading the folder: {count} images so far',
  },
  folderStop: 'Cancel',
  folderQuestion: {
    one: '{count} image in “{name}”. Add it?',
    other: '{count} images in “{name}”. Add all?',
  },
  foldersQuestion: {
    one: '{count} image in {folders} folders. Add it?',
    other: '{count} images in {folders} folders. Add all?',
  },
  folderRoom: { one: 'Only {count} can be added here.', other: 'Only {count} can be added here.' },
  folderAll: 'Add all',
  folderFirst: { one: 'Add the first one', other: 'Add the first {count}' },
  folderSkipped: {
    one: '{count} file that is no image was skipped.',
    other: '{count} files that are no images were skipped.',
  },
} satisfies LocaleTable;
