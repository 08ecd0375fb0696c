import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Uppy, Body, Meta } from '@uppy/core';
import type { Image } from '../../api/types.ts';
import type { UploadFile } from '../../upload/state/types.ts';
import { design } from '../shared/design.ts';
import type { Listening } from '../shared/listening.ts';
import { meaningOf } from './clicks.ts';
import { dialogStyles } from './panel/dialog.styles.ts';
import { fieldStyles } from './list/fields.styles.ts';
import { rowStyles } from './list/file-row.styles.ts';
import { focusPlace, restoreFocus, type FocusPlace } from './focus.ts';
import { UploaderProperties } from './properties.ts';
import { noticeStyles } from './panel/notices.styles.ts';
import { oneOf } from './settings.ts';
import { shell } from './panel/panel.ts';
import { statesOf } from './texts/file-text.ts';
import type { ImgproUploaderEventMap } from './uploader.events.ts';
import { summaryStyles } from './panel/summary.styles.ts';
import { tileStyles } from './list/tiles.styles.ts';
import { panelStyles } from './uploader.styles.ts';
import { veil } from './input/drop-overlay.ts';
import { Workings } from './controller.ts';

/**
 * @summary Lets people upload images to img.pro: choose, drop, paste or link; a form control with the image ids as value.
 * @tag imgpro-uploader
 *
 * @slot label - What the drop zone says.
 * @slot hint - What may be uploaded; default: types and size by the rules.
 * @slot icon - The picture of the drop zone.
 * @slot actions - More buttons beside the one that chooses files.
 *
 * @event {CustomEvent<FilesAddedDetail>} imgpro-files-added - Files have come onto the list; those of before a reload, too.
 * @event {CustomEvent<FileRejectedDetail>} imgpro-file-rejected - A file was not taken; once for each.
 * @event {CustomEvent<FileDetail>} imgpro-upload-start - A file begins to be sent.
 * @event {CustomEvent<UploadProgressDetail>} imgpro-upload-progress - At most once a frame and file.
 * @event {CustomEvent<FileImageDetail>} imgpro-upload-success - The image is stored, perhaps processing.
 * @event {CustomEvent<FileImageDetail>} imgpro-image-ready - The image is ready to be shown; once for each.
 * @event {CustomEvent<UploadErrorDetail>} imgpro-upload-error - A file failed; also after it was stored.
 * @event {CustomEvent<ImageUpdateDetail>} imgpro-update - What a person wrote about a stored image is saved.
 * @event {CustomEvent<FileRemovedDetail>} imgpro-file-removed - A file has left the list.
 * @event {CustomEvent<CompleteDetail>} imgpro-complete - Nothing is queued, uploading or processing any more.
 * @event {Event} input - The value has changed.
 * @event {Event} change - The value has changed.
 *
 * @csspart base - Everything.
 * @csspart dropzone - The area to drop on; the bar above the list when there are files.
 * @csspart browse - The button that chooses files.
 * @csspart list - The list of files.
 * @csspart file - One file.
 * @csspart thumbnail - Its picture.
 * @csspart name - Its name.
 * @csspart status - Its state in words.
 * @csspart progress - Its progress bar.
 * @csspart error - What went wrong: of a file, or with files that were not added.
 * @csspart actions - Buttons: of a file, or of all.
 * @csspart summary - The state of all files.
 * @csspart camera - The dialog that takes a photo.
 * @csspart fields - What a person may write about a file.
 *
 * @cssproperty [--imgpro-list-size=26rem] - How high the list may grow before it scrolls.
 * @cssproperty [--imgpro-panel-size=15rem] - How high the empty panel is at least.
 * @cssproperty [--imgpro-tile-size=9.5rem] - How wide a tile of the grid is at least.
 *
 * @cssstate empty - No file is on the list.
 * @cssstate dragging - Files are being dragged over it.
 * @cssstate uploading - Something is being sent or waits for it.
 * @cssstate processing - Everything is sent, something is processed.
 * @cssstate paused - A person has paused it.
 * @cssstate offline - It waits for the connection.
 * @cssstate recovered - Files of before a reload wait for the person.
 * @cssstate failed - At least one file has failed.
 * @cssstate complete - All files are uploaded and ready.
 * @cssstate disabled - By its own attribute or a fieldset.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- types of addEventListener, no more
export class ImgproUploader extends UploaderProperties {
  static readonly formAssociated = true;
  static override styles = [
    ...[design, panelStyles, summaryStyles, noticeStyles, dialogStyles],
    ...[rowStyles, fieldStyles, tileStyles],
  ];

  @state() private fieldsetDisabled = false;

  readonly #works: Workings = new Workings(this, {
    internals: this.internals,
    connection: () => this.connection,
    isDisabled: () => this.disabled || this.fieldsetDisabled,
    emit: (type, detail) => this.emit(type, detail),
    onDrag: (over) => this.setState('dragging', over),
    browse: () => this.browse(),
    clear: () => this.clear(),
  });
  readonly #session = this.#works.session;
  readonly #value = this.#works.value;
  readonly #recovering = this.#works.recovering;
  readonly #entrance = this.#works.entrance;
  #place: FocusPlace | null = null;

  constructor() {
    super();
    this.internals.role = 'group';
    // A value that a page set before this class was there would hide the accessor.
    if (Object.hasOwn(this, 'value')) {
      this.#value.set(this.value);
      delete (this as { value?: unknown }).value;
    }
  }

  // Value and form

  /** The ids of the stored images in order: an array with `multiple`, else a string. */
  get value(): string | string[] {
    const { ids } = this.#value;
    return this.multiple ? ids : (ids[0] ?? '');
  }
  set value(value: string | readonly string[] | null) {
    this.#value.set(value);
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
  /** As `checkValidity`, and shows the person what is missing. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }
  formResetCallback(): void {
    this.#works.refuse([]);
    this.#session.abandonIntake(); // the list may be as it was, with files still on their way to it
    this.value = this.getAttribute('value');
  }
  formAssociatedCallback(): void {
    this.#value.flush();
  }
  formStateRestoreCallback(value: string | File | FormData | null): void {
    if (typeof value === 'string' && !this.#recovering.broughtBack) this.value = value;
  }
  formDisabledCallback(disabled: boolean): void {
    this.fieldsetDisabled = disabled;
  }

  // The state a page can ask for

  /** All files, in order. Each step of a file is a new object. */
  get files(): readonly UploadFile[] {
    return this.#session.queue.files;
  }
  /** The images stored so far, in order. */
  get images(): Image[] {
    return this.files.map(({ image }) => image).filter((image) => image !== null);
  }
  /** Upload progress of all files, from 0 to 1. */
  get progress(): number {
    return this.#session.queue.progress;
  }
  /**
   * The Uppy below: it holds the files in flight, and takes any plugin. It ends, with its plugins and listeners, when the
   * uploader leaves the page; one that is put back has another.
   */
  get uppy(): Uppy<Meta, Body> {
    return this.#works.bridge.uppy;
  }

  /** Opens the file chooser; with `variant="dialog"`, the dialog. Needs a person's click or key. */
  browse(): void {
    if (this.#works.locked) return;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
    else this.#entrance.choose();
  }
  /** Adds files as if a person had chosen them. Resolves when all are judged. */
  async addFiles(files: Iterable<File | Blob>): Promise<readonly UploadFile[]> {
    return this.#entrance.add([...files], 'api');
  }
  /** Adds the image at a public address; the service fetches it. */
  addUrl(url: string): UploadFile | null {
    return this.#entrance.addLink(url);
  }
  /** Sends what waits, files of before too. */
  upload(): void {
    this.#session.upload();
    void this.#recovering.goOn(true);
  }
  /** Stops sending; what is under way is sent again, under its key, on `resume()`. */
  pause(): void {
    this.#session.pause();
  }
  /** Goes on after `pause()`, and with the files of before. */
  resume(): void {
    this.#session.resume();
    void this.#recovering.goOn(true);
  }
  /**
   * Stops a file, or all that are not stored yet, at once, and takes them off the list; files of before that wait for the
   * person stay. A file that the browser has sent in full may be stored already: it goes on unseen, and is deleted as
   * soon as its id is known, where the token may delete; with `recover` also on the next page, if this one is left
   * before. Where it may not, or without `recover`, such an image can remain in the account.
   */
  cancel(id?: string): void {
    this.#session.cancel(id);
  }
  /** Tries a failed file, or all of them, again: under the same Idempotency-Key, so nothing is stored twice. */
  retry(id?: string): void {
    this.#session.retry(id);
  }
  /** Takes a file off the list and out of the value. Without an id it is the DOM's own `remove()`. */
  override remove(id?: string): void {
    if (id === undefined) super.remove();
    else this.#session.remove(id);
  }
  /** Empties the list. */
  clear(): void {
    this.#works.refuse([]);
    this.#session.clear();
  }
  /** Focuses the button that chooses files, or what else there is to do. */
  override focus(options?: FocusOptions): void {
    this.#works.wayIn?.focus(options);
  }

  // Life

  protected override connected(): void {
    const { signal } = this;
    if (this.hasUpdated) this.#recovering.start(signal);
    this.#works.start(signal);
    this.addEventListener('click', this.#clicked, { signal });
  }

  protected override disconnected(): void {
    this.#works.stop();
  }

  protected override connectionChanged(): void {
    void this.#session.connectionChanged().then(() => this.requestUpdate());
  }

  readonly #clicked = (event: Event): void => {
    const meaning = meaningOf(event, this);
    if (meaning === 'browse') this.browse();
    if (meaning === 'close') this.renderRoot.querySelector('dialog')?.close();
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#place = this.shadowRoot && focusPlace(this.shadowRoot);
    if (!this.hasUpdated) this.#value.begin();
    if (changed.has('recover') && this.isConnected) {
      if (this.recover) this.#recovering.start(this.signal);
      else this.#recovering.stop();
    }
    if (changed.has('manual') || changed.has('fields')) this.#session.waitsChanged();
    if (changed.has('dropTarget') && this.hasUpdated) this.#entrance.listen(this.signal);
  }

  protected override firstUpdated(): void {
    // Of what happens in its own fields only a change of the value is the page's business.
    for (const type of ['input', 'change'])
      this.renderRoot.addEventListener(type, (event) => {
        if ((event.target as Node).getRootNode() === this.renderRoot) event.stopPropagation();
      });
  }

  protected override updated(): void {
    if (this.shadowRoot) restoreFocus(this.shadowRoot, this.#place);
    this.#works.rendered();
  }

  protected override render(): TemplateResult {
    const { view, notices, list, texts } = this.#works;
    for (const [name, on] of Object.entries(statesOf(view))) this.setState(name, on);
    this.setState('disabled', this.disabled || this.fieldsetDisabled);
    return html`${shell(oneOf(this.variant, 'variant', ['panel', 'button', 'dialog']), view, {
      ...notices,
      list: view.counts.total > 0 ? list.render(view) : nothing,
      view: this.view,
    })}
    ${this.#entrance.render()} ${this.dropTarget ? veil(texts) : nothing}`;
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- as above
export interface ImgproUploader {
  addEventListener: Listening<ImgproUploader, ImgproUploaderEventMap>['addEventListener'];
  removeEventListener: Listening<ImgproUploader, ImgproUploaderEventMap>['removeEventListener'];
}

declare global {
  interface HTMLElementTagNameMap {
    'imgpro-uploader': ImgproUploader;
  }
}
