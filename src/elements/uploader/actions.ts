import type { Rejection } from '../../upload/check/check-files.ts';
import type { UploadSession } from '../../upload/session/session.ts';
import type { FileInput } from './input/file-input.ts';
import type { FileList } from './list/file-list.ts';
import { isRepeatable } from './texts/file-text.ts';
import type { Actions, PanelActions } from './view-model.ts';

/** The parts and functions that a person's actions need. */
export interface ActionsOptions {
  session: UploadSession;
  input: FileInput;
  list: FileList;
  isMultiple(): boolean;
  clear(): void;
  edit(id: string): void;
  toggleLink(open: boolean): Promise<void>;
  order: Actions['order'];
  rejections(): readonly Rejection[];
  /** Opens the fields of a file; default: of the first that lacks a text. */
  write(id?: string): void;
  /** Takes the notice of rejected files away. */
  dismiss(): void;
}

/** The actions that the list and the bar above it offer, beside those of the panel. */
export function actionsOf(options: ActionsOptions): Omit<Actions, keyof PanelActions | 'menu' | 'nearMenu'> {
  const { session, input, list, clear, toggleLink, dismiss, order } = options;
  return {
    clear,
    dismiss,
    order,
    addLink: (address) => {
      const file = input.addLink(address);
      if (file && !options.isMultiple()) void toggleLink(false);
      return file !== null;
    },
    upload: () => session.upload(),
    pause: () => session.pause(),
    resume: () => session.resume(),
    cancelAll: () => session.cancel(),
    retryAll: () => {
      const failed = session.queue.in('failed').filter(isRepeatable);
      session.retry(failed.map(({ id }) => id));
    },
    showFailed: () => {
      const failed = session.queue.files.find(({ status }) => status === 'failed');
      if (failed) void list.reveal(failed.id);
      else options.write();
    },
    edit: ({ id }) => options.edit(id),
    remove: ({ id, status }) => {
      if (status === 'ready' || status === 'failed' || status === 'processing') session.remove(id);
      else session.cancel(id);
    },
    retry: ({ id }) => session.retry(id),
    another: ({ id }) => input.choose(id),
    // One that was not kept is known again when it comes; one that has changed is another file.
    again: ({ id, error }) => input.choose(error?.code === 'file_unreadable' ? id : null),
    write: ({ id }) => options.write(id),
    draft: ({ id }, field, text) => session.draft(id, { [field]: text }),
    save: ({ id }) => void session.save(id),
    addAnyway: () => {
      const again = options
        .rejections()
        .filter(({ code }) => code === 'duplicate')
        .map(({ file }) => file);
      dismiss();
      const allow = { allowDuplicates: true };
      for (const { address } of again) if (address) session.addUrl(address, allow);
      void session.add(
        again.filter(({ address }) => !address),
        allow,
      );
    },
  };
}
