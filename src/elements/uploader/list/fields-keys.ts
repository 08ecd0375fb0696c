import type { UploadFile } from '../../../upload/state/types.ts';
import type { FieldEditing } from './field-editing.ts';

/**
 * A key in the fields of a file: Enter and Escape close them, Tab goes on from file to file, the arrow towards the end of a line
 * takes what is proposed for an empty field. While a word is composed, as in Japanese, all keys are the input method's.
 */
export function fieldKey(
  event: KeyboardEvent,
  file: UploadFile,
  editor: FieldEditing,
  isOneOfMany: boolean,
): void {
  if (event.isComposing || event.keyCode === 229) return; // Safari ends the composition before the key that ends it
  const form = event.currentTarget as HTMLElement;
  const target = event.target as HTMLElement;
  const area = target instanceof HTMLTextAreaElement ? target : null;
  // WebKitGTK has no name for Shift+Tab, but the place of the key.
  switch (event.code === 'Tab' ? event.code : event.key) {
    case 'Enter':
      // Shift+Enter begins another line, as everywhere.
      if (!area || event.shiftKey) return;
      event.preventDefault(); // it would send the form around the uploader
      if (isOneOfMany) editor.done(file);
      else area.blur();
      return;
    case 'Escape':
      event.preventDefault(); // it would close the dialog around them
      event.stopPropagation();
      return editor.revert(file);
    case 'Tab':
      if (isOneOfMany && isAtEdge(form, target, event.shiftKey) && editor.step(file, event.shiftKey ? -1 : 1))
        event.preventDefault();
      return;
    case area?.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight': {
      const field = area?.dataset['action']?.replace('field-', '');
      if (area?.value !== '' || field === undefined || editor.suggestionFor(file, field) === null) return;
      event.preventDefault();
      return editor.use(file, field);
    }
  }
}

/** Whether Tab leads out: from the last field, or back from the first control. */
function isAtEdge(form: HTMLElement, target: HTMLElement, isBack: boolean): boolean {
  if (!isBack) return target === [...form.querySelectorAll('textarea')].at(-1);
  return target === form.querySelector('button:not(:disabled), textarea:not(:disabled)');
}
