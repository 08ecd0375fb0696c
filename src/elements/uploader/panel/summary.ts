import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/controls/icons.ts';
import { ALL_UP_TO } from '../list/long-list.ts';
import { summaryText } from '../texts/file-text.ts';
import type { Content, View } from '../view-model.ts';

/** Sends the files that wait for it; nothing where there are none. */
export function sendButton(
  action: 'upload' | 'send',
  { texts, actions, held: count, locked }: View,
): Content {
  if (count === 0) return nothing;
  return html`<button
    type="button"
    class="button primary"
    data-action=${action}
    ?disabled=${locked}
    @click=${() => actions.upload()}
  >
    ${texts.t('upload', { count })}
  </button>`;
}

/** One line on all files, their common progress, and what can be done with all of them. */
export function summaryTemplate(view: View): TemplateResult {
  const { texts, actions, counts, hold, locked, readonly, repeatable } = view;
  const { t } = texts;
  const { text, tone } = summaryText(counts, view, texts);
  const { queued, sending, failed, paused } = counts;
  const running = sending + paused + queued > 0;
  return html`
    <div class="summary" part="summary" data-tone=${tone}>
      <div class="line">
        ${
          tone === 'good'
            ? icon('check')
            : tone === 'bad'
              ? icon('warning')
              : hold === 'offline' && running
                ? icon('offline')
                : nothing
        }
        ${
          tone === 'bad' || tone === 'asking'
            ? html`<button
                type="button"
                class="text"
                data-action="failed"
                title=${t('showFailed')}
                aria-label=${`${text}. ${t('showFailed')}`}
                @click=${() => actions.showFailed()}
              >
                ${text}
              </button>`
            : html`<span class="text">${text}<span class="pace"></span></span>`
        }
      </div>
      <div
        class="bar total"
        role="progressbar"
        aria-label=${t('progressAll')}
        aria-valuemin="0"
        aria-valuemax="100"
        data-idle=${!running}
        data-long=${counts.total > ALL_UP_TO}
        aria-hidden=${running ? nothing : 'true'}
      >
        <span></span>
      </div>
    </div>
    <div class="overall" part="actions" ?hidden=${readonly}>
      ${sendButton('upload', view)}
      ${
        running && hold !== 'offline'
          ? html`<button
              type="button"
              class="icon-button"
              data-action="hold"
              aria-label=${hold === 'paused' ? t('resume') : t('pause')}
              title=${hold === 'paused' ? t('resume') : t('pause')}
              ?disabled=${locked}
              @click=${() => (hold === 'paused' ? actions.resume() : actions.pause())}
            >
              ${icon(hold === 'paused' ? 'play' : 'pause')}
            </button>`
          : nothing
      }
      ${
        repeatable > 0 && failed > 1 && !running
          ? html`<button
              type="button"
              class="button quiet remedy"
              data-action="retry-all"
              title=${t('retryAll', { count: repeatable })}
              ?disabled=${locked}
              @click=${() => actions.retryAll()}
            >
              ${icon('retry')}<span class="words">${t('retryAll', { count: repeatable })}</span>
            </button>`
          : nothing
      }
      ${
        (running ? counts.total > 1 : view.clearable && counts.recovered === 0)
          ? html`<button
              type="button"
              class="icon-button"
              data-action="clear"
              aria-label=${running ? t('cancelAll') : t('clear')}
              title=${running ? t('cancelAll') : t('clear')}
              ?disabled=${locked}
              @click=${() => (running ? actions.cancelAll() : actions.clear())}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>
  `;
}
