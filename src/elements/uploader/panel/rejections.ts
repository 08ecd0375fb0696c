import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Rejection } from '../../../upload/check/check-files.ts';
import type { UploadSession } from '../../../upload/session/session.ts';
import { icon } from '../../shared/controls/icons.ts';
import { rejectionText } from '../texts/rejection-text.ts';
import type { Texts, View } from '../view-model.ts';
import { dismissButton } from './notice.ts';
import { rejectionStyles } from './rejections.styles.ts';

export { rejections as english } from '../../../locales/en/rejections.ts';
export { rejectionText };
export const styles = [rejectionStyles];

/** So few are told at once, each with its reason. */
const FEW = 3;

/** Names shown of many. */
const SHOWN = 50;

/** The same for screen readers; of files of other selections, which `count` includes, only how many they are. */
export function spokenText(rejections: readonly Rejection[], count: number, texts: Texts): string {
  return count > FEW || count > rejections.length
    ? texts.t('rejected', { count })
    : rejections.map((rejection) => rejectionText(rejection, texts)).join(' ');
}

/** All files of one selection that were not added: a line each, of more one calm line, the names on demand. */
export function rejectionsTemplate(
  rejections: readonly Rejection[],
  view: View,
  session: UploadSession,
): TemplateResult | typeof nothing {
  const { texts, actions } = view;
  const { t } = texts;
  const count = rejections.length;
  if (count === 0) return nothing;
  const duplicates = rejections.filter(({ code }) => code === 'duplicate');
  return html`<div class="notice" part="error">
    ${icon('info')}
    <div class="words">
      ${
        count <= FEW
          ? rejections.map((rejection) => html`<p>${rejectionText(rejection, texts)}</p>`)
          : html`<details>
              <summary>${t('rejected', { count })}</summary>
              <ul>
                ${rejections.slice(0, SHOWN).map((rejection) => html`<li>${rejectionText(rejection, texts)}</li>`)}
                ${count > SHOWN ? html`<li>${t('rejectedMore', { count: count - SHOWN })}</li>` : nothing}
              </ul>
            </details>`
      }
      ${
        duplicates.length > 0
          ? html`<button
              type="button"
              class="button quiet"
              data-action="anyway"
              @click=${() => {
                actions.dismiss();
                addAnyway(duplicates, session);
              }}
            >
              ${t('rejectedAddAnyway', { count: duplicates.length, name: duplicates[0]!.file.name })}
            </button>`
          : nothing
      }
    </div>
    ${dismissButton('dismiss', t('rejectedDismiss'), () => actions.dismiss())}
  </div>`;
}

/** Adds pictures that are on the list already once more. */
function addAnyway(duplicates: readonly Rejection[], session: UploadSession): void {
  const allow = { allowDuplicates: true };
  const files = duplicates.map(({ file }) => file);
  for (const { address } of files) if (address) session.addUrl(address, allow);
  void session.add(
    files.filter(({ address }) => !address),
    allow,
  );
}
