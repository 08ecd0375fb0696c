import { UploaderProperties } from '../properties.ts';

/** The members that every form control has; the value is the element's own. */
export abstract class FormAssociated extends UploaderProperties {
  static readonly formAssociated = true;
  /** By a fieldset around it. */
  #isFieldsetDisabled = false;

  /** By its own attribute or a fieldset. */
  protected get isDisabled(): boolean {
    return this.disabled || this.#isFieldsetDisabled;
  }
  /** A person cannot change anything. */
  protected get isLocked(): boolean {
    return this.isDisabled || this.readonly;
  }
  formDisabledCallback(disabled: boolean): void {
    this.#isFieldsetDisabled = disabled;
    this.requestUpdate();
  }

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }
  /** The faults of the value: `valueMissing`, `rangeUnderflow`, or `customError` while uploads run or failed. */
  get validity(): ValidityState {
    return this.internals.validity;
  }
  /** The same in words. */
  get validationMessage(): string {
    return this.internals.validationMessage;
  }
  /** Whether it takes part in the form's check. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }
  /** Whether the value is valid; dispatches `invalid` when it is not. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }
  /** As `checkValidity`, and shows the person the fault. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }
}
