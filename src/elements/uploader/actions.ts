import type { LateParts } from './late-parts.ts';
import type { Refused } from './panel/refused.ts';
import type { PartContext } from './part-context.ts';
import { isRepeatable } from './texts/file-text.ts';
import type { Actions, PanelActions } from './view-model.ts';

/** The objects that a person's actions need. */
export interface ActionsOptions {
  context: PartContext;
  late: LateParts;
  refused: Refused;
  clear(): void;
}

/** The actions that the list and the bar above it offer, beside those of the panel. */
export function actionsOf({
  context,
  late,
  refused,
  clear,
}: ActionsOptions): Omit<Actions, keyof PanelActions> {
  const { session, list, host } = context;
  const { input } = context.options;
  const { order, menu, nearMenu, toggleLink } = late;
  return {
    order,
    menu,
    nearMenu,
    clear,
    dismiss: () => {
      refused.set([]);
      host.focus();
    },
    addLink: async (address) => {
      await session.policyReady();
      if (session.policy?.import === false) return 'closed';
      const file = input.addLink(address);
      if (file && !host.multiple) void toggleLink(false);
      return file ? 'added' : 'invalid';
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
      else late.fields?.open();
    },
    edit: ({ id }) => void late.edit(id),
    remove: ({ id, status }) => {
      if (status === 'ready' || status === 'failed' || status === 'processing') session.remove(id);
      else session.cancel(id);
    },
    retry: ({ id }) => session.retry(id),
    another: ({ id }) => input.choose(id),
    // One that was not kept is known again when it comes; one that has changed is another file.
    again: ({ id, error }) => input.choose(error?.code === 'file_unreadable' ? id : null),
    write: ({ id }) => late.fields?.open(id),
  };
}
