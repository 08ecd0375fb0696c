import type { CSSResult, PropertyValues } from 'lit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { uploader as english } from '../../locales/en/uploader.ts';
import type { UploaderTable } from '../../locales/tables.ts';
import type { UploadRules } from '../../upload/check/rules.ts';
import { leaveQuestion } from '../../upload/leave-guard.ts';
import type { UploadFile } from '../../upload/state/types.ts';
import { controls } from '../shared/controls/controls.styles.ts';
import { design } from '../shared/ui/design.ts';
import type { Listening } from '../shared/ui/listening.ts';
import { Part } from '../shared/ui/part.ts';
import { Localisation } from '../shared/ui/localisation.ts';
import { hasNoFocus, meansBrowse } from './clicks.ts';
import { UploaderCommands } from './commands.ts';
import type { UploadEngine } from './engine.ts';
import { wayIn } from './focus.ts';
import { FormControl } from './form/form-control.ts';
import { whenIdle } from '../shared/ui/idle.ts';
import { FileInput } from './input/file-input.ts';
import { LateEngine } from './late-engine.ts';
import { Checking } from './panel/checking.ts';
import { dialogStyles } from './panel/dialog.styles.ts';
import { loadFailure } from './panel/load-failure.ts';
import { noticeStyles } from './panel/notices.styles.ts';
import { panel } from './panel/panel.ts';
import { earlyRules, oneOf, openSources, type Source } from './settings.ts';
import { hintText } from './texts/rules-text.ts';
import { textsOf } from './texts/texts-of.ts';
import type { ImgproUploaderEventMap } from './uploader.events.ts';
import { panelStyles } from './uploader.styles.ts';
import type { Content, PanelView } from './view-model.ts';

/** The page's own `<input type="file">` inside. */
const inputPart = new Part('takeInput', () => import('./form/native-input.ts'));

/**
 * @summary Lets people upload images to img.pro: choose, drop, paste or link; a form control with the image ids as value.
 * @tag imgpro-uploader
 *
 * @attr {string} value - The ids of images stored before, with spaces or commas between; `reset()` of the form goes back to them.
 *
 * @slot - An `<input type="file">` of the page's own: without a script its form posts the files, with it the uploader stands in for it.
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
 * @csspart editor - The dialog that edits a picture.
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
export class ImgproUploader extends UploaderCommands {
  static override styles = [design, controls, panelStyles, noticeStyles, dialogStyles];

  readonly #texts = textsOf(
    new Localisation<UploaderTable>(this, 'uploader', english),
    () => this.#engine?.session.rules.sent,
  );
  readonly #askToStay = leaveQuestion(() => this.#isUnsaved);
  /** Everything that happens to files; fetched on the first intent. */
  protected override readonly late = new LateEngine({
    create: ({ UploadEngine }) => new UploadEngine(this, this.#engineOptions),
    onPresent: (engine) => this.#welcome(engine),
    onHandedOver: () => this.#settle(),
    isWanted: () => this.recover !== false,
    onChanged: () => this.#changed(),
    onFailures: () => this.#say(this.#loadFailure),
  });
  /** A person has come near: what the token allows will be asked for. */
  #isNear = false;
  /** It was on the page, and is not now. */
  #isRemoved = false;
  /** The drop target elsewhere on the page that files are being dragged over. */
  #draggedOver: HTMLElement | null = null;
  /** The latest sentence for screen readers. */
  #spoken = '';

  readonly #checking = new Checking(
    () => this.late.pending,
    () => this.requestUpdate(),
  );
  readonly #value = new FormControl(this, {
    internals: this.internals,
    source: this.late.early,
    texts: this.#texts,
    checking: () => this.late.pending,
  });
  readonly #input = new FileInput(this, {
    texts: () => this.#texts,
    accepts: () => this.#rules,
    sources: () => this.#sources,
    isLocked: () => this.isLocked,
    isDisabled: () => this.isDisabled,
    onDrag: (over, target) => {
      this.setState('dragging', over);
      if (over) this.comeNear();
      this.#draggedOver = target;
      this.#engine?.cover(target);
    },
    openCamera: () => void this.late.call((engine) => engine.openCamera()),
    take: (chosen) =>
      this.late.call((engine) => engine.take(chosen), chosen.items.length, [] as readonly UploadFile[]),
    addUrl: (address) => {
      if (this.#engine) return this.#engine.addUrl(address);
      void this.late.call((engine) => engine.addUrl(address), 1, null);
      return null;
    },
    takeLink: (...link) => void this.late.call((engine) => engine.takeLink(...link), 1, undefined),
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
    this.late.takePresent();
  }

  // Value and form

  /** The ids of the stored images in order: an array with `multiple`, else a string. */
  get value(): string | string[] {
    const { ids } = this.#value;
    return this.multiple ? ids : (ids[0] ?? '');
  }
  set value(value: string | readonly string[] | null) {
    this.#value.set(value);
    if (this.#engine) return;
    this.#changed();
    this.late.fetchIfWanted();
  }

  formResetCallback(): void {
    this.late.abandon();
    this.#engine?.reset(); // the list may be as it was, with files still on their way to it
    this.value = this.getAttribute('value');
  }
  formAssociatedCallback(): void {
    this.#value.flush();
  }
  formStateRestoreCallback(value: string | File | FormData | null): void {
    if (typeof value === 'string' && !this.#engine?.recovery.broughtBack) this.value = value;
  }

  // Files in

  /** Opens the file chooser; with `variant="dialog"`, the dialog. Needs a person's click or key. */
  browse(): void {
    if (this.isLocked) return;
    this.comeNear();
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
  /** Focuses what a person can go on with: the button that chooses files, or that for those which wait or have failed. */
  override focus(options?: FocusOptions): void {
    if (this.shadowRoot) wayIn(this.shadowRoot)?.focus(options);
  }

  // The engine

  get #engine(): UploadEngine | null {
    return this.late.present;
  }

  get #engineOptions(): ConstructorParameters<typeof UploadEngine>[1] {
    return {
      texts: this.#texts,
      input: this.#input,
      emit: (type, detail) => this.emit(type, detail),
      speak: (text) => this.#say(text),
      sync: this.#sync,
      checked: () => {
        if (this.#checking.update()) this.#sync();
      },
      signal: () => this.signal,
    };
  }

  #say(text: string): void {
    this.#spoken = text;
    this.requestUpdate();
  }

  /** Other images wait for the engine, or none any more. */
  #changed(): void {
    this.#checking.update();
    this.#sync();
    this.requestUpdate();
  }

  /** The sentence on a missing engine, while something waits for it. */
  get #loadFailure(): string {
    const { failures } = this.late;
    return failures > 0 ? this.#texts.t(failures === 1 ? 'loadFailed' : 'loadFailedAgain') : '';
  }

  /** The engine is there: it begins where the element is by now. */
  #welcome(engine: UploadEngine): void {
    if (this.shadowRoot) this.#adopt(engine);
    if (this.#isRemoved) engine.stop();
    else if (this.isConnected) engine.start(this.signal);
    if (this.#isNear) engine.comeNear();
    engine.cover(this.#draggedOver);
    engine.adopt(this.late.early.images.ids);
    this.#value.source = engine;
  }

  /** The engine has all that waited for it: it is shown, and the focus stays with the uploader. */
  #settle(): void {
    this.#checking.update();
    if (this.hasUpdated) this.#sync();
    const focused = this.shadowRoot?.activeElement;
    this.#say('');
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
  protected override readonly comeNear = (): void => {
    this.#isNear = true;
    if (this.#engine) this.#engine.comeNear();
    else this.late.fetch();
  };

  // The files as a whole

  get #isUnsaved(): boolean {
    return this.late.pending > 0 || (this.#engine?.isUnsaved ?? false);
  }
  get #rules(): UploadRules {
    return this.#engine?.session.rules ?? earlyRules(this);
  }
  get #sources(): ReadonlySet<Source> {
    return openSources(this.sources, this.#engine?.session.policy);
  }
  /** The panel, as far as it needs no engine. */
  get #view(): PanelView {
    const { multiple, readonly } = this;
    return {
      ...{ multiple, readonly, texts: this.#texts, locked: this.isLocked },
      ...{ full: false, linkOpen: false, fields: [], counts: this.late.early.counts },
      checking: this.#loadFailure ? 0 : this.#checking.count,
      sources: this.#sources,
      hint: hintText(this.#rules, multiple, this.#texts),
      actions: {
        browse: () => this.browse(),
        browseFolder: () => this.#input.chooseFolder(),
        takePhoto: () => this.#input.takePhoto(),
        openLink: () => void this.late.call((engine) => engine.toggleLink(true)),
        closeLink: () => void this.late.call((engine) => engine.toggleLink(false)),
      },
    };
  }

  /** Brings up to date the form's value, and whether leaving the page would cost anything. */
  readonly #sync = (): void => {
    this.#value.sync();
    this.#askToStay(this.#isUnsaved && this.isConnected && !this.unguarded);
  };

  // Life

  protected override connected(): void {
    const { signal } = this;
    this.#isRemoved = false;
    this.#engine?.start(signal);
    this.#input.listen(signal);
    this.addEventListener('click', this.#clicked, { signal });
    for (const intent of ['pointerenter', 'focusin', 'touchstart', 'dragenter'])
      this.addEventListener(intent, this.comeNear, { signal, once: true, passive: true });
    addEventListener('online', this.late.fetchIfWanted, { signal });
    this.#standIn();
    whenIdle(this.late.fetch, signal);
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

  /** The page's own control may be inside, or has come there. */
  readonly #standIn = (): void => {
    const { signal, internals } = this;
    if (this.querySelector('input[type=file]'))
      void inputPart.fetch().then(({ takeInput }) => {
        takeInput(this, { input: this.#input, internals, browse: () => this.browse(), signal });
      });
  };

  readonly #clicked = (event: Event): void => {
    if (!meansBrowse(event, this)) return;
    const isOpen = this.#sources.has('file');
    if (!isOpen || hasNoFocus()) this.focus();
    if (isOpen) this.browse();
  };

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    if (this.#engine) this.#adopt(this.#engine);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated) this.#value.begin();
    this.#engine?.willUpdate(changed);
    if (this.isConnected) this.late.fetchIfWanted();
    if (changed.has('dropTarget') && this.hasUpdated) this.#input.listen(this.signal);
  }

  protected override firstUpdated(): void {
    // Of the events of its own fields only a change of the value is the page's business.
    for (const type of ['input', 'change'])
      this.renderRoot.addEventListener(type, (event) => {
        if ((event.target as Node).getRootNode() === this.renderRoot) event.stopPropagation();
      });
    // The control that the browser's message points at. Found no sooner: that has the browser lay out the page.
    this.addEventListener('invalid', () =>
      this.internals.setValidity(this.validity, this.validationMessage, wayIn(this.renderRoot)),
    );
  }

  protected override updated(): void {
    this.#engine?.updated();
    this.#sync();
  }

  #engineFailure(): Content {
    const failure = this.#loadFailure;
    if (!failure) return nothing;
    return loadFailure(failure, this.#texts, this.late.failures > 1, () => {
      this.late.fetch();
      this.#say('');
    });
  }

  protected override render(): TemplateResult {
    const engine = this.#engine;
    const early = this.#view;
    const view = engine ? engine.viewOf(early) : early;
    const content = engine?.render() ?? { summary: nothing, list: nothing, notices: this.#engineFailure() };
    const states = engine?.states ?? {
      empty: this.late.early.size === 0,
      uploading: this.late.pending > 0,
    };
    for (const [name, on] of Object.entries(states)) this.setState(name, on);
    this.setState('disabled', this.isDisabled);
    return html`${panel(oneOf(this.variant, 'variant', ['panel', 'button', 'dialog']), view, {
        ...content,
        view: oneOf(this.view, 'view', ['list', 'grid']),
        spoken: this.#spoken,
      })}
      ${this.#input.render()}<slot hidden @slotchange=${this.#standIn}></slot>`;
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
