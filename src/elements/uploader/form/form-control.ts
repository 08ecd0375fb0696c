import type { UploadSession } from '../../../upload/session/session.ts';
import { FormBridge } from './report-value.ts';
import { parseIds, sameIds } from './form-value.ts';
import type { UploaderProperties } from '../properties.ts';
import { count } from '../settings.ts';
import { isToBeChosenAgain } from '../texts/file-text.ts';
import type { Texts } from '../view-model.ts';

export interface ValueOptions {
  internals: ElementInternals;
  session: UploadSession;
  texts: Texts;
  /** Where the browser points its message at. */
  anchor(): HTMLElement | null;
}

/** The value of the uploader as a form control: the ids of the stored images, in order. */
export class UploaderValue {
  readonly #host: UploaderProperties;
  readonly #options: ValueOptions;
  readonly #form: FormBridge;
  #quiet = false;
  /** A value set before there was a list to show it. */
  #awaited: string[] | null = null;

  constructor(host: UploaderProperties, options: ValueOptions) {
    this.#host = host;
    this.#options = options;
    this.#form = new FormBridge(options.internals);
  }

  /** A copy: it is the page's. */
  get ids(): string[] {
    return [...(this.#awaited ?? this.#options.session.images.ids)];
  }

  set(value: string | readonly string[] | null): void {
    const ids = parseIds(value);
    // Before the first rendering `multiple` may still be to come.
    if (!this.#host.hasUpdated) this.#awaited = ids;
    else this.#show(ids);
  }

  /** Before the first rendering: shows what was set till then, else what the attribute says. */
  begin(): void {
    const ids = this.#awaited ?? parseIds(this.#host.getAttribute('value'));
    this.#awaited = null;
    // Files that the page has added by now stay.
    if (this.#host.multiple || this.#options.session.queue.size === 0) this.#adopt(ids);
  }

  /** Puts these images on the list, in place of all there is. As with native controls, no event tells of it. */
  #show(ids: readonly string[]): void {
    const { session } = this.#options;
    const wanted = this.#wanted(ids);
    if (wanted.length === session.queue.size && sameIds(wanted, session.images.ids)) return;
    this.#quiet = true;
    session.clear();
    this.#adopt(wanted);
  }

  #adopt(ids: readonly string[]): void {
    this.#quiet = true;
    this.#options.session.adopt(this.#wanted(ids));
    this.sync();
    this.#quiet = false;
  }

  #wanted(ids: readonly string[]): readonly string[] {
    return this.#host.multiple ? ids : ids.slice(0, 1);
  }

  /** The form it belongs to is another one, and has to know all. */
  flush(): void {
    this.#form.flush();
  }

  /** Tells the form, and the page when the value is another one. */
  sync(): void {
    const { session, texts, anchor } = this.#options;
    const { name, required, minFiles } = this.#host;
    const changed = this.#form.update(
      {
        ...{ name, required },
        minFiles: count(minFiles, 'min-files'),
        images: session.images,
        counts: session.queue.counts,
        checking: session.checking,
        again: () => session.queue.in('failed').filter(isToBeChosenAgain).length,
      },
      texts,
      () => anchor() ?? undefined,
    );
    if (!changed || this.#quiet) return;
    this.#host.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.#host.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
