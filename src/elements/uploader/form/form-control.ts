import type { UploadCounts } from '../../../upload/state/types.ts';
import { FormBridge, type FormState } from './report-value.ts';
import { parseIds, sameIds } from './form-value.ts';
import type { UploaderProperties } from '../properties.ts';
import { count } from '../settings.ts';
import type { Texts } from '../view-model.ts';

/** The list of files, as a form control sees it: the engine's, or the one of the shell before that is there. */
export interface ValueSource {
  /** All files, stored or not. */
  readonly size: number;
  readonly images: FormState['images'];
  readonly counts: UploadCounts;
  /** How many of the failed files only have to be chosen again. */
  again(): number;
  clear(): void;
  /** Puts images on the list that are stored already. */
  adopt(ids: readonly string[]): void;
  /** How updates of a long value are put off. */
  readonly putOff?: FormState['putOff'];
}

export interface FormControlOptions {
  internals: ElementInternals;
  source: ValueSource;
  texts: Texts;
  /** Files that are being checked, or wait to be. */
  checking(): number;
}

/** The value of the uploader as a form control: the ids of the stored images, in order. */
export class FormControl {
  readonly #host: UploaderProperties;
  readonly #options: FormControlOptions;
  readonly #form: FormBridge;
  #quiet = false;
  /** A value set before there was a list to show it. */
  #awaited: string[] | null = null;
  #source: ValueSource;

  constructor(host: UploaderProperties, options: FormControlOptions) {
    this.#host = host;
    this.#options = options;
    this.#source = options.source;
    this.#form = new FormBridge(options.internals);
  }

  /** A copy: it is the page's. */
  get ids(): string[] {
    return [...(this.#awaited ?? this.#source.images.ids)];
  }

  /** The list is another one from now on, with the same images. */
  set source(source: ValueSource) {
    this.#source = source;
  }

  set(value: string | readonly string[] | null): void {
    const ids = parseIds(value);
    // Before the first rendering `multiple` may still be to come.
    if (!this.#host.hasUpdated) this.#awaited = ids;
    else this.#show(ids);
  }

  /** Before the first rendering: shows the value that was set till then, else the attribute's. */
  begin(): void {
    const ids = this.#awaited ?? parseIds(this.#host.getAttribute('value'));
    this.#awaited = null;
    // Files that the page has added by now stay.
    if (this.#host.multiple || this.#source.size === 0) this.#adopt(ids);
  }

  /** Puts these images on the list, in place of all there is. As with native controls, no event is dispatched. */
  #show(ids: readonly string[]): void {
    const source = this.#source;
    const wanted = this.#wanted(ids);
    const isSame = wanted.length === source.size && sameIds(wanted, source.images.ids);
    if (isSame && this.#options.checking() === 0) return;
    this.#quiet = true;
    source.clear();
    this.#adopt(wanted);
  }

  #adopt(ids: readonly string[]): void {
    const wanted = this.#wanted(ids);
    this.#quiet = true;
    if (wanted.length > 0) this.#source.adopt(wanted);
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

  /** Reports to the form, and to the page when the value is another one. */
  sync(): void {
    const { texts, checking } = this.#options;
    const source = this.#source;
    const { images, counts, putOff } = source;
    const { name, required, minFiles } = this.#host;
    const changed = this.#form.update(
      {
        ...{ name, required, images, counts, putOff },
        again: () => source.again(),
        minFiles: count(minFiles, 'min-files'),
        checking: checking(),
      },
      texts,
    );
    if (!changed || this.#quiet) return;
    this.#host.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.#host.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
