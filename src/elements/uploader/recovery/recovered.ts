import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { RecoveryTrouble } from '../../../upload/recovery/recovery.ts';
import { icon } from '../../shared/controls/icons.ts';
import { notice } from '../panel/notice.ts';
import type { Content, View } from '../view-model.ts';

/** The view, for a person, of the files that are kept. */
export interface RecoveryView {
  /** Files of an earlier page that wait for the person. */
  waiting: number;
  /** The person wants to discard them, and is asked once more. */
  asking: boolean;
  /** Files that would have to be chosen again, unless that was read already. */
  missing: { count: number; name: string };
  /** Why nothing is kept, unless that was read already. */
  trouble: RecoveryTrouble | null;
}

export interface RecoveryActions {
  /** Continues with the files of an earlier page. */
  proceed(): void;
  /** Whether the files of an earlier page are to be discarded is asked, or no longer. */
  ask(asking: boolean): void;
  discard(): void;
  /** The notice about keeping files has been read. */
  read(): void;
}

const TROUBLES = {
  unsupported: 'recoverUnsupported',
  blocked: 'recoverBlocked',
  full: 'recoverFull',
} as const;

/** The notice to a person about files kept on this device: which ones wait, and which are not kept. */
export function recoveryTemplate(view: View, recovery: RecoveryView, actions: RecoveryActions): Content {
  const { waiting: count, asking, trouble, missing } = recovery;
  if (count > 0) return asking ? discarding(view, recovery, actions) : waiting(view, recovery, actions);
  if (!trouble && missing.count === 0) return nothing;
  const { t } = view.texts;
  const text = trouble ? t(TROUBLES[trouble]) : t('recoverMissing', { ...missing });
  return notice(text, view.texts, () => actions.read());
}

/** Whether to continue with the files of an earlier page. */
function waiting(
  { texts: { t }, locked }: View,
  recovery: RecoveryView,
  actions: RecoveryActions,
): TemplateResult {
  return html`<div class="notice recovered calm">
    ${icon('image')}
    <p class="words">${t('recoverWaiting', { count: recovery.waiting })}</p>
    <div class="answers">
      <button
        type="button"
        class="button primary"
        data-action="go-on"
        ?disabled=${locked}
        @click=${() => actions.proceed()}
      >
        ${t('resume')}
      </button>
      <button
        type="button"
        class="button"
        data-action="discard"
        ?disabled=${locked}
        @click=${() => actions.ask(true)}
      >
        ${t('recoverDiscard')}
      </button>
    </div>
  </div>`;
}

/** Whether they are really meant to go. */
function discarding(
  { texts: { t }, locked }: View,
  recovery: RecoveryView,
  actions: RecoveryActions,
): TemplateResult {
  return html`<div class="notice recovered" role="group" aria-labelledby="ask">
    ${icon('warning')}
    <p class="words" id="ask">${t('recoverAsk', { count: recovery.waiting })}</p>
    <div class="answers">
      <button type="button" class="button" data-action="keep" @click=${() => actions.ask(false)}>
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
