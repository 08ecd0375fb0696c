import type { UploadCounts } from '../../upload/types.ts';
import { formData, judgeForm, sameIds } from './form-value.ts';
import type { Texts } from './view.ts';

export interface FormState {
  name: string;
  required: boolean;
  minFiles: number | undefined;
  ids: readonly string[];
  counts: UploadCounts;
  checking: number;
  waits: boolean;
  recovered: number;
}

/** Keeps the form told of the images and of whether they will do. */
export class FormBridge {
  readonly #internals: ElementInternals;
  #ids: readonly string[] = [];
  #name = '';

  constructor(internals: ElementInternals) {
    this.#internals = internals;
  }

  /**
   * Tells the form. Returns whether the value is another one than before.
   * @param anchor Where the browser points its message at.
   */
  update(state: FormState, texts: Texts, anchor: HTMLElement | undefined): boolean {
    const { ids, name } = state;
    const changed = !sameIds(ids, this.#ids);
    if (changed || name !== this.#name) {
      this.#ids = ids;
      this.#name = name;
      this.#internals.setFormValue(formData(name, ids), ids.join(' '));
    }
    const verdict = judgeForm({ ...state, stored: ids.length, manual: state.waits });
    if (verdict)
      this.#internals.setValidity(verdict.flags, texts.t(verdict.key, { count: verdict.count }), anchor);
    else this.#internals.setValidity({});
    return changed;
  }
}
