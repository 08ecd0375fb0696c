import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Uppy, Body, Meta } from '@uppy/core';
import type { Image } from '../../api/types.ts';
import { uploader as english } from '../../locales/en/uploader.ts';
import type { Rejection } from '../../upload/intake.ts';
import { acceptOf } from '../../upload/rules.ts';
import { UploadSession } from '../../upload/session.ts';
import type { FileSource, UploadFile } from '../../upload/types.ts';
import { design } from '../shared/design.ts';
import type { Listening } from '../shared/listening.ts';
import { Localisation } from '../shared/localisation.ts';
import { Announcer } from './announcer.ts';
import { gatherChanges } from './changes.ts';
import { meaningOf } from './clicks.ts';
import { FileList } from './file-list.ts';
import { rowStyles } from './file-row.styles.ts';
import { focusPlace, restoreFocus, wayIn, type FocusPlace } from './focus.ts';
import { FormBridge } from './form-bridge.ts';
import { parseIds, sameIds } from './form-value.ts';
import { hintText } from './hint.ts';
import { pickers } from './pickers.ts';
import { UploaderProperties } from './properties.ts';
import { count, oneOf, parseSources, settingsOf, words, type Source } from './settings.ts';
import { listenToSources } from './sources/listen.ts';
import { relay, type Audience } from './relay.ts';
import { shell } from './shell.ts';
import { cover, veil } from './veil.ts';
import { isRepeatable, statesOf } from './status.ts';
import type { ImgproUploaderEventMap } from './uploader.events.ts';
import { styles } from './uploader.styles.ts';
import type { Intents, View } from './view.ts';

/**
 * @summary Lets people upload images to img.pro: choose, drop, paste or link; a form control with the image ids as value.
 * @tag imgpro-uploader
 *
 * @slot label - What the drop zone says.
 * @slot hint - What may be uploaded; default: types and size by the rules.
 * @slot icon - The picture of the drop zone.
 * @slot actions - More buttons beside the one that chooses files.
 *
 * @event {CustomEvent<FilesAddedDetail>} imgpro-files-added - Files have come onto the list.
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
 * @cssstate failed - At least one file has failed.
 * @cssstate complete - All files are uploaded and ready.
 * @cssstate disabled - By its own attribute or a fieldset.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- types of addEventListener, no more
export class ImgproUploader extends UploaderProperties {
  static readonly formAssociated = true;
  static override styles = [design, styles, rowStyles];

  /** Pictures that were not added, until dismissed. */
  @state() private rejections: readonly Rejection[] = [];
  @state() private linkOpen = false;
  @state() private spoken = '';
  @state() private fieldsetDisabled = false;

  readonly #text = new Localisation(this, 'uploader', english);
  readonly #session = new UploadSession({
    connection: () => this.connection,
    settings: () => ({ ...settingsOf(this), manual: this.#waits }),
    onEvent: (event) => relay(event, this.#audience),
  });
  readonly #list = new FileList(this, () => ({
    files: this.#session.queue.files,
    progress: this.#session.queue.progress,
    get: (id) => this.#session.queue.get(id),
    fileOf: (id) => this.#session.fileOf(id),
  }));
  readonly #form = new FormBridge(this.internals);
  readonly #announcer = new Announcer((text) => (this.spoken = text));
  #listening: AbortController | null = null;
  #quiet = false;
  /** A value set before there was a list to show it. */
  #awaited: string[] | null = null;
  #place: FocusPlace | null = null;
  #replacing: string | null = null;

  constructor() {
    super();
    this.internals.role = 'group';
    // A value that a page set before this class was there would hide the accessor.
    if (Object.hasOwn(this, 'value')) {
      this.#awaited = parseIds(this.value);
      delete (this as { value?: unknown }).value;
    }
    const { queue } = this.#session;
    gatherChanges(queue, {
      onStructure: () => this.requestUpdate(),
      onProgress: (ids) => {
        for (const id of ids) {
          const file = queue.get(id);
          this.#list.paint(id);
          if (file?.status === 'uploading')
            this.emit('imgpro-upload-progress', { file, progress: queue.progress });
        }
        this.#list.paintTotal();
      },
    });
  }

  // Value and form

  /** The ids of the stored images in order: an array with `multiple`, else a string. */
  get value(): string | string[] {
    const ids = this.#awaited ?? this.#session.imageIds;
    return this.multiple ? ids : (ids[0] ?? '');
  }
  set value(value: string | readonly string[] | null) {
    const ids = parseIds(value);
    // Before the first rendering `multiple` may still be to come.
    if (!this.hasUpdated) this.#awaited = ids;
    else this.#show(ids);
  }

  /** Puts these images on the list, in place of all there is. As with native controls, no event tells of it. */
  #show(ids: readonly string[]): void {
    const wanted = this.multiple ? ids : ids.slice(0, 1);
    if (wanted.length === this.files.length && sameIds(wanted, this.#session.imageIds)) return;
    this.#quiet = true;
    this.#session.clear();
    this.#session.adopt(wanted);
    this.#syncForm();
    this.#quiet = false;
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
  formStateRestoreCallback(value: string | File | FormData | null): void {
    if (typeof value === 'string') this.value = value;
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
    else this.#openChooser(null);
  }
  /** Adds files as if a person had chosen them. Resolves when all are judged. */
  async addFiles(files: Iterable<File | Blob>): Promise<readonly UploadFile[]> {
    return this.#add([...files], 'api');
  }
  /** Adds the image at a public address; the service fetches it. */
  addUrl(url: string): UploadFile | null {
    return this.#addLink(url);
  }
  /** Sends what waits. */
  upload(): void {
    this.#session.upload();
  }
  /** Stops sending; what is under way is sent again, under its key, on `resume()`. */
  pause(): void {
    this.#session.pause();
  }
  /** Goes on after `pause()`. */
  resume(): void {
    this.#session.resume();
  }
  /** Stops a file, or all that are not stored yet, and takes them off the list. */
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
    this.#session.attach();
    if (navigator.onLine) this.#session.setOnline(true);
    window.addEventListener('online', () => this.#session.setOnline(true), { signal });
    window.addEventListener('offline', () => this.#session.setOnline(false), { signal });
    for (const intent of ['pointerenter', 'focusin', 'dragenter'])
      this.addEventListener(intent, () => void this.#loadPolicy(), { signal, once: true });
    this.addEventListener('click', this.#clicked, { signal });
    this.#listen();
  }

  protected override disconnected(): void {
    this.#session.detach();
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

  #listen(): void {
    this.#listening?.abort();
    this.#listening = new AbortController();
    listenToSources(this, {
      signal: AbortSignal.any([this.signal, this.#listening.signal]),
      open: (source: Source) => !this.#locked && this.#sources.has(source),
      onDrag: (over, beyond) => this.#dragged(over, beyond),
      onFiles: (files, source) => void this.#add(files, source),
      onAddress: (address) => void this.#addLink(address),
    });
  }

  #dragged(over: boolean, target: HTMLElement | null): void {
    this.setState('dragging', over);
    this.renderRoot.querySelector('.base')?.toggleAttribute('data-over', over && !target);
    const veil = this.renderRoot.querySelector<HTMLElement>('.veil');
    if (veil) cover(veil, target);
  }

  async #loadPolicy(): Promise<void> {
    await this.#session.loadPolicy();
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#place = this.shadowRoot && focusPlace(this.shadowRoot);
    if (!this.hasUpdated) {
      const ids = this.#awaited ?? parseIds(this.getAttribute('value'));
      this.#awaited = null;
      this.#show(ids);
    }
    if (changed.has('dropTarget') && this.hasUpdated) this.#listen();
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
    this.#syncForm();
  }

  // Coming in

  /** @param replacing The file that what is chosen now takes the place of. */
  #openChooser(replacing: string | null): void {
    this.#replacing = replacing;
    this.renderRoot.querySelector<HTMLInputElement>('input.files')?.click();
  }

  async #add(files: readonly (File | Blob)[], source: FileSource): Promise<readonly UploadFile[]> {
    if (this.disabled || this.fieldsetDisabled || files.length === 0) return [];
    this.rejections = [];
    const named = files.map((data) => ({ data, source, name: (data as File).name || 'image' }));
    const { added } = await this.#session.add(named);
    return added;
  }

  #addLink(address: string): UploadFile | null {
    if (this.#locked || !/^https?:\/\//i.test(address.trim()) || !URL.canParse(address.trim())) return null;
    this.rejections = [];
    return this.#session.addUrl(address.trim());
  }

  // What the engine tells

  readonly #audience: Audience = {
    texts: () => this.#texts,
    announce: (kind, say, count) => this.#announcer.announce(kind, say, count),
    emit: (type, detail) => void this.emit(type, detail),
    valueChanged: () => this.#syncForm(),
    refused: (rejections) => (this.rejections = rejections),
    left: (id) => this.#list.forget(id),
    held: () => this.requestUpdate(),
  };

  #syncForm(): void {
    const changed = this.#form.update(
      {
        name: this.name,
        required: this.required,
        minFiles: count(this.minFiles, 'min-files'),
        ids: this.#session.imageIds,
        counts: this.#session.queue.counts,
        waits: this.#waits,
      },
      this.#texts,
      this.#wayIn ?? undefined,
    );
    if (!changed || this.#quiet) return;
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  // What it shows

  get #sources(): ReadonlySet<Source> {
    return parseSources(this.sources);
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
  readonly #texts = {
    t: this.#text.t.bind(this.#text),
    bytes: this.#text.bytes.bind(this.#text),
  } as View['texts'];

  protected override render(): TemplateResult {
    const { queue, hold, rules, policy } = this.#session;
    const { counts } = queue;
    const sources = new Set(this.#sources);
    if (policy?.import === false) sources.delete('url');
    const view: View = {
      texts: Object.assign(this.#texts, { lang: this.#text.lang }),
      intents: this.#intents,
      counts,
      hold,
      multiple: this.multiple,
      locked: this.#locked,
      readonly: this.readonly,
      waits: this.#waits,
      repeatable: queue.in('failed').filter(isRepeatable).length,
      clearable: this.name === '',
      full: rules.maxFiles !== undefined && counts.total >= rules.maxFiles,
      linkOpen: this.linkOpen,
      sources,
      fields: words(this.fields),
      canWrite: ({ id }) => this.#session.canWrite(id),
      hint: hintText(rules, this.multiple, this.#texts),
    };
    for (const [name, on] of Object.entries(statesOf(view))) this.setState(name, on);
    this.setState('disabled', this.disabled || this.fieldsetDisabled);
    return html`${shell(oneOf(this.variant, 'variant', ['panel', 'button', 'dialog']), view, {
      list: counts.total > 0 ? this.#list.render(view) : nothing,
      rejections: this.rejections,
      view: this.view,
      spoken: this.spoken,
    })}
    ${pickers({
      accept: acceptOf(rules),
      multiple: this.multiple,
      folders: sources.has('folder'),
      onCancel: () => (this.#replacing = null),
      onChosen: (files, source) => {
        if (this.#replacing !== null) this.#session.remove(this.#replacing);
        this.#replacing = null;
        void this.#add(files, source);
      },
    })}
    ${this.dropTarget ? veil(this.#texts) : nothing}`;
  }

  readonly #intents: Intents = {
    browse: () => this.browse(),
    browseFolder: () => this.renderRoot.querySelector<HTMLInputElement>('input.folders')?.click(),
    openLink: () => void this.#toggleLink(true),
    closeLink: () => void this.#toggleLink(false),
    addLink: (address) => {
      const file = this.#addLink(address);
      if (file && !this.multiple) void this.#toggleLink(false);
      return file !== null;
    },
    upload: () => this.upload(),
    pause: () => this.pause(),
    resume: () => this.resume(),
    clear: () => this.clear(),
    cancelAll: () => this.cancel(),
    retryAll: () => {
      for (const { id } of this.#session.queue.in('failed').filter(isRepeatable)) this.retry(id);
    },
    showFailed: () => {
      const failed = this.files.find(({ status }) => status === 'failed');
      if (failed) void this.#list.reveal(failed.id);
    },
    remove: ({ id, status }) => {
      if (status === 'ready' || status === 'failed' || status === 'processing') this.remove(id);
      else this.cancel(id);
    },
    retry: ({ id }) => this.retry(id),
    another: ({ id }) => this.#openChooser(id),
    draft: ({ id }, field, text) => this.#session.draft(id, { [field]: text }),
    save: ({ id }) => void this.#session.save(id),
    dismiss: () => this.#dismiss(),
    addAnyway: () => {
      const again = this.rejections.filter(({ code }) => code === 'duplicate').map(({ file }) => file);
      this.#dismiss();
      void this.#session.add(again, { allowDuplicates: true });
    },
  };

  #dismiss(): void {
    this.rejections = [];
    this.focus();
  }

  async #toggleLink(open: boolean): Promise<void> {
    this.linkOpen = open;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(open ? '.link input' : '[data-action="link"]')?.focus();
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- as above
export interface ImgproUploader {
  addEventListener: Listening<ImgproUploader, ImgproUploaderEventMap>['addEventListener'];
  removeEventListener: Listening<ImgproUploader, ImgproUploaderEventMap>['removeEventListener'];
}
