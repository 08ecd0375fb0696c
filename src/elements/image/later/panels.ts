import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ImageLike } from '../../../image/attributes.ts';
import type { ErrorLike, ImageState } from '../../../image/core/state.ts';
import type { image as english } from '../../../locales/en/image.ts';
import { icon, type IconName } from '../../shared/pictures/icons.ts';

type Key = keyof typeof english;

/** The context a panel needs to be drawn; its buttons ask, the element acts. */
export interface PanelContext {
  state: ImageState;
  image: ImageLike | null;
  error: ErrorLike | null;
  /** The text in place of the picture: told with the state, so that nobody wonders which picture is meant. */
  alt: string;
  nsfw: 'blur' | 'show' | 'hide';
  offline: boolean;
  /** The language of the words where it is not the page's. */
  foreign: 'en' | undefined;
  t(key: Key, parameters?: Record<string, string>): string;
  retry(): void;
  reveal(): void;
}

interface Panel {
  icon: IconName;
  title: Key;
  hint: string;
  action?: 'retry' | 'reveal';
  slot: 'processing' | 'error' | null;
}

/** The panel of a state, or null for a state that shows the picture. */
function panelOf({ state, image, error, nsfw, offline, t }: PanelContext): Panel | null {
  switch (state) {
    case 'processing':
      return { icon: 'image', title: 'processing', hint: t('processingHint'), slot: 'processing' };
    case 'failed':
      return {
        icon: 'warning',
        title: 'failed',
        hint: image?.failure_reason?.trim() || t('failedHint'),
        slot: 'error',
      };
    case 'blocked':
      return { icon: 'lock', title: 'blocked', hint: t(reasonKey(image?.block_reason)), slot: 'error' };
    case 'missing':
      return { icon: 'image', title: 'missing', hint: t('missingHint'), slot: 'error' };
    case 'error':
      return {
        icon: 'warning',
        title: 'error',
        hint: t(errorKey(error, offline)),
        action: 'retry',
        slot: 'error',
      };
    case 'nsfw':
      return nsfw === 'hide'
        ? { icon: 'eye-off', title: 'nsfw', hint: t('nsfwHidden'), slot: null }
        : { icon: 'eye-off', title: 'nsfw', hint: t('nsfwHint'), action: 'reveal', slot: null };
    case 'loading':
    case 'ready':
      return null;
  }
}

function reasonKey(reason: string | null | undefined): Key {
  switch (reason) {
    case 'content_policy':
      return 'blockedContentPolicy';
    case 'dmca':
      return 'blockedDmca';
    case 'spam':
      return 'blockedSpam';
    case 'terms':
      return 'blockedTerms';
    default:
      return 'blockedHint';
  }
}

function errorKey(error: ErrorLike | null, offline: boolean): Key {
  if (offline) return 'errorOffline';
  const status = error?.status ?? 0;
  if (status === 401 || status === 403) return 'errorAccess';
  if (status === 429 || status >= 500) return 'errorBusy';
  return 'errorHint';
}

/** A calm card in the picture's place: what happened, what to do, and the button that does it. */
export function panel(context: PanelContext): TemplateResult | typeof nothing {
  const wanted = panelOf(context);
  if (!wanted) return nothing;
  const content = html`
    <span class="badge">${icon(wanted.icon)}</span>
    <span class="words">
      <span class="title">${context.t(wanted.title)}</span>
      <span class="hint">${wanted.hint}</span>
      ${context.alt ? html`<span class="visually-hidden">${context.alt}</span>` : nothing}
    </span>
    ${wanted.action ? actionButton(wanted.action, context) : nothing}
    ${context.state === 'processing' ? html`<span class="progress" aria-hidden="true"></span>` : nothing}
  `;
  return html`<div
    part="panel"
    class="panel ${context.state} ${wanted.action ? 'acts' : ''}"
    lang=${context.foreign ?? nothing}
  >
    ${wanted.slot ? html`<slot name=${wanted.slot}>${content}</slot>` : content}
  </div>`;
}

function actionButton(action: 'retry' | 'reveal', { alt, t, retry, reveal }: PanelContext): TemplateResult {
  const label = alt ? t(action === 'retry' ? 'retryNamed' : 'revealNamed', { alt }) : null;
  return action === 'retry'
    ? html`<button part="retry" class="button" type="button" aria-label=${label ?? nothing} @click=${retry}>
        ${icon('retry')}<span class="label">${t('retry')}</span>
      </button>`
    : html`<button part="reveal" class="button" type="button" aria-label=${label ?? nothing} @click=${reveal}>
        ${icon('eye')}<span class="label">${t('reveal')}</span>
      </button>`;
}
