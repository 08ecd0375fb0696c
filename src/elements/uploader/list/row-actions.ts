import type { ErrorRemedy } from '../../../upload/send/error-messages.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import type { IconName } from '../../shared/controls/icons.ts';
import { remedyOf } from '../texts/file-text.ts';
import type { Actions, TextKey } from '../view-model.ts';

/** A button of a row. */
export interface RowAction {
  /** Its `data-action`. */
  action: 'retry' | 'another' | 'again' | 'upload-again' | 'remove' | 'menu';
  /** The action that it asks for. */
  act: keyof Pick<Actions, 'retry' | 'another' | 'again' | 'remove' | 'menu'>;
  icon: IconName;
  /** Its name, with that of the file. */
  named: TextKey;
  /** Words beside the icon, of a button that helps. */
  words?: TextKey;
}

const RETRY: RowAction = {
  action: 'retry',
  act: 'retry',
  icon: 'retry',
  named: 'retryNamed',
  words: 'retry',
};
const CANCEL: RowAction = { action: 'remove', act: 'remove', icon: 'close', named: 'cancel' };
const REMOVE: RowAction = { ...CANCEL, named: 'remove' };
const MENU: RowAction = { action: 'menu', act: 'menu', icon: 'more', named: 'actionsNamed' };

const REMEDIES: Partial<Record<ErrorRemedy, RowAction>> = {
  retry: RETRY,
  wait: RETRY,
  'choose-another': {
    ...{ action: 'another', act: 'another', icon: 'image' },
    ...{ named: 'anotherNamed', words: 'another' },
  },
  'choose-again': { action: 'again', act: 'again', icon: 'image', named: 'againNamed', words: 'again' },
  'upload-again': {
    ...{ action: 'upload-again', act: 'retry', icon: 'upload' },
    ...{ named: 'uploadAgainNamed', words: 'uploadAgain' },
  },
};

/**
 * The buttons that stand in a row itself, in their order: what helps a failed file, the way off the list, and the menu, whose
 * entries `menu-actions.ts` lists: of a stored image, and of any file that can be moved in the list.
 */
export function rowActions(file: UploadFile, isMovable: boolean): RowAction[] {
  const { status, image } = file;
  if (status === 'ready') return [image || isMovable ? MENU : REMOVE];
  const menu = isMovable ? [MENU] : [];
  if (status === 'processing') return [REMOVE, ...menu];
  if (status !== 'failed') return [CANCEL, ...menu];
  const remedy = REMEDIES[remedyOf(file)];
  return remedy ? [remedy, REMOVE, ...menu] : [REMOVE, ...menu];
}
