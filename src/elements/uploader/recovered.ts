import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import type { View } from './view.ts';

/** What a person should know of the files that are kept on this device: what waits, and what is not kept. */
export function recoveryTemplate(view: View): TemplateResult | typeof nothing {
  const { recovery } = view;
  if (view.readonly) return nothing;
  if (recovery.waiting > 0) return recovery.asking ? question(view) : waiting(view);
  return notice(view);
}

function waiting({ recovery, texts: { t }, intents, locked }: View): TemplateResult {
  return html`<div class="notice recovered calm">
    ${icon('image')}
    <p class="words">${t('recoverWaiting', { count: recovery.waiting })}</p>
    <div class="answers">
      <button
        type="button"
        class="button primary"
        data-action="go-on"
        ?disabled=${locked}
        @click=${() => intents.goOn()}
      >
        ${t('resume')}
      </button>
      <button
        type="button"
        class="button"
        data-action="discard"
        ?disabled=${locked}
        @click=${() => intents.askDiscard(true)}
      >
        ${t('recoverDiscard')}
      </button>
    </div>
  </div>`;
}

function question({ recovery, texts: { t }, intents, locked }: View): TemplateResult {
  return html`<div class="notice recovered" role="group" aria-labelledby="ask">
    ${icon('warning')}
    <p class="words" id="ask">${t('recoverAsk', { count: recovery.waiting })}</p>
    <div class="answers">
      <button type="button" class="button" data-action="keep" @click=${() => intents.askDiscard(false)}>
        ${t('recoverKeep')}
      </button>
      <button
        type="button"
        class="button danger"
        data-action="discard-all"
        ?disabled=${locked}
        @click=${() => intents.discard()}
      >
        ${t('recoverDiscard')}
      </button>
    </div>
  </div>`;
}

const TROUBLES = {
  unsupported: 'recoverUnsupported',
  blocked: 'recoverBlocked',
  full: 'recoverFull',
} as const;

function notice({ recovery, texts: { t }, intents }: View): TemplateResult | typeof nothing {
  const { trouble, missing } = recovery;
  if (!trouble && missing.count === 0) return nothing;
  const text = trouble ? t(TROUBLES[trouble]) : t('recoverMissing', { ...missing });
  return html`<div class="notice kept">
    ${icon('info')}
    <p class="words">${text}</p>
    <button
      type="button"
      class="icon-button"
      data-action="read"
      aria-label=${t('rejectedDismiss')}
      title=${t('rejectedDismiss')}
      @click=${() => intents.read()}
    >
      ${icon('close')}
    </button>
  </div>`;
}
