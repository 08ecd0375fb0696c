import { html, type TemplateResult } from 'lit/html.js';
import type { RecoveryHost } from '../../../upload/recovery/host.ts';
import type { UploadSession } from '../../../upload/session/session.ts';
import { icon } from '../../shared/icons.ts';
import { warnOnce } from '../../shared/base/warn.ts';
import type { View } from '../view-model.ts';

// The code fetched for the attribute `recover`, in one go.
export { recovery as english } from '../../../locales/en/recovery.ts';
export { Recovery } from '../../../upload/recovery/recovery.ts';
export { recoveredStyles } from './recovered.styles.ts';

/** The uploader's hooks for when files come back. */
export interface ComebackHooks {
  /** Files of an earlier page are about to come onto the list. */
  onRestoring(): void;
  /** Files of an earlier page are on the list again. */
  onRestored(): void;
  /** The bytes of a file are at hand again. */
  onSupplied(id: string): void;
}

/** Which uploader of the site it is. */
export function queueKey({ id, name }: { id: string; name: string }): string {
  if (!id && !name)
    warnOnce(
      'uploader:recover',
      'recover: give the uploader an id or a name, by which its files are found again.',
    );
  return `${location.pathname} ${id || name}`;
}

/** The session as the host of the keeper of the queue. */
export function hostOf(session: UploadSession, hooks: ComebackHooks): RecoveryHost {
  const { comeback } = session;
  return {
    queue: session.queue,
    kept: (id) => session.kept(id),
    observe: (listener) => session.observe(listener),
    retry: (id) => session.retry(id),
    get retracted() {
      return session.retracted;
    },
    takeBack: (kept) => void session.takeBack(kept),
    restore: (files) => {
      hooks.onRestoring();
      session.restore(files);
      hooks.onRestored();
    },
    comeback: {
      get waiting() {
        return comeback.waiting;
      },
      goOn: (ids) => comeback.goOn(ids),
      fail: (id, error) => comeback.fail(id, error),
      letGo: (ids) => comeback.letGo(ids),
      supply: (id, content) => {
        comeback.supply(id, content);
        hooks.onSupplied(id);
      },
    },
  };
}

/** Whether to continue with the files of an earlier page, or, when they are to be discarded, whether that is meant. */
export function question(view: View): TemplateResult {
  return view.recovery.asking ? discarding(view) : waiting(view);
}

function waiting({ recovery, texts: { t }, actions, locked }: View): TemplateResult {
  return html`<div class="notice recovered calm">
    ${icon('image')}
    <p class="words">${t('recoverWaiting', { count: recovery.waiting })}</p>
    <div class="answers">
      <button
        type="button"
        class="button primary"
        data-action="go-on"
        ?disabled=${locked}
        @click=${() => actions.goOn()}
      >
        ${t('resume')}
      </button>
      <button
        type="button"
        class="button"
        data-action="discard"
        ?disabled=${locked}
        @click=${() => actions.askDiscard(true)}
      >
        ${t('recoverDiscard')}
      </button>
    </div>
  </div>`;
}

function discarding({ recovery, texts: { t }, actions, locked }: View): TemplateResult {
  return html`<div class="notice recovered" role="group" aria-labelledby="ask">
    ${icon('warning')}
    <p class="words" id="ask">${t('recoverAsk', { count: recovery.waiting })}</p>
    <div class="answers">
      <button type="button" class="button" data-action="keep" @click=${() => actions.askDiscard(false)}>
        ${t('recoverKeep')}
      </button>
      <button
        type="button"
        class="button danger"
        data-action="discard-all"
        ?disabled=${locked}
        @click=${() => actions.discard()}
      >
        ${t('recoverDiscard')}
      </button>
    </div>
  </div>`;
}
