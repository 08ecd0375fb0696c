import type { ReactiveElement } from 'lit';
import { render } from 'lit/html.js';
import { editor as english } from '../../../locales/en/editor.ts';
import type { UploadRules } from '../../../upload/check/rules.ts';
import type { FileEdit, PictureEdit } from '../../../upload/state/file-edit.ts';
import type { Edited } from '../../../upload/session/editing.ts';
import { isOnBackdrop, notePress } from '../clicks.ts';
import type { Texts } from '../view-model.ts';
import * as geometry from './crop-geometry.ts';
import { writeEdit } from './draw-edit.ts';
import { readGestures } from './edit-gestures.ts';
import { EditHistory } from './edit-history.ts';
import { leastOf, sizeProblem } from './edit-limits.ts';
import { actOfKey } from './edit-keys.ts';
import { EditorStage } from './editor-stage.ts';
import { editorStageStyles } from './editor-stage.styles.ts';
import { editorStyles } from './editor.styles.ts';
import { editorToolsStyles } from './editor-tools.styles.ts';
import { editorTemplate, type EditorActs, type EditorState, type EditorView } from './editor-template.ts';
import { CannotOpen, openPicture, smallCopy, type OpenPicture } from './open-picture.ts';

/** The dialog's own come last: a button that cannot be used looks so among the tools, too. */
const STYLES = [editorStageStyles, editorToolsStyles, editorStyles];

/** The longer side of the copy that is shown while the picture is edited (pixels). */
const SHOWN = 2048;

export interface EditorOptions {
  /** The uploader: another language is told by its rendering. */
  host: ReactiveElement;
  texts: Texts;
  name: string;
  content: Blob;
  edit: FileEdit | undefined;
  /** The chosen file's name, type and size. */
  before: FileEdit['before'];
  ratios: readonly string[];
  rules: UploadRules;
  /** The dialog closes when it aborts. */
  signal: AbortSignal;
  /** The picture cannot be edited. */
  onProblem(error: CannotOpen): void;
}

/** How the person has left the editor; `edited` is missing where nothing has changed. */
export type EditorResult = { isDone: false } | { isDone: true; edited?: Edited };

/** Edits a picture before it is sent: a dialog of its own, gone without a trace when it closes. */
export class EditorDialog {
  readonly result: Promise<EditorResult>;
  readonly #options: EditorOptions;
  readonly #dialog = document.createElement('dialog');
  readonly #gone = new AbortController();
  #resolve!: (result: EditorResult) => void;
  #state: EditorState = { is: 'opening' };
  #picture: OpenPicture | null = null;
  #stage: EditorStage | null = null;
  #size: geometry.Size = { width: 1, height: 1 };
  #history = new EditHistory(geometry.unedited(this.#size));
  #spoken = '';

  constructor(options: EditorOptions) {
    this.#options = options;
    const { host } = options;
    const root = host.shadowRoot!;
    this.result = new Promise((resolve) => (this.#resolve = resolve));
    options.texts.learn(english);
    const sheets = STYLES.map(({ styleSheet }) => styleSheet!);
    if (!root.adoptedStyleSheets.includes(sheets[0]!))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
    const dialog = this.#dialog;
    dialog.className = 'editor';
    dialog.setAttribute('part', 'editor');
    dialog.setAttribute('aria-labelledby', 'editor-title');
    const { signal } = this.#gone;
    dialog.addEventListener('close', () => this.#end({ isDone: false }), { signal });
    dialog.addEventListener('cancel', (event) => this.#cancelled(event), { signal });
    dialog.addEventListener('keydown', (event) => this.#key(event), { signal });
    dialog.addEventListener('pointerdown', notePress, { signal });
    dialog.addEventListener(
      'click',
      (event) => {
        event.stopPropagation(); // what it means to the uploader is not meant
        if (isOnBackdrop(event)) this.#leave();
      },
      { signal },
    );
    // Files pasted or dropped here are not meant for the uploader behind it; the browser would open a dropped file.
    dialog.addEventListener('paste', (event) => event.stopPropagation(), { signal });
    for (const type of ['dragenter', 'dragover', 'drop'] as const)
      dialog.addEventListener(type, notHere, { signal });
    options.signal.addEventListener('abort', () => this.close(), { once: true });
    const life = {
      hostUpdated: () => {
        const writing = dialog.querySelector<HTMLElement>('input:focus')?.dataset['number'];
        this.#show(this.#state, writing);
      },
    };
    host.addController(life);
    signal.addEventListener('abort', () => host.removeController(life));
    root.append(dialog);
    this.#show({ is: 'opening' });
    dialog.showModal();
    void this.#open();
  }

  /** Closes it; what was not applied is lost. */
  close(): void {
    this.#end({ isDone: false });
  }

  #end(result: EditorResult): void {
    if (this.#gone.signal.aborted) return;
    this.#gone.abort();
    this.#stage?.end();
    if (this.#dialog.open) this.#dialog.close(); // gives the focus back
    this.#dialog.remove();
    this.#resolve(result);
  }

  async #open(): Promise<void> {
    const { content, edit, ratios, onProblem } = this.#options;
    let copy: ImageBitmap;
    try {
      this.#picture = await openPicture(content);
      const bitmap = await this.#picture.decode();
      this.#size = { width: bitmap.width, height: bitmap.height };
      copy = await smallCopy(bitmap, SHOWN).finally(() => bitmap.close());
    } catch (cause) {
      if (this.#gone.signal.aborted) return;
      const error = cause instanceof CannotOpen ? cause : new CannotOpen('editorUnreadable');
      this.#show({ is: 'failed', problem: error.problem });
      return onProblem(error);
    }
    if (this.#gone.signal.aborted) return copy.close();
    this.#history = new EditHistory(edit?.picture ?? geometry.unedited(this.#size, ratios[0]));
    this.#show({ is: 'ready' });
    const { isWideGamut } = this.#picture;
    const element = this.#dialog.querySelector<HTMLElement>('.stage')!;
    const stage = new EditorStage(element, { copy, size: this.#size, isWideGamut }, () => this.#edit);
    this.#stage = stage;
    this.#listen(stage);
    this.#dialog.querySelector<HTMLElement>('.frame')!.focus({ preventScroll: true });
  }

  #listen(stage: EditorStage): void {
    /** The edit when the gesture began. */
    let from = this.#edit;
    const gestures = {
      begin: () => {
        from = this.#edit;
        stage.hold(true);
      },
      draw: (handle: geometry.Handle, by: geometry.Vector) => {
        const drawn = geometry.resized(from, handle, stage.inPicture(by), this.#limits);
        this.#change(drawn, { kind: 'draw', still: true });
      },
      move: (by: geometry.Vector, times: number) => {
        const zoomed = geometry.zoomed(from, 1 / times, this.#limits);
        const { x, y } = stage.inPicture(by);
        this.#change(geometry.moved(zoomed, { x: -x, y: -y }, this.#size), { kind: 'move' });
      },
      end: () => {
        stage.hold(false);
        this.#history.rest();
        stage.glide();
      },
      wheel: (times: number, at: geometry.Vector) => {
        const limits = { ...this.#limits, around: stage.pointAt(at) };
        this.#change(geometry.zoomed(this.#edit, 1 / times, limits), { kind: 'wheel' });
        stage.linger();
      },
    };
    readGestures(stage.element, gestures, this.#gone.signal);
  }

  // The edit

  get #edit(): PictureEdit {
    return this.#history.present;
  }

  get #limits(): { size: geometry.Size; least: geometry.Size } {
    const turned = geometry.turnedSize(this.#size, this.#edit.turns);
    return { size: this.#size, least: leastOf(this.#options.rules, turned) };
  }

  get #original(): PictureEdit {
    return geometry.unedited(this.#size, this.#options.ratios[0]);
  }

  /** The size of the result, in pixels. */
  get #result(): geometry.Size {
    return geometry.inPixels(this.#edit, this.#size);
  }

  /**
   * @param kind Changes of one kind in a row are one step; null: a step of its own.
   * @param still The view stays until the gesture is over.
   * @param say The act, for screen readers.
   */
  #change(
    edit: PictureEdit,
    { kind = null, still, say }: { kind?: string | null; still?: boolean; say?: string } = {},
  ): void {
    this.#history.change(edit, kind);
    this.#changed(still, say);
  }

  #changed(still = false, say?: string): void {
    if (say !== undefined) this.#spoken = `${say}: ${this.#sizeText}`;
    if (this.#state.is === 'ready') this.#show({ is: 'ready' });
    if (still) this.#stage?.paint();
    else this.#stage?.follow();
  }

  get #sizeText(): string {
    const { width, height } = this.#result;
    return this.#options.texts.t('editorSize', { width, height });
  }

  /** Why the result may not be sent, in words. */
  get #problem(): string | null {
    const problem = sizeProblem(this.#result, this.#options.rules);
    return problem && this.#options.texts.t(problem.key, { pixels: problem.pixels });
  }

  #undo(): void {
    if (!this.#history.canUndo) return;
    this.#history.undo();
    this.#changed(false, this.#options.texts.t('editorUndo'));
  }

  async #done(): Promise<void> {
    if (this.#state.is !== 'ready' || this.#problem) return;
    const { edit, content, before, name, rules, texts } = this.#options;
    const picture = this.#edit;
    const isSame = JSON.stringify(picture) === JSON.stringify(edit?.picture);
    if (geometry.isUnedited(picture, this.#size))
      return this.#end({ isDone: true, ...(edit && { edited: null }) });
    if (isSame) return this.#end({ isDone: true });
    this.#show({ is: 'saving' });
    try {
      const file = await writeEdit(this.#picture!, content, picture, before.name || name);
      if (this.#gone.signal.aborted) return;
      const { maxFileSize = Infinity } = rules;
      if (file.size > maxFileSize) {
        const failure = () =>
          texts.t('editorHeavy', { size: texts.bytes(file.size), limit: texts.bytes(maxFileSize) });
        return this.#show({ is: 'ready', failure });
      }
      this.#end({ isDone: true, edited: { edit: { picture, before }, file } });
    } catch {
      this.#show({ is: 'ready', failure: () => texts.t('editorFailed') });
    }
  }

  // Leaving

  #cancelled(event: Event): void {
    if (!this.#isAtStake) return;
    event.preventDefault();
    this.#leave();
  }

  /** Changes would be lost. */
  get #isAtStake(): boolean {
    return this.#state.is !== 'opening' && this.#state.is !== 'failed' && this.#history.isChanged;
  }

  /** The person wants to leave: asked, where changes would be lost. */
  #leave(): void {
    if (this.#state.is === 'saving') return;
    if (!this.#isAtStake) return this.close();
    this.#show({ is: this.#state.is === 'asking' ? 'ready' : 'asking' });
    this.#dialog.querySelector<HTMLElement>('[data-action="keep"], [data-action="done"]')?.focus();
  }

  // Keys

  #key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      return this.#leave();
    }
    if (this.#state.is !== 'ready') return;
    const isWriting = target.matches('input[type="number"]');
    if (
      event.key.toLowerCase() === 'z' &&
      (event.ctrlKey || event.metaKey) &&
      !event.shiftKey &&
      !isWriting
    ) {
      event.preventDefault();
      return this.#undo();
    }
    const step = Math.max(1, Math.round(Math.max(this.#size.width, this.#size.height) / 200));
    const edit = actOfKey(event, target, this.#edit, { ...this.#limits, step });
    if (!edit) return;
    event.preventDefault();
    this.#change(edit, { kind: 'key' });
    this.#stage?.linger();
  }

  // Rendering

  /** @param writing The number that is being written, and stays as it is. */
  #show(state: EditorState, writing?: string): void {
    const isNew = state.is !== this.#state.is;
    this.#state = state;
    render(editorTemplate({ ...this.#view, writing }, this.#acts), this.#dialog);
    if (isNew && state.is === 'failed') this.#dialog.querySelector<HTMLElement>('footer .button')?.focus();
  }

  get #view(): EditorView {
    return {
      ...{ state: this.#state, texts: this.#options.texts, ratios: this.#options.ratios },
      ...{ edit: this.#edit, ...this.#limits, problem: this.#problem, spoken: this.#spoken },
      canUndo: this.#history.canUndo,
      isOriginal: JSON.stringify(this.#edit) === JSON.stringify(this.#original),
    };
  }

  readonly #acts: EditorActs = {
    change: (edit, kind, say) => this.#change(edit, { kind, say }),
    rest: () => this.#history.rest(),
    moving: (isMoving) => this.#stage?.hold(isMoving),
    undo: () => this.#undo(),
    reset: () => this.#change(this.#original, { say: this.#options.texts.t('editorReset') }),
    done: () => void this.#done(),
    leave: () => this.#leave(),
    close: () => this.close(),
  };
}

function notHere(event: DragEvent): void {
  event.stopPropagation();
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
}
