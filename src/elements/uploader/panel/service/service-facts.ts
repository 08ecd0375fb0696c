import { html, nothing } from 'lit/html.js';
import { service as english } from '../../../../locales/en/service.ts';
import type { UploadFile } from '../../../../upload/state/types.ts';
import { warnOnce } from '../../../shared/base/warn.ts';
import { icon } from '../../../shared/controls/icons.ts';
import type { PartContext } from '../../part-context.ts';
import { dismissButton } from '../notice.ts';
import type { Content, ServiceView, Texts, View } from '../../view-model.ts';
import {
  clockText,
  leftText,
  offerOf,
  timeLeft,
  untilText,
  waitText,
  type Offer,
  type Seen,
} from './facts.ts';
import { serviceStyles } from './service.styles.ts';

export const styles = [serviceStyles];
export { english };

/** The offer is not shown again while this tab is on the site. */
const DISMISSED = 'imgpro-signup-dismissed';

interface Host {
  readonly signupNudge: boolean;
  readonly isConnected: boolean;
  requestUpdate(): void;
  focus(): void;
}

const all = new WeakMap<object, ServiceFacts>();

/** The one `ServiceFacts` of an uploader, made at the first call. */
export function serviceFactsOf(context: PartContext): ServiceFacts {
  const { host } = context;
  let facts = all.get(host);
  if (!facts) all.set(host, (facts = new ServiceFacts(context)));
  return facts;
}

/**
 * The facts of the service in quiet words: how long anonymous images live, its offer, a limit that counts down. The account
 * behind a site is the site's business: visitors read that no more can be taken, its developer reads why.
 */
export class ServiceFacts implements ServiceView {
  readonly #host: Host;
  readonly #context: PartContext;
  /** When each image was first seen (local clock, ms), by its id. */
  readonly #seen = new Map<string, number>();
  #clock: ReturnType<typeof setTimeout> | undefined;
  /** The end of the wait that was announced (local clock, ms); 0 = none. */
  #announced = 0;
  #isExpirySaid = false;

  constructor(context: PartContext) {
    const { host } = context;
    this.#host = host;
    this.#context = context;
  }

  /** The state of a stored image in words. */
  statusOf({ image }: UploadFile, { t, lang }: Texts): string {
    return this.#context.session.isAnonymous && image?.expires_at
      ? t('statusReadyUntil', { date: untilText(image, lang) })
      : t('statusReady');
  }

  /** The lines between the bar and the list. */
  notices(view: View): Content {
    this.#warn();
    const wait = this.#wait(view);
    const life = this.#context.session.isAnonymous ? this.#life(view) : nothing;
    return wait === nothing && life === nothing ? nothing : html`${wait}${life}`;
  }

  /** The limit that uploads wait for, if one does. */
  #wait({ texts, hold }: View): Content {
    clearTimeout(this.#clock);
    const waits = this.#context.session.queue
      .in('uploading')
      .flatMap(({ waiting }) => (waiting?.code === 'rate_limited' ? waiting.until : []));
    const until = Math.min(...waits);
    const left = until - Date.now();
    if (hold !== null || !(left > 0 && left < Infinity)) {
      if (waits.length === 0) this.#announced = 0;
      return nothing;
    }
    this.#clock = setTimeout(() => this.#host.isConnected && this.#host.requestUpdate(), left % 1000 || 1000);
    // The wait is announced once: its end may move by the seconds that each file adds of its own.
    if (this.#announced === 0)
      this.#context.announcer.announce('limited', () =>
        texts.t('limitedUntil', { when: waitText(left, texts.lang) }),
      );
    this.#announced = until;
    const [before, after] = texts.t('limitedFor', { clock: '\u0000' }).split(/[\u2068]?\u0000[\u2069]?/);
    return html`<div class="fact limit">
      ${icon('pause')}
      <p class="words">${before}<bdi class="clock">${clockText(left, texts.lang)}</bdi>${after}</p>
    </div>`;
  }

  /** How long the images live, and the service's offer. */
  #life({ texts, readonly }: View): Content {
    const { t, lang } = texts;
    const lives = timeLeft(this.#images(), Date.now(), this.#context.headers !== null).filter(
      (left) => left !== null,
    );
    const offer =
      !readonly && this.#host.signupNudge && lives.length > 0 && !isDismissed() ? this.#offer : null;
    if (lives.length === 0) return nothing;
    const say = (count = lives.length) => t('expiry', { count, when: leftText(Math.min(...lives), lang) });
    if (!this.#isExpirySaid) this.#context.announcer.announce('expiry', () => say());
    this.#isExpirySaid = true;
    return html`<div class="fact life">
      ${icon('info')}
      <p class="words">${say()}${offer ? html` ${this.#link(offer, texts)}` : nothing}</p>
      ${offer ? dismissButton('dismiss-offer', t('offerDismiss'), () => this.#dismiss()) : nothing}
    </div>`;
  }

  #link({ href, label }: Offer, { t }: Texts): Content {
    return html`<a href=${href} target="_blank" rel="noopener noreferrer" data-action="offer" dir="auto"
      >${label ?? t('offerSignUp')}</a
    >`;
  }

  get #offer(): Offer | null {
    const headers = this.#context.headers;
    return headers && offerOf(headers.get('X-Img-Action'));
  }

  #dismiss(): void {
    try {
      sessionStorage.setItem(DISMISSED, '1');
    } catch {
      // A page without storage forgets it.
    }
    dismissed = true;
    this.#host.requestUpdate();
    this.#host.focus();
  }

  #images(): Seen[] {
    return this.#context.session.queue.in('ready').flatMap(({ image }) => {
      if (!image) return [];
      const seenAt = this.#seen.get(image.id) ?? Date.now();
      this.#seen.set(image.id, seenAt);
      return { image, seenAt };
    });
  }

  /** The reason of a refusal of all, which only the site's developer can do something about. */
  #warn(): void {
    for (const { error } of this.#context.session.queue.in('failed')) {
      if (error?.code === 'quota_exceeded' || error?.type === 'quota_error')
        warnOnce(
          'uploader:quota',
          'quota_exceeded: the img.pro account of this site has used up its uploads of this month or its storage. ' +
            'Delete images, or choose a larger plan. Visitors are not told why.',
        );
      if (error?.code === 'token_exhausted')
        warnOnce(
          'uploader:token-exhausted',
          'token_exhausted: the token allows no more images (max_files of the policy).',
        );
    }
  }
}

let dismissed = false;

function isDismissed(): boolean {
  try {
    return dismissed || sessionStorage.getItem(DISMISSED) !== null;
  } catch {
    return dismissed;
  }
}

/** Forgets that the offer was dismissed; for tests. */
export function forgetDismissal(): void {
  dismissed = false;
  sessionStorage.removeItem(DISMISSED);
}
