import type { ReactiveController, ReactiveElement } from 'lit';
import type { UploadSession } from '../../../upload/session/session.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import type { PartContext } from '../part-context.ts';
import type { UploaderProperties } from '../properties.ts';
import type { Content, Texts, View } from '../view-model.ts';
import { inputStyles } from '../panel/input.styles.ts';
import { ApplyToAll, type ApplyState, type FieldOfFile, type TextsByFile } from './apply-to-all.ts';
import { EditedRow } from './edited-row.ts';
import type { FieldEditing } from './field-editing.ts';
import { emptyFields, written } from './field-text.ts';
import { fieldsTemplate, suggestionsNotice } from './fields-template.ts';
import { fieldStyles } from './fields.styles.ts';
import { grow } from './grow.ts';
import { inLanes } from './lanes.ts';
import { RequiredTexts } from './required-texts.ts';
import { Suggestions } from './suggestions.ts';
import { WantedFocus } from './wanted-focus.ts';
import type { Fields } from './file-list.ts';

export { fields as english } from '../../../locales/en/fields.ts';
export const styles = [inputStyles, fieldStyles];

/** Changes of stored images that are saved at a time, where one act changes many. */
const SAVED_AT_A_TIME = 3;

type Host = UploaderProperties & ReactiveElement;

export interface FieldsEditorOptions {
  session: UploadSession;
  texts: Texts;
  /** Brings a file's row into sight. */
  list: { reveal(id: string): Promise<void> };
  announce(say: () => string): void;
}

/** Makes the editor of the fields of an uploader's files. */
export const editFields = ({ host, session, list, announcer, options }: PartContext): FieldsEditor =>
  new FieldsEditor(host, {
    ...{ session, list, texts: options.texts },
    announce: (say) => announcer.announce('fields', say),
  });

/**
 * The editor of captions and other fields of files: which file's fields are open, where the focus goes from there, and when a text
 * that was written is saved. Rules and proposals are decided by its parts; the texts themselves are in the session, so that nothing
 * here can lose them.
 */
export class FieldsEditor implements ReactiveController, FieldEditing {
  /** Shows the fields of a file. Another function after each change, so that the rows are rendered anew. */
  template!: Fields;
  readonly #host: Host;
  readonly #options: FieldsEditorOptions;
  readonly #suggestions: Suggestions;
  readonly #required: RequiredTexts;
  readonly #row: EditedRow;
  readonly #focus: WantedFocus;
  readonly #all = new ApplyToAll((field) => this.#filesOf(field));
  #open: string | null = null;
  /** The texts as they were when the fields were opened, by file: Escape goes back to them. */
  #before: { id: string; texts: Readonly<Record<string, string>> } | null = null;
  /** The fields that Escape has closed: as they vanish, they report the text once more. */
  #reverted: string | null = null;
  #watch: AbortController | null = null;
  /** The fields of the latest view, which the token allows. */
  #names: readonly string[] = [];

  constructor(host: Host, options: FieldsEditorOptions) {
    this.#host = host;
    this.#options = options;
    const { session } = options;
    this.#required = new RequiredTexts(host, session);
    this.#row = new EditedRow(host, (id) => this.#end(id));
    this.#focus = new WantedFocus(host, (id) => options.list.reveal(id));
    this.#suggestions = new Suggestions({
      wanted: (file) => (session.canWrite(file.id) ? emptyFields(file, this.#names) : []),
      fileOf: (id) => session.queue.get(id),
      contentOf: (id) => session.fileOf(id),
      changed: () => this.#changed(),
    });
    session.queue.subscribe(({ type, file }) => {
      const { id } = file;
      if (type !== 'removed') return this.#required.judge(file);
      this.#suggestions.forget(id);
      this.#required.forget(id);
      this.#row.given.delete(id);
      if (this.#open === id) this.#open = null;
      if (this.#row.id === id) this.#end(id);
    });
    session.isComplete = (id) =>
      !this.#row.given.has(id) && this.#required.emptyOf(session.queue.get(id)!).length === 0;
    session.onUpload = () => this.#attempt(navigator.userActivation.isActive);
    host.addEventListener('invalid', () => this.#attempt(false));
    host.addController(this);
    this.#changed();
  }

  hostUpdated(): void {
    const { session } = this.#options;
    // Files that came before this did, or were held back for a field that is not required, or not allowed, any more.
    if (!this.#required.isReviewed()) {
      const heldBack = [...session.queue.ids('queued/fields')];
      this.#letGo(heldBack.filter((id) => id !== this.#row.id && session.isComplete!(id)));
      if (this.#required.judgeAll()) this.#host.requestUpdate();
    }
    this.#suggestions.ask(session.queue.files, this.#host.suggest);
    this.#focus.give();
    grow(this.#host.shadowRoot!.querySelectorAll('.field textarea'));
  }

  hostConnected(): void {
    this.#watch = new AbortController();
    const { signal } = this.#watch;
    this.#row.listen(signal);
    document.addEventListener('visibilitychange', () => document.hidden && this.#keep(), { signal });
  }

  hostDisconnected(): void {
    this.#watch?.abort();
    this.#suggestions.stop();
    queueMicrotask(() => this.#host.isConnected || this.#keep()); // it may only be moved
  }

  /** The page, or the uploader, may be gone for good: what is written about a stored image is saved. */
  #keep(): void {
    const { session } = this.#options;
    const { id } = this.#row;
    if (id !== null && session.queue.get(id)?.image) void session.save(id);
  }

  /** A file is written about no more: it goes out, and those with it that were given its text. */
  #end(id: string): void {
    const given = this.#row.end();
    void this.#save(id);
    void this.#saveEach(given);
  }

  #changed(): void {
    this.template = (file, view) => {
      this.#names = view.fields;
      return fieldsTemplate(file, view, this);
    };
    this.#host.requestUpdate();
  }

  // State, for the templates

  isOpen(id: string): boolean {
    return !this.#host.multiple || this.#open === id;
  }

  get required(): readonly string[] {
    return this.#required.fields;
  }

  wasTried(id: string): boolean {
    return this.#required.wasTried(id);
  }

  lacks(id: string): boolean {
    return this.#required.lacks(id);
  }

  suggestionFor(file: UploadFile, field: string): string | null {
    return this.#suggestions.textFor(file, field);
  }

  /** The notice on several suggestions, from which all can be used at once. */
  notice(view: View): Content | undefined {
    const open = this.#suggestions.open(view.fields);
    const count = open.reduce((sum, { texts }) => sum + texts.length, 0);
    return suggestionsNotice(count, view, {
      use: () => this.#useAll(view),
      dismiss: () => {
        for (const id of this.#suggestions.ids) this.#suggestions.drop(id);
        this.#changed();
        this.#host.focus();
      },
    });
  }

  // Opening and closing

  open(id = this.#firstLacking(), at?: 'first' | 'last'): void {
    const file = id === undefined ? undefined : this.#options.session.queue.get(id);
    if (!file) return;
    const needed = at ? undefined : this.#required.emptyOf(file)[0];
    const field = needed ?? this.#names.at(at === 'last' ? -1 : 0);
    this.#open = file.id;
    this.#remember(file);
    void this.#focusOn(file.id, `textarea[data-action="field-${field}"]`);
  }

  draft({ id }: UploadFile, field: string, text: string): void {
    this.#row.id ??= id;
    this.#options.session.draft(id, { [field]: text });
  }

  save({ id }: UploadFile): void {
    void this.#options.session.save(id);
  }

  done(file: UploadFile): void {
    this.#end(file.id);
    this.#close(file.id);
  }

  revert({ id }: UploadFile): void {
    const { session } = this.#options;
    const file = session.queue.get(id);
    const before = this.#before?.id === id ? this.#before.texts : {};
    const changed = Object.entries(before).filter(([field, text]) => file && written(file, field) !== text);
    if (changed.length > 0) session.draft(id, Object.fromEntries(changed));
    if (this.#host.multiple) this.#reverted = id;
    const applied = this.#all.appliedField;
    if (file && this.#row.given.size > 0 && applied !== null) this.#takeBack(file, applied);
    this.#end(id);
    this.#close(id);
  }

  #close(id: string): void {
    this.#open = this.#before = null;
    this.#all.stopAsking();
    if (!this.#host.multiple) return this.#changed(); // they stay open
    void this.#focusOn(id, '[data-action="write"]');
  }

  step({ id }: UploadFile, way: 1 | -1): boolean {
    const { session } = this.#options;
    const { files } = session.queue;
    let at = files.findIndex((file) => file.id === id) + way;
    while (files[at] && !session.canWrite(files[at]!.id)) at += way;
    const next = files[at];
    if (!next) return false;
    this.#end(id);
    this.open(next.id, way === 1 ? 'first' : 'last');
    return true;
  }

  entered(file: UploadFile): void {
    if (this.#row.id !== null && this.#row.id !== file.id) this.#end(this.#row.id);
    this.#row.id = file.id;
    this.#reverted = null;
    if (this.#before?.id !== file.id) this.#remember(file);
  }

  /**
   * A field has lost the focus: its text is meant. A file that waits for its text goes out only when its row is left, as the
   * next field may be empty yet, and the buttons of the row are for a file that has not gone. A window that is left, and a
   * row that has moved or left the page, mean nothing.
   */
  left({ id }: UploadFile, event: FocusEvent): void {
    const { session } = this.#options;
    const form = event.currentTarget as HTMLElement;
    const to = event.relatedTarget;
    if (session.queue.get(id)?.status === 'queued') return;
    if (to instanceof Node && form.contains(to)) return void this.#save(id);
    queueMicrotask(() => {
      if (form.isConnected && !form.contains(this.#host.shadowRoot!.activeElement)) void this.#save(id);
    });
  }

  changed({ id }: UploadFile, field: string, text: string): void {
    const file = this.#options.session.queue.get(id);
    if (file && this.#reverted !== id && written(file, field) !== text) this.draft(file, field, text);
  }

  #remember(file: UploadFile): void {
    const texts = Object.fromEntries(this.#names.map((field) => [field, written(file, field)]));
    this.#before = { id: file.id, texts };
  }

  /** Files were to be sent, or the form: those without their text are marked. */
  #attempt(takesFocus: boolean): void {
    const { texts, announce } = this.#options;
    const count = this.#required.markLacking();
    if (count === 0) return;
    announce(() => texts.t('summaryLacking', { count }));
    if (takesFocus) this.open();
    else this.#changed();
  }

  /** The first of the files that lack a text. */
  #firstLacking(): string | undefined {
    return this.#options.session.queue.files.find(({ id }) => this.lacks(id))?.id;
  }

  #focusOn(id: string, control: string): Promise<void> {
    this.#changed();
    return this.#focus.on(id, control);
  }

  // Suggestions

  use(file: UploadFile, field: string): void {
    const text = this.suggestionFor(file, field);
    if (text === null) return;
    const { session } = this.#options;
    this.#suggestions.drop(file.id, field);
    session.draft(file.id, { [field]: text });
    if (this.isOpen(file.id)) return void this.#focusOn(file.id, `textarea[data-action="field-${field}"]`);
    void this.#save(file.id);
    void this.#focusOn(file.id, '[data-action="write"]');
  }

  dismiss(file: UploadFile, field: string): void {
    this.#suggestions.drop(file.id, field);
    const isOpen = this.isOpen(file.id);
    void this.#focusOn(file.id, isOpen ? `textarea[data-action="field-${field}"]` : '[data-action="write"]');
  }

  #useAll(view: View): void {
    const { session, texts, announce } = this.#options;
    const open = this.#suggestions.open(view.fields);
    const count = open.reduce((sum, each) => sum + each.texts.length, 0);
    for (const each of open) {
      this.#suggestions.drop(each.id);
      session.draft(each.id, Object.fromEntries(each.texts));
    }
    void this.#saveEach(open.map(({ id }) => id));
    announce(() => texts.t('fieldSuggestionsUsed', { count }));
    this.#changed();
    this.#host.focus();
  }

  // Apply to all

  applyState(file: UploadFile, field: string): ApplyState | null {
    return this.#all.stateOf(file.id, field, written(file, field));
  }

  applyToAll({ id }: UploadFile, field: string): void {
    const { session, texts, announce } = this.#options;
    const file = session.queue.get(id); // a letter may have come since it was shown
    if (!file) return;
    const change = this.#all.apply(id, field, written(file, field));
    if (change === null) return;
    if (typeof change === 'number') {
      announce(() => texts.t('fieldReplace', { count: change }));
      return void this.#focusOn(id, `[data-action="apply-${field}"]`);
    }
    // They go out with the one that is being written: until then it can be taken back.
    if (this.#row.id === null || this.#row.id === id) {
      this.#row.id = id;
      for (const each of change.keys()) this.#row.given.add(each);
    }
    this.#write(change, field);
    announce(() => texts.t('fieldApplied', { count: change.size }));
    void this.#focusOn(id, `[data-action="undo-${field}"]`);
  }

  keep(file: UploadFile, field: string): void {
    this.#all.stopAsking();
    void this.#focusOn(file.id, `textarea[data-action="field-${field}"]`);
  }

  undo(file: UploadFile, field: string): void {
    if (this.#all.appliedField === null) return;
    this.#takeBack(file, field);
    void this.#focusOn(file.id, `textarea[data-action="field-${field}"]`);
  }

  #takeBack({ id }: UploadFile, field: string): void {
    const { texts, announce } = this.#options;
    const { back, kept } = this.#all.takeBack(id, field);
    this.#write(back, field);
    for (const each of back.keys()) this.#row.given.delete(each);
    announce(() =>
      [
        texts.t('fieldTakenBack', { count: back.size }),
        kept > 0 ? texts.t('fieldKept', { count: kept }) : '',
      ].join(' '),
    );
  }

  // Saving

  #write(textsById: TextsByFile, field: string): void {
    for (const [id, text] of textsById) this.#options.session.draft(id, { [field]: text });
    void this.#saveEach([...textsById.keys()].filter((id) => !this.#row.given.has(id)));
  }

  #saveEach(ids: readonly string[]): Promise<void> {
    return inLanes(ids, SAVED_AT_A_TIME, (id) => this.#save(id));
  }

  /** A text is meant: a file that was held back for it goes out, one that was sent is changed. */
  #save(id: string): Promise<void> {
    const { session } = this.#options;
    if (this.#required.isHeldBack(id) && session.isComplete!(id)) this.#letGo([id]);
    return session.save(id);
  }

  #letGo(ids: readonly string[]): void {
    const { session } = this.#options;
    for (const id of ids) session.queue.apply(id, { type: 'release' });
    session.waitsChanged();
  }

  /** All files, with their texts in a field. */
  #filesOf(field: string): FieldOfFile[] {
    const { session } = this.#options;
    return session.queue.files.map((file) => ({
      id: file.id,
      text: written(file, field),
      isWritable: session.canWrite(file.id),
      isNeeded: this.required.includes(field) && !/^(queued|failed)$/.test(file.status),
    }));
  }
}
