import type { CSSResult, PropertyValues } from 'lit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Uppy, Body, Meta } from '@uppy/core';
import type { Image } from '../../api/types.ts';
import { uploader as english, type UploaderTable } from '../../locales/en/uploader.ts';
import { effectiveRules, type UploadRules } from '../../upload/check/rules.ts';
import { leaveQuestion } from '../../upload/leave-guard.ts';
import type { UploadFile } from '../../upload/state/types.ts';
import { connectionSettings, isAnonymous } from '../shared/ui/connection-settings.ts';
import { design } from '../shared/ui/design.ts';
import type { Listening } from '../shared/ui/listening.ts';
import { Localisation } from '../shared/ui/localisation.ts';
import { warnOnce } from '../shared/base/warn.ts';
import { Arrivals } from './arrivals.ts';
import { meaningOf } from './clicks.ts';
import { EarlyList } from './early-list.ts';
import type { UploadEngine } from './engine.ts';
import { wayIn } from './focus.ts';
import { FormControl } from './form/form-control.ts';
import { whenIdle } from './idle.ts';
import { FileInput } from './input/file-input.ts';
import { fetchEngine, presentEngine, type EngineModule } from './load-engine.ts';
import { Checking } from './panel/checking.ts';
import { dialogStyles } from './panel/dialog.styles.ts';
import { loadFailure } from './panel/load-failure.ts';
import { noticeStyles } from './panel/notices.styles.ts';
import { panel } from './panel/panel.ts';
import { UploaderProperties } from './properties.ts';
import { oneOf, parseSources, rulesOf, type Source } from './settings.ts';
import { hintText, kindsText } from './texts/rules-text.ts';
import type { ImgproUploaderEventMap } from './uploader.events.ts';
import { panelStyles } from './uploader.styles.ts';
import type { PanelView, Texts } from './view-model.ts';

/**
 * @summary Lets people upload images to img.pro: choose, drop, paste or link; a form control with the image ids as value.
 * @tag imgpro-uploader
 *
 * @slot label - What the drop zone says.
 * @slot hint - What may be uploaded; default: types and size by the rules.
 * @slot icon - The picture of the drop zone.
 * @slot actions - More buttons beside the one that chooses files.
 *
 * @event {CustomEvent<FilesAddedDetail>} imgpro-files-added - Files have come onto the list; those of an earlier page, too.
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
 * @cssstate uploading - Something is being sent, or waits for that.
 * @cssstate processing - Everything is sent, something is processed.
 * @cssstate paused - A person has paused it.
 * @cssstate offline - It waits for the connection.
 * @cssstate recovered - Files of an earlier page wait for the person.
 * @cssstate failed - At least one file has failed.
 * @cssstate complete - All files are uploaded and ready.
 * @cssstate disabled - By its own attribute or a fieldset.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- types of addEventListener, no more
export class ImgproUploader extends UploaderProperties {
  static readonly formAssociated = true;
  static override styles = [design, panelStyles, noticeStyles, dialogStyles];

  /** By a fieldset around it. */
  #isFieldsetDisabled = false;

  readonly #text = new Localisation<UploaderTable>(this, 'uploader', english);
  readonly #texts = this.#makeTexts();
  readonly #askToStay = leaveQuestion(() => this.#isUnsaved);
  /** The engine, once its code is there: all that happens to files. Until then calls to it arrive here. */
  #engine: UploadEngine | null = null;
  readonly #arrivals = new Arrivals<UploadEngine>();
  readonly #early = new EarlyList(this.#arrivals);
  #isFetching = false;
  /** How often in a row the code of the engine could not be fetched. */
  #failures = 0;
  /** A person has come near: what the token allows will be asked for. */
  #isNear = false;
  /** It was on the page, and is not now. */
  #isRemoved = false;
  /** An Uppy of the page's own, set before the engine was there. */
  #ownUppy: Uppy<Meta, Body> | null = null;
  /** The latest sentence for screen readers. */
  #spoken = '';
  /** The control that a person needs next, until another rendering: finding it has the browser lay out the page. */
  #anchor: HTMLElement | null = null;

  readonly #checking = new Checking(
    () => this.#pending,
    () => this.requestUpdate(),
  );
  readonly #value = new FormControl(this, {
    internals: this.internals,
    source: this.#early,
    texts: this.#texts,
    checking: () => this.#pending,
    anchor: () => (this.#anchor ??= this.shadowRoot && wayIn(this.shadowRoot)),
  });
  readonly #input = new FileInput(this, {
    texts: () => this.#texts,
    accepts: () => this.#rules,
    sources: () => this.#sources,
    isLocked: () => this.#isLocked,
    isDisabled: () => this.#isDisabled,
    onDrag: (over) => {
      this.setState('dragging', over);
      if (over) this.#comeNear();
    },
    take: (chosen) =>
      this.#call((engine) => engine.take(chosen), chosen.items.length, [] as readonly UploadFile[]),
    addUrl: (address) => {
      if (this.#engine) return this.#engine.addUrl(address);
      void this.#call((engine) => engine.addUrl(address), 1, null);
      return null;
    },
  });

  constructor() {
    super();
    this.internals.role = 'group';
    // A value that a page set before this class was there would hide the accessor.
    for (const name of ['value', 'uppy'] as const) {
      if (!Object.hasOwn(this, name)) continue;
      const set = this[name];
      delete (this as Record<string, unknown>)[name];
      Object.assign(this, { [name]: set });
    }
    const module = presentEngine();
    if (module) this.#take(module);
  }

  #makeTexts(): Texts {
    const text = this.#text;
    const policyRules = () => ({ formats: this.#engine?.session.rules.sent });
    return {
      t: text.t.bind(text),
      bytes: text.bytes.bind(text),
      learn: text.learn.bind(text),
      get lang() {
        return text.lang;
      },
      get kinds() {
        return kindsText(policyRules(), this);
      },
    };
  }

  // Value and form

  /** The ids of the stored images in order: an array with `multiple`, else a string. */
  get value(): string | string[] {
    const { ids } = this.#value;
    return this.multiple ? ids : (ids[0] ?? '');
  }
  set value(value: string | readonly string[] | null) {
    this.#value.set(value);
    this.#fetchForValue();
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
  formResetCallback(): void {
    this.#abandon();
    this.#engine?.abandon(); // the list may be as it was, with files still on their way to it
    this.value = this.getAttribute('value');
  }
  formAssociatedCallback(): void {
    this.#value.flush();
  }
  formStateRestoreCallback(value: string | File | FormData | null): void {
    if (typeof value === 'string' && !this.#engine?.recovery.broughtBack) this.value = value;
  }
  formDisabledCallback(disabled: boolean): void {
    this.#isFieldsetDisabled = disabled;
    this.requestUpdate();
  }

  // The state a page can ask for

  /** All files, in order. Each step of a file is a new object. Empty until the engine is there, see `whenUppy`. */
  get files(): readonly UploadFile[] {
    return this.#engine?.session.queue.files ?? [];
  }
  /** The images stored so far, in order. */
  get images(): Image[] {
    return this.files.map(({ image }) => image).filter((image) => image !== null);
  }
  /** Upload progress of all files, from 0 to 1. */
  get progress(): number {
    return this.#engine?.session.queue.progress ?? 0;
  }
  /**
   * The Uppy that files in flight pass through; it takes any plugin. Null until the engine is there: `whenUppy()` fetches
   * that. A page may set its own while nothing is in flight. Without one set, it ends, with its plugins and listeners,
   * when the uploader leaves the page; an uploader that is put back has another.
   */
  get uppy(): Uppy<Meta, Body> | null {
    const uppy = this.#engine?.uppy ?? this.#ownUppy;
    if (!uppy)
      warnOnce(
        'uploader:uppy',
        'uploader.uppy is null until its code is there: const uppy = await uploader.whenUppy().',
      );
    return uppy;
  }
  set uppy(uppy: Uppy<Meta, Body> | null) {
    this.#ownUppy = uppy;
    void this.#call((engine) => engine.use(uppy));
  }
  /** Fetches the engine, where it is not there yet, and resolves to its Uppy. */
  whenUppy(): Promise<Uppy<Meta, Body>> {
    return this.#call((engine) => engine.uppy);
  }

  /** Opens the file chooser; with `variant="dialog"`, the dialog. Needs a person's click or key. */
  browse(): void {
    if (this.#isLocked) return;
    this.#comeNear();
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
    else this.#input.choose();
  }
  /** Adds files as if a person had chosen them. Resolves when all are judged. */
  async addFiles(files: Iterable<File | Blob>): Promise<readonly UploadFile[]> {
    return this.#input.add([...files], 'api');
  }
  /**
   * Adds the image at a public address; the service fetches it. Returns its file, or null when it cannot be added. Also
   * null while the engine is not there yet: the address is kept then, and its file comes with `imgpro-files-added`.
   */
  addUrl(url: string): UploadFile | null {
    return this.#input.addLink(url);
  }
  /** Sends all that waits, files of an earlier page too. */
  upload(): void {
    void this.#call((engine) => engine.upload());
  }
  /** Stops sending; an upload under way is sent again, under its key, on `resume()`. */
  pause(): void {
    void this.#call(({ session }) => session.pause());
  }
  /** Continues after `pause()`, and with the files of an earlier page. */
  resume(): void {
    void this.#call((engine) => engine.resume());
  }
  /**
   * Stops a file, or all that are not stored yet, at once, and takes them off the list; files of an earlier page that
   * wait for the person stay. A file that the browser has sent in full may be stored already: it continues unseen, and
   * is deleted as soon as its id is known, where the token may delete; with `recover` also on the next page, if this one
   * is left before. Where it may not, or without `recover`, such an image can remain in the account.
   */
  cancel(id?: string): void {
    if (id === undefined) this.#abandon();
    void this.#call(({ session }) => session.cancel(id));
  }
  /** Tries a failed file, or all of them, again: under the same Idempotency-Key, so nothing is stored twice. */
  retry(id?: string): void {
    void this.#call(({ session }) => session.retry(id));
  }
  /** Takes a file off the list and out of the value. Without an id it is the DOM's own `remove()`. */
  override remove(id?: string): void {
    if (id === undefined) super.remove();
    else void this.#call(({ session }) => session.remove(id));
  }
  /** Empties the list. */
  clear(): void {
    if (this.#engine) return this.#engine.clear();
    this.#early.clear();
    this.#comeNear();
    this.#changed();
  }
  /** Focuses the button that chooses files, or another control that a person can go on with. */
  override focus(options?: FocusOptions): void {
    if (this.shadowRoot) wayIn(this.shadowRoot)?.focus(options);
  }

  // The engine

  /** Asks the engine, now or as soon as it is there. The images that a call brings count as being checked until then. */
  #call<Answer>(run: (engine: UploadEngine) => Answer): Promise<Awaited<Answer>>;
  #call<Answer>(
    run: (engine: UploadEngine) => Answer,
    images: number,
    dropped: Awaited<Answer>,
  ): Promise<Awaited<Answer>>;
  #call<Answer>(run: (engine: UploadEngine) => Answer, images = 0, dropped?: Awaited<Answer>) {
    // Its answer is a promise in both cases; a call that is made now is made before this returns.
    if (this.#engine) return Promise.resolve(run(this.#engine));
    const answer = this.#arrivals.keep(run, images, dropped as Awaited<Answer>);
    this.#changed();
    this.#fetch();
    return answer;
  }

  /** Images that wait for the engine are not wanted any more. */
  #abandon(): void {
    if (this.#arrivals.images === 0) return;
    this.#arrivals.abandon();
    this.#changed();
  }

  /** Other images wait for the engine, or none any more. */
  #changed(): void {
    if (!this.#waits) this.#failures = 0;
    this.#checking.update();
    this.#sync();
    this.requestUpdate();
  }

  /** Images that the page names are shown by the engine. */
  #fetchForValue(): void {
    if (this.#engine || this.#early.size === 0) return;
    this.#fetch();
    this.requestUpdate();
  }

  readonly #fetch = (): void => {
    if (this.#engine || this.#isFetching) return;
    this.#isFetching = true;
    fetchEngine()
      .then(
        (module) => this.#take(module),
        () => {
          if (!this.#waits) return; // nobody misses it yet
          this.#failures += 1;
          this.#spoken = this.#loadFailure;
          this.requestUpdate();
        },
      )
      .finally(() => (this.#isFetching = false));
  };

  /** Something waits for the engine. */
  get #waits(): boolean {
    return !this.#arrivals.isEmpty || this.#early.size > 0;
  }

  /** The sentence on a missing engine, while something waits for it. */
  get #loadFailure(): string {
    if (this.#engine || this.#failures === 0 || !this.#waits) return '';
    return this.#texts.t(this.#failures === 1 ? 'loadFailed' : 'loadFailedAgain');
  }

  /** The code of the engine is there: begins, and hands over all that waits. */
  #take({ UploadEngine }: EngineModule): void {
    if (this.#engine) return;
    const engine = new UploadEngine(this, {
      texts: this.#texts,
      input: this.#input,
      isDisabled: () => this.#isDisabled,
      emit: (type, detail) => this.emit(type, detail),
      speak: (text) => {
        this.#spoken = text;
        this.requestUpdate();
      },
      sync: () => this.#sync(),
      checked: () => {
        if (this.#checking.update()) this.#sync();
      },
      clear: () => this.clear(),
      signal: () => this.signal,
    });
    this.#engine = engine;
    if (this.shadowRoot) this.#adopt(engine);
    if (this.#isRemoved) engine.stop();
    else if (this.isConnected) engine.start(this.signal);
    if (this.#isNear) engine.comeNear();
    engine.adopt(this.#early.images.ids);
    this.#arrivals.handOver(engine);
    this.#value.source = engine;
    this.#spoken = '';
    this.#checking.update();
    if (this.hasUpdated) this.#sync();
    const focused = this.shadowRoot?.activeElement;
    this.requestUpdate();
    if (focused)
      void this.updateComplete.then(() => {
        if (!focused.isConnected && !this.shadowRoot!.activeElement) this.focus();
      });
  }

  /** The styles of what comes with the engine. */
  #adopt(engine: UploadEngine): void {
    this.shadowRoot!.adoptedStyleSheets.push(
      ...engine.styles.map(({ styleSheet }: CSSResult) => styleSheet!),
    );
  }

  /** A person comes near: the engine will be wanted, and the rules of the token. */
  readonly #comeNear = (): void => {
    this.#isNear = true;
    if (this.#engine) this.#engine.comeNear();
    else this.#fetch();
  };

  // The files as a whole

  get #isDisabled(): boolean {
    return this.disabled || this.#isFieldsetDisabled;
  }
  /** A person cannot change anything. */
  get #isLocked(): boolean {
    return this.#isDisabled || this.readonly;
  }
  /** Images that are being checked, or wait for that. */
  get #pending(): number {
    return this.#arrivals.images + (this.#engine?.session.checking ?? 0);
  }
  get #isUnsaved(): boolean {
    return this.#pending > 0 || (this.#engine?.isUnsaved ?? false);
  }
  get #rules(): UploadRules {
    return (
      this.#engine?.session.rules ??
      effectiveRules(rulesOf(this), undefined, isAnonymous(connectionSettings(this)))
    );
  }
  /** The ways in that the page wants and the token allows. */
  get #sources(): ReadonlySet<Source> {
    const sources = new Set(parseSources(this.sources));
    if (this.#engine?.session.policy?.import === false) sources.delete('url');
    return sources;
  }
  /** The panel, as far as it needs no engine. */
  get #view(): PanelView {
    const { multiple, readonly } = this;
    return {
      ...{ multiple, readonly },
      texts: this.#texts,
      actions: {
        browse: () => this.browse(),
        browseFolder: () => this.#input.chooseFolder(),
        takePhoto: () => void this.#input.takePhoto(),
        openLink: () => void this.#call((engine) => engine.toggleLink(true)),
        closeLink: () => void this.#call((engine) => engine.toggleLink(false)),
      },
      counts: this.#early.counts,
      locked: this.#isLocked,
      ...{ waiting: 0, full: false, linkOpen: false, fields: [] },
      checking: this.#loadFailure ? 0 : this.#checking.count,
      sources: this.#sources,
      hint: hintText(this.#rules, multiple, this.#texts),
    };
  }

  /** Brings up to date the form's value, and whether leaving the page would cost anything. */
  #sync(): void {
    this.#value.sync();
    this.#askToStay(this.#isUnsaved && this.isConnected && !this.unguarded);
  }

  // Life

  protected override connected(): void {
    const { signal } = this;
    this.#isRemoved = false;
    this.#engine?.start(signal);
    this.#input.listen(signal);
    this.addEventListener('click', this.#clicked, { signal });
    for (const intent of ['pointerenter', 'focusin', 'touchstart', 'dragenter'])
      this.addEventListener(intent, this.#comeNear, { signal, once: true, passive: true });
    addEventListener('online', () => this.#waits && this.#fetch(), { signal });
    whenIdle(this.#fetch, signal);
  }

  protected override disconnected(): void {
    this.#isRemoved = true;
    this.#askToStay(false);
    this.#engine?.stop();
  }

  protected override settingsChanged(): void {
    this.#engine?.settingsChanged();
  }
  protected override connectionChanged(): void {
    void this.#engine?.session.connectionChanged().then(() => this.requestUpdate());
  }

  readonly #clicked = (event: Event): void => {
    const meaning = meaningOf(event, this);
    if (meaning === 'browse') this.browse();
    if (meaning === 'close') this.renderRoot.querySelector('dialog')?.close();
  };

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    if (this.#engine) this.#adopt(this.#engine);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated) {
      this.#value.begin();
      this.#fetchForValue();
    }
    this.#engine?.willUpdate(changed);
    if (changed.has('recover') && this.recover && this.isConnected) this.#fetch();
    if (changed.has('dropTarget') && this.hasUpdated) this.#input.listen(this.signal);
  }

  protected override firstUpdated(): void {
    // Of the events of its own fields only a change of the value is the page's business.
    for (const type of ['input', 'change'])
      this.renderRoot.addEventListener(type, (event) => {
        if ((event.target as Node).getRootNode() === this.renderRoot) event.stopPropagation();
      });
  }

  protected override updated(): void {
    this.#engine?.updated();
    this.#anchor = null;
    this.#sync();
  }

  protected override render(): TemplateResult {
    const engine = this.#engine;
    const early = this.#view;
    const view = engine ? engine.viewOf(early) : early;
    const failure = this.#loadFailure;
    const content = engine?.render() ?? {
      ...{ summary: nothing, list: nothing },
      notices: failure
        ? loadFailure(failure, this.#texts, this.#failures > 1, () => {
            this.#spoken = '';
            this.#fetch();
            this.requestUpdate();
          })
        : nothing,
    };
    const states = engine?.states ?? { empty: this.#early.size === 0, uploading: this.#pending > 0 };
    for (const [name, on] of Object.entries(states)) this.setState(name, on);
    this.setState('disabled', this.#isDisabled);
    return html`${panel(oneOf(this.variant, 'variant', ['panel', 'button', 'dialog']), view, {
      ...content,
      view: this.view,
      spoken: this.#spoken,
    })}
    ${this.#input.render()}`;
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
