import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Uppy, Body, Meta } from '@uppy/core';
import type { Image } from '../../api/types.ts';
import { uploader as english } from '../../locales/en/uploader.ts';
import type { Rejection } from '../../upload/intake.ts';
import { leaveQuestion } from '../../upload/leaving.ts';
import { UploadSession } from '../../upload/session.ts';
import type { UploadFile } from '../../upload/types.ts';
import { design } from '../shared/design.ts';
import type { Listening } from '../shared/listening.ts';
import { Localisation } from '../shared/localisation.ts';
import { Announcer } from './announcer.ts';
import { Backlog } from './backlog.ts';
import { gatherChanges } from './changes.ts';
import { Checking } from './checking.ts';
import { meaningOf } from './clicks.ts';
import { Entrance } from './entrance.ts';
import { FileList } from './file-list.ts';
import { rowStyles } from './file-row.styles.ts';
import { focusPlace, restoreFocus, wayIn, type FocusPlace } from './focus.ts';
import { intentsOf } from './intents.ts';
import { UploaderProperties } from './properties.ts';
import { recoveredStyles } from './recovered.styles.ts';
import { Recovering } from './recovering.ts';
import { relay } from './relay.ts';
import { oneOf, settingsOf, words } from './settings.ts';
import { shell } from './shell.ts';
import { isUnsent, statesOf } from './status.ts';
import type { ImgproUploaderEventMap } from './uploader.events.ts';
import { styles } from './uploader.styles.ts';
import { UploaderValue } from './value.ts';
import { veil } from './veil.ts';
import type { Texts } from './view.ts';
import { viewOf } from './view-of.ts';

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
  static override styles = [design, styles, recoveredStyles, rowStyles];

  /** Pictures that were not added, until dismissed. */
  @state() private rejections: readonly Rejection[] = [];
  @state() private linkOpen = false;
  @state() private spoken = '';
  @state() private fieldsetDisabled = false;

  readonly #text = new Localisation(this, 'uploader', english);
  readonly #texts: Texts = {
    t: this.#text.t.bind(this.#text),
    bytes: this.#text.bytes.bind(this.#text),
    lang: '',
  };
  readonly #backlog = new Backlog();
  readonly #announcer = new Announcer((text) => (this.spoken = text));
  readonly #session: UploadSession = new UploadSession({
    connection: () => this.connection,
    settings: () => ({ ...settingsOf(this), manual: this.#waits }),
    beforeSend: ({ file }) => this.#recovering.secure(file.id),
    onEvent: (event) =>
      relay(event, {
        texts: () => this.#texts,
        announce: (kind, say, count) => this.#announcer.announce(kind, say, count),
        unsay: (kind) => this.#announcer.unsay(kind),
        emit: (type, detail) => this.#backlog.add(1, () => this.emit(type, detail)),
        emitEach: (type, items, detail) =>
          this.#backlog.add(items.length, (at) => this.emit(type, detail(items[at]!))),
        valueChanged: () => this.#sync(),
        refused: (rejections) => (this.rejections = rejections),
        left: (files) => this.#list.forget(files),
        restored: (files) => this.#announceRestored(files),
        held: () => this.requestUpdate(),
        checked: () => {
          if (this.#checking.update()) this.#sync();
        },
      }),
  });
  readonly #checking = new Checking(
    () => this.#session.checking,
    () => this.requestUpdate(),
  );
  readonly #changes = gatherChanges(this.#session.queue, {
    onStructure: () => this.requestUpdate(),
    onProgress: (ids) => this.#progressed(ids),
  });
  readonly #list = new FileList(this, this.#session, () => this.#changes.render(this.#session.checking > 0));
  readonly #value = new UploaderValue(this, {
    internals: this.internals,
    session: this.#session,
    texts: this.#texts,
    waits: () => this.#waits,
    anchor: () => (this.#anchor ??= this.#wayIn),
  });
  readonly #recovering: Recovering = new Recovering(this, {
    session: this.#session,
    onSupplied: (id) => this.#list.supplied(id),
  });
  readonly #entrance = new Entrance(this, {
    session: this.#session,
    texts: () => this.#texts,
    isLocked: () => this.#locked,
    isDisabled: () => this.disabled || this.fieldsetDisabled,
    onDrag: (over) => this.setState('dragging', over),
    onSelection: () => (this.rejections = []),
    reclaim: (files) => this.#recovering.reclaim(files),
  });
  readonly #intents = intentsOf({
    session: this.#session,
    entrance: this.#entrance,
    list: this.#list,
    recovering: this.#recovering,
    focusOn: (...actions) => void this.#focusOn(actions),
    isMultiple: () => this.multiple,
    browse: () => this.browse(),
    clear: () => this.clear(),
    toggleLink: (open) => this.#toggleLink(open),
    rejections: () => this.rejections,
    dismiss: () => {
      this.rejections = [];
      this.focus();
    },
  });
  readonly #askToStay = leaveQuestion();
  #place: FocusPlace | null = null;
  /** The way in, until another rendering: finding it has the browser lay out the page. */
  #anchor: HTMLElement | null = null;

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
  /** What is wrong with the value: `valueMissing`, `rangeUnderflow`, or `customError` while uploads run or failed. */
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
    this.rejections = [];
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

  // What a page can ask for

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
  /** The Uppy below: it holds the files in flight, and takes any plugin. */
  get uppy(): Uppy<Meta, Body> {
    return this.#session.uppy;
  }

  /** Opens the file chooser; with `variant="dialog"`, the dialog. Needs a person's click or key. */
  browse(): void {
    if (this.#locked) return;
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
   * Stops a file, or all that are not stored yet, and takes them off the list. What may have been sent in full without
   * an answer may be stored already: it goes on unseen, and is deleted as soon as its id is known, where the token may
   * delete; with `recover` also on the next page, if this one is left before. Where it may not, or without `recover`,
   * such an image can remain in the account.
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
    this.rejections = [];
    this.#session.clear();
  }
  /** Focuses the button that chooses files, or what else there is to do. */
  override focus(options?: FocusOptions): void {
    this.#wayIn?.focus(options);
  }

  // Life

  protected override connected(): void {
    const { signal } = this;
    if (this.hasUpdated) this.#recovering.start(signal);
    this.#session.attach();
    if (navigator.onLine) this.#session.setOnline(true);
    window.addEventListener('online', () => this.#session.setOnline(true), { signal });
    window.addEventListener('offline', () => this.#session.setOnline(false), { signal });
    for (const intent of ['pointerenter', 'focusin', 'dragenter'])
      this.addEventListener(intent, () => void this.#loadPolicy(), { signal, once: true });
    this.addEventListener('click', this.#clicked, { signal });
    this.#entrance.listen(signal);
  }

  protected override disconnected(): void {
    this.#askToStay(false);
    this.#session.detach();
    this.#recovering.stop();
    this.#announcer.stop();
    this.#list.clear();
  }

  protected override connectionChanged(): void {
    void this.#session.connectionChanged().then(() => this.requestUpdate());
  }

  readonly #clicked = (event: Event): void => {
    const meaning = meaningOf(event, this);
    if (meaning === 'browse') this.browse();
    if (meaning === 'close') this.renderRoot.querySelector('dialog')?.close();
  };

  async #loadPolicy(): Promise<void> {
    await this.#session.loadPolicy();
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#place = this.shadowRoot && focusPlace(this.shadowRoot);
    if (!this.hasUpdated) this.#value.begin();
    if (changed.has('recover') && this.isConnected) {
      if (this.recover) this.#recovering.start(this.signal);
      else this.#recovering.stop();
    }
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
    this.#anchor = null;
    this.#sync();
  }

  /** What the form is told, and whether leaving the page would cost anything. */
  #sync(): void {
    this.#value.sync();
    const { queue, checking } = this.#session;
    const unsaved = checking > 0 || (isUnsent(queue.counts) && !this.#recovering.keepsAll);
    this.#askToStay(unsaved && this.isConnected && !this.unguarded);
  }

  // What it shows

  #progressed(ids: Iterable<string>): void {
    const { queue } = this.#session;
    for (const id of ids) {
      const file = queue.get(id);
      this.#list.paint(id);
      if (file?.status === 'uploading')
        this.emit('imgpro-upload-progress', { file, progress: queue.progress });
    }
    this.#list.paintTotal();
  }

  get #locked(): boolean {
    return this.disabled || this.fieldsetDisabled || this.readonly;
  }
  /** Fields that cannot be changed once an image is stored have to be written before it is sent. */
  get #waits(): boolean {
    return this.manual || (words(this.fields).length > 0 && !this.#session.canUpdate);
  }
  /** Where a person can go on: also the place for the browser's message on the value. */
  get #wayIn(): HTMLElement | null {
    return this.shadowRoot && wayIn(this.shadowRoot);
  }

  /** Said once for all that came back, in the words of the notice. */
  #announceRestored(files: readonly UploadFile[]): void {
    const count = files.filter(({ status }) => status === 'paused' || status === 'queued').length;
    const key = this.recover === 'auto' ? 'announceRecovered' : 'recoverWaiting';
    if (count > 0) this.#announcer.announce('recovered', (all) => this.#texts.t(key, { count: all }), count);
  }

  async #focusOn(actions: readonly string[]): Promise<void> {
    await this.updateComplete;
    for (const action of actions) {
      const control = this.renderRoot.querySelector<HTMLElement>(`[data-action="${action}"]`);
      if (control) return control.focus();
    }
    this.focus();
  }

  async #toggleLink(open: boolean): Promise<void> {
    this.linkOpen = open;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(open ? '.link input' : '[data-action="link"]')?.focus();
  }

  protected override render(): TemplateResult {
    const view = viewOf(this, this.#session, {
      texts: Object.assign(this.#texts, { lang: this.#text.lang }),
      intents: this.#intents,
      locked: this.#locked,
      waits: this.#waits,
      linkOpen: this.linkOpen,
      checking: this.#checking.count,
      sources: this.#entrance.sources,
      recovery: this.#recovering.view,
    });
    for (const [name, on] of Object.entries(statesOf(view))) this.setState(name, on);
    this.setState('disabled', this.disabled || this.fieldsetDisabled);
    return html`${shell(oneOf(this.variant, 'variant', ['panel', 'button', 'dialog']), view, {
      list: view.counts.total > 0 ? this.#list.render(view) : nothing,
      rejections: this.rejections,
      view: this.view,
      spoken: this.spoken,
    })}
    ${this.#entrance.render()} ${this.dropTarget ? veil(this.#texts) : nothing}`;
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- as above
export interface ImgproUploader {
  addEventListener: Listening<ImgproUploader, ImgproUploaderEventMap>['addEventListener'];
  removeEventListener: Listening<ImgproUploader, ImgproUploaderEventMap>['removeEventListener'];
}
