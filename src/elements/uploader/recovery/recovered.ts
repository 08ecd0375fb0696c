import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/icons.ts';
import type { View } from '../view-model.ts';

/** The notice to a person about files kept on this device: which ones wait, and which are not kept. */
export function recoveryTemplate(view: View): TemplateResult | typeof nothing {
  const { recovery } = view;
  if (view.readonly) return nothing;
  return recovery.waiting > 0 && recovery.question ? recovery.question(view) : notice(view);
}

const TROUBLES = {
  unsupported: 'recoverUnsupported',
  blocked: 'recoverBlocked',
  full: 'recoverFull',
} as const;

function notice({ recovery, texts: { t }, actions }: View): TemplateResult | typeof nothing {
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
      @click=${() => actions.read()}
    >
      ${icon('close')}
    </button>
  </div>`;
}
