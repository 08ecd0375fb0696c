import type { Rejection } from '../../upload/check/check-files.ts';
import type { UploadSession } from '../../upload/session/session.ts';
import type { Entrance } from './input/file-input.ts';
import type { FileList } from './list/file-list.ts';
import type { Recovering } from './recovery/recovery-controller.ts';
import { isRepeatable } from './texts/file-text.ts';
import type { Intents } from './view-model.ts';

/** The element's parts and functions that serve a person's wishes. */
export interface IntentsOptions {
  session: UploadSession;
  entrance: Entrance;
  list: FileList;
  recovering: Recovering;
  /** After the next rendering, focuses what is named first and is there. */
  focusOn(...actions: string[]): void;
  isMultiple(): boolean;
  browse(): void;
  clear(): void;
  toggleLink(open: boolean): Promise<void>;
  rejections(): readonly Rejection[];
  /** Takes the notice of rejected files away. */
  dismiss(): void;
}

/** The element's actions for each thing a person asks for. */
export function intentsOf(options: IntentsOptions): Intents {
  const { session, entrance, list, recovering, focusOn, browse, clear, toggleLink, dismiss } = options;
  return {
    browse,
    clear,
    dismiss,
    browseFolder: () => entrance.chooseFolder(),
    takePhoto: () => void entrance.takePhoto(),
    openLink: () => void toggleLink(true),
    closeLink: () => void toggleLink(false),
    addLink: (address) => {
      const file = entrance.addLink(address);
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
    },
    remove: ({ id, status }) => {
      if (status === 'ready' || status === 'failed' || status === 'processing') session.remove(id);
      else session.cancel(id);
    },
    retry: ({ id }) => session.retry(id),
    another: ({ id }) => entrance.choose(id),
    // One that was not kept is known again when it comes; one that has changed is another file.
    again: ({ id, error }) => entrance.choose(error?.code === 'file_unreadable' ? id : null),
    goOn: () => {
      void recovering.goOn(true);
      focusOn('hold');
    },
    askDiscard: (ask) => {
      recovering.ask(ask);
      focusOn(ask ? 'keep' : 'discard');
    },
    discard: () => {
      recovering.discard();
      focusOn();
    },
    read: () => {
      recovering.dismiss();
      focusOn();
    },
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
