import type { UploadCounts } from '../../../upload/state/types.ts';
import { formData, judgeForm, sameIds } from './form-value.ts';
import type { putOff } from './put-off.ts';
import type { Texts } from '../view-model.ts';

export interface FormState {
  name: string;
  required: boolean;
  minFiles: number | undefined;
  /** The stored images. */
  images: { readonly ids: readonly string[]; readonly size: number; readonly version: number };
  counts: UploadCounts;
  checking: number;
  again?: () => number;
  /** How updates of a long value are put off; there as soon as there may be many images. */
  putOff?: typeof putOff | undefined;
}

/** Up to this many images the form value is updated at every change; above, later (`put-off.ts`). */
const TOLD_AT_ONCE = 100;

/**
 * Keeps the form value and its validity up to date. A form value is copied as a whole, which thousands of
 * images cannot have done for each of them: the form is given the rest when it asks, by its `formdata` event.
 */
export class FormBridge {
  readonly #internals: ElementInternals;
  #images: FormState['images'] = { ids: [], size: 0, version: 0 };
  #size = 0;
  #version = 0;
  #name = '';
  /** The ids in the form value as it was set last. */
  #told: readonly string[] = [];
  /** Set while the form value lacks the latest images. */
  #behind: AbortController | null = null;
  #validity = '';

  constructor(internals: ElementInternals) {
    this.#internals = internals;
  }

  /** Tells the form. Returns whether the value is another one than before. */
  update(state: FormState, texts: Texts): boolean {
    const { images, name, putOff } = state;
    this.#images = images;
    const isChanged = images.version !== this.#version && this.#isOther(images);
    const isRenamed = name !== this.#name;
    this.#version = images.version;
    this.#size = images.size;
    this.#name = name;
    const isShort = images.size <= TOLD_AT_ONCE || this.#told.length === 0;
    if (isRenamed || (isChanged && (isShort || !putOff))) this.flush(true);
    else if (isChanged && name !== '')
      this.#behind ??= putOff!(this.#internals.form, {
        value: () => ({ name: this.#name, before: this.#told, now: this.#images.ids }),
        flush: () => this.flush(),
      });
    this.#judge(state, texts);
    return isChanged;
  }

  /** Tells the form all, unless it knows already. */
  flush(anew = this.#behind !== null): void {
    this.#behind?.abort();
    this.#behind = null;
    if (!anew) return;
    this.#told = this.#images.ids;
    this.#internals.setFormValue(formData(this.#name, this.#told), this.#told.join(' '));
  }

  /** As many as before are rarely others. */
  #isOther(images: FormState['images']): boolean {
    return images.size !== this.#size || this.#behind !== null || !sameIds(images.ids, this.#told);
  }

  #judge(state: FormState, texts: Texts): void {
    const verdict = judgeForm({ ...state, stored: state.images.size });
    const text = verdict ? texts.t(verdict.key, { count: verdict.count }) : '';
    const validity = verdict ? `${Object.keys(verdict.flags).join()} ${text}` : '';
    if (validity === this.#validity) return;
    this.#validity = validity;
    this.#internals.setValidity(verdict?.flags ?? {}, text);
  }
}
