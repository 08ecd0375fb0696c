import type { LocaleTable } from '../types.ts';

/** English of the menu in the row of a stored image; it comes with the menu. */
export const rowMenu = {
  copyLink: 'Copy link',
  copied: 'Copied',
  announceCopied: 'Link copied',
  copyByHand: 'The browser did not let it be copied. Copy it from here:',
  openPage: 'Open its page',
  newTab: 'in a new tab',
  editText: 'Edit its text',
  deleteImage: 'Delete…',
  removeFromList: 'Remove from the list',
  isPrivate: 'Private: its page is not open to others.',
  deleteQuestion: 'Delete {name} for good?',
  deleteNow: 'Delete',
  deleteKeep: 'Keep',
  deleting: 'Deleting…',
  deleteFailed: '{name} could not be deleted.',
  moveUp: 'Move up',
  moveDown: 'Move down',
  moveTop: 'Move to the top',
} satisfies LocaleTable;
