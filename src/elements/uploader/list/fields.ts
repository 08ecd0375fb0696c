import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { UploadSession } from '../../../upload/session/session.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import { fieldSettings } from '../field-settings.ts';
import type { PartContext } from '../part-context.ts';
import type { UploaderProperties } from '../properties.ts';
import type { Content, Texts, View } from '../view-model.ts';
import { inputStyles } from '../panel/input.styles.ts';
import { planApply, takenBack, type Applied, type FieldOfFile } from './apply-to-all.ts';
import type { ApplyState, FieldEditing } from './field-editing.ts';
import { emptyFields, written } from './field-text.ts';
import { fieldsTemplate, suggestionsNotice } from './fields-template.ts';
import { fieldStyles } from './fields.styles.ts';
import { grow } from './grow.ts';
import { inLanes } from './lanes.ts';
import { Suggestions } from './suggestions.ts';
import type { Fields } from './file-list.ts';

export { fields as english } from '../../../locales/en/fields.ts';
export const styles = [inputStyles, fieldStyles];

/** Changes of stored images that are saved at a time, where one act changes many. */
const SAVED_AT_A_TIME = 3;

export interface FieldsEditorOptions {
  session: UploadSession;
  texts: Texts;
  /** Brings a file's row into sight. */
  list: { reveal(id: string): Promise<void> };
  announce(say: () => string): void;
}

/** Makes the editor of what a person writes about the files of an uploader. */
export const editFields = ({ host, session, list, announcer, options }: PartContext): FieldsEditor =>
  new FieldsEditor(host, {
    ...{ session, list, texts: options.texts },
    announce: (say) => announcer.announce('fields', say),
  });

/**
 * What a person writes about files: which file's fields are open, where the focus goes from there, what is proposed, and what
 * is applied to all. The texts themselves are in the session, so that nothing here can lose them.
 */
export class FieldsEditor implements ReactiveController, FieldEditing {
  /** Shows the fields of a file. Another function after each change, so that the rows are rendered anew. */
  template!: Fields;
  readonly #host: UploaderProperties & ReactiveControllerHost;
  readonly #options: FieldsEditorOptions;
  readonly #suggestions: Suggestions;
  #open: string | null = null;
  /** The texts as they were when the fields were opened, by file: Escape goes back to them. */
  #before: { id: string; texts: Readonly<Record<string, string>> } | null = null;
  /** The control that is to have the focus once it is there. */
  #wanted: { id: string; control: string } | null = null;
  /** Files that lacked a text when they were to be sent. */
  readonly #tried = new Set<string>();
  /** Files that lack a required text: held back for it, and sent ones whose text a person has taken away. */
  readonly #lacking = new Set<string>();
  readonly #bare = new Set<string>();
  /** The file that is being written about: it goes out once its row is left. */
  #entered: string | null = null;
  /** Files that were given the text of that one, and go out with it. */
  readonly #given = new Set<string>();
  /** The file in whose row a button of the mouse is down. */
  #pressed: { id: string; button: HTMLElement | null } | null = null;
  /** The fields that Escape has closed: as they vanish, they report the text once more. */
  #reverted: string | null = null;
  #watch: AbortController | null = null;
  #asking: { id: string; field: string } | null = null;
  #applied: (Applied & { id: string; field: string }) | null = null;
  /** The required fields that the files were last judged by; null before that. */
  #required: string | null = null;
  /** The fields of the latest view, which the token allows. */
  #names: readonly string[] = [];

  constructor(host: UploaderProperties & ReactiveControllerHost, options: FieldsEditorOptions) {
    this.#host = host;
    this.#options = options;
    const { session } = options;
    this.#suggestions = new Suggestions({
      wanted: (file) => (session.canWrite(file.id) ? emptyFields(file, this.#names) : []),
      contentOf: (id) => session.fileOf(id),
      changed: () => this.#changed(),
    });
    session.queue.texts = { lacking: this.#lacking, bare: this.#bare };
    session.queue.subscribe(({ type, file }) => {
      const { id } = file;
      if (type !== 'removed') return this.#judge(file);
      this.#suggestions.forget(id);
      for (const ids of [this.#tried, this.#lacking, this.#bare, this.#given]) ids.delete(id);
      if (this.#open === id) this.#open = null;
      if (this.#entered === id) this.#end(id);
    });
    session.isComplete = (id) =>
      !this.#given.has(id) && emptyFields(session.queue.get(id)!, this.required).length === 0;
    session.onUpload = () => this.#attempt(navigator.userActivation.isActive);
    host.addEventListener('invalid', () => this.#attempt(false));
    host.addController(this);
    this.#changed();
  }

  hostUpdated(): void {
    const { session } = this.#options;
    // Files that came before this did, or were held back for a field that is not required, or not allowed, any more.
    if (!this.#isReviewed()) {
      const heldBack = [...session.queue.ids('queued/fields')];
      this.#letGo(heldBack.filter((id) => id !== this.#entered && session.isComplete!(id)));
      const known = this.#lacking.size + this.#bare.size;
      for (const file of session.queue.files) this.#judge(file);
      if (known !== this.#lacking.size + this.#bare.size) this.#host.requestUpdate();
    }
    this.#suggestions.ask(session.queue.files, this.#host.suggest);
    this.#focus();
    grow(this.#host.shadowRoot!.querySelectorAll('.field textarea'));
  }

  /** Whether the files were judged by what is required now. */
  #isReviewed(): boolean {
    const { policy } = this.#options.session;
    const required = [this.required, policy?.abilities?.includes('update')].join();
    const isSame = this.#required === required;
    this.#required = required;
    return isSame;
  }

  hostConnected(): void {
    this.#watch = new AbortController();
    const { signal } = this.#watch;
    // A press may take the focus away before the button has acted, and in Safari gives it to no button.
    const pressed = (event: Event) => {
      const path = event.composedPath().filter((each) => each instanceof HTMLElement);
      const id = path.find((each) => each.matches('.file'))?.dataset['id'];
      this.#pressed =
        id === undefined ? null : { id, button: path.find((each) => each.matches('button')) ?? null };
    };
    const released = () => setTimeout(() => this.#letPressGo());
    addEventListener('mousedown', pressed, { capture: true, signal });
    for (const type of ['mouseup', 'dragend']) addEventListener(type, released, { capture: true, signal });
    this.#host.shadowRoot?.addEventListener('focusout', () => this.#leaveRow(), { signal });
  }

  hostDisconnected(): void {
    this.#watch?.abort();
    this.#suggestions.stop();
  }

  #letPressGo(): void {
    const { id, button } = this.#pressed ?? {};
    this.#pressed = null;
    if (id !== undefined && id === this.#entered && !this.#host.shadowRoot!.activeElement)
      button?.focus({ preventScroll: true });
    this.#leaveRow();
  }

  /** The file that is written about goes out once the focus is not in its row, nor in the menu of its row. */
  #leaveRow(): void {
    const id = this.#entered;
    if (id === null) return;
    queueMicrotask(() => {
      if (this.#entered !== id || this.#pressed?.id === id) return;
      const root = this.#host.shadowRoot!;
      const row = root.querySelector(`.file[data-id="${CSS.escape(id)}"]`);
      if (!row || row.contains(root.activeElement) || row.querySelector('[aria-expanded="true"]')) return;
      this.#end(id);
    });
  }

  /** A file is written about no more: it goes out, and those with it that were given its text. */
  #end(id: string): void {
    const given = [...this.#given];
    this.#entered = null;
    this.#given.clear();
    void this.#save(id);
    void this.#saveEach(given);
  }

  /** Whether a file lacks a required text. Images that nobody can write about any more are left as they are. */
  #judge(file: UploadFile): void {
    const { session } = this.#options;
    const { id, status, source, image } = file;
    const isEmpty = emptyFields(file, this.required).length > 0;
    const isHeld = this.isHeldBack(id);
    const isSent = /^(uploading|processing|ready)$/.test(status) && (source !== 'value' || image !== null);
    for (const [ids, lacks] of [
      [this.#lacking, isEmpty && isHeld],
      [this.#bare, isEmpty && isSent && session.canWrite(id)],
    ] as const)
      if (lacks) ids.add(id);
      else ids.delete(id);
  }

  #changed(): void {
    this.template = (file, view) => {
      this.#names = view.fields;
      return fieldsTemplate(file, view, this);
    };
    this.#host.requestUpdate();
  }

  // What is shown

  isOpen(id: string): boolean {
    return !this.#host.multiple || this.#open === id;
  }

  get required(): readonly string[] {
    const allowed = this.#options.session.policy?.fields;
    const { required } = fieldSettings(this.#host.fields);
    return required.filter((field) => allowed?.includes(field) ?? true);
  }

  wasTried(id: string): boolean {
    return this.#tried.has(id);
  }

  isHeldBack(id: string): boolean {
    return this.#options.session.queue.ids('queued/fields').has(id);
  }

  lacks(id: string): boolean {
    return this.#lacking.has(id) || this.#bare.has(id);
  }

  suggestionFor(file: UploadFile, field: string): string | null {
    return (written(file, field).trim() === '' && this.#suggestions.get(file.id)[field]) || null;
  }

  /** The notice on several suggestions, from which all can be used at once. */
  notice(view: View): Content | undefined {
    const count = this.#suggested(view).reduce((sum, file) => sum + this.#proposed(file, view).length, 0);
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
    const needed = at ? undefined : emptyFields(file, this.required)[0];
    const field = needed ?? this.#names.at(at === 'last' ? -1 : 0);
    this.#open = file.id;
    this.#remember(file);
    void this.#focusOn(file.id, `textarea[data-action="field-${field}"]`);
  }

  draft({ id }: UploadFile, field: string, text: string): void {
    this.#entered ??= id;
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
    if (file && this.#given.size > 0 && this.#applied) this.#takeBack(file, this.#applied.field);
    this.#end(id);
    this.#close(id);
  }

  #close(id: string): void {
    this.#open = this.#asking = this.#before = null;
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
    if (this.#entered !== null && this.#entered !== file.id) this.#end(this.#entered);
    this.#entered = file.id;
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
    const lacking = [...this.#lacking, ...this.#bare];
    if (lacking.length === 0) return;
    for (const id of lacking) this.#tried.add(id);
    announce(() => texts.t('summaryLacking', { count: lacking.length }));
    if (takesFocus) this.open();
    else this.#changed();
  }

  /** The first of the files that lack a text. */
  #firstLacking(): string | undefined {
    return this.#options.session.queue.files.find(({ id }) => this.lacks(id))?.id;
  }

  async #focusOn(id: string, control: string): Promise<void> {
    this.#wanted = { id, control };
    this.#changed();
    await this.#host.updateComplete;
    if (!this.#wanted) return;
    await this.#options.list.reveal(id); // its row was not in the page
    this.#focus();
  }

  #focus(): void {
    const { id, control } = this.#wanted ?? {};
    if (id === undefined) return;
    const place = `.file[data-id="${CSS.escape(id)}"] ${control}`;
    const found = this.#host.shadowRoot!.querySelector<HTMLElement>(place);
    if (!found) return;
    this.#wanted = null;
    found.focus();
    if (found instanceof HTMLTextAreaElement) found.setSelectionRange(found.value.length, found.value.length);
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

  /** Files with a proposal for a field that is empty. */
  #suggested(view: View): UploadFile[] {
    const { queue } = this.#options.session;
    return this.#suggestions.ids
      .map((id) => queue.get(id))
      .filter((file) => !!file)
      .filter((file) => this.#proposed(file, view).length > 0);
  }

  /** What is proposed for the empty fields of a file: field and text. */
  #proposed(file: UploadFile, { fields }: View): (readonly [string, string])[] {
    return fields.flatMap((field) => {
      const text = this.suggestionFor(file, field);
      return text === null ? [] : [[field, text] as const];
    });
  }

  #useAll(view: View): void {
    const { session, texts, announce } = this.#options;
    const files = this.#suggested(view);
    let count = 0;
    for (const file of files) {
      const proposed = this.#proposed(file, view);
      count += proposed.length;
      this.#suggestions.drop(file.id);
      session.draft(file.id, Object.fromEntries(proposed));
    }
    void this.#saveEach(files.map(({ id }) => id));
    announce(() => texts.t('fieldSuggestionsUsed', { count }));
    this.#changed();
    this.#host.focus();
  }

  // Apply to all

  applyState(file: UploadFile, field: string): ApplyState | null {
    const applied = this.#applied;
    if (applied && applied.id === file.id && applied.field === field && applied.text === written(file, field))
      return {
        ...{ step: 'done', count: applied.before.size },
        canUndo: takenBack(applied, this.#fieldsOfAll(field)).size > 0,
      };
    const text = written(file, field);
    if (text.trim() === '') return null;
    const plan = planApply(text, this.#fieldsOfAll(field));
    if (plan.empty.length + plan.other.length === 0) return null;
    const isAsking = this.#asking?.id === file.id && this.#asking.field === field && plan.empty.length === 0;
    return { step: isAsking ? 'asking' : 'offered', plan };
  }

  applyToAll({ id }: UploadFile, field: string): void {
    const { session, texts, announce } = this.#options;
    const file = session.queue.get(id); // a letter may have come since it was shown
    if (!file) return;
    const state = this.applyState(file, field);
    if (!state || state.step === 'done') return;
    const { empty, other } = state.plan;
    if (empty.length === 0 && state.step === 'offered') {
      this.#asking = { id: file.id, field };
      announce(() => texts.t('fieldReplace', { count: other.length }));
      return void this.#focusOn(file.id, `[data-action="apply-${field}"]`);
    }
    const ids = empty.length > 0 ? empty : other;
    const text = written(file, field);
    const before = new Map(ids.map((each) => [each, written(session.queue.get(each)!, field)]));
    this.#asking = null;
    this.#applied = { id: file.id, field, text, before };
    // They go out with the one that is being written: until then it can be taken back.
    if (this.#entered === null || this.#entered === file.id) {
      this.#entered = file.id;
      for (const each of ids) this.#given.add(each);
    }
    this.#write(new Map(ids.map((each) => [each, text])), field);
    announce(() => texts.t('fieldApplied', { count: ids.length }));
    void this.#focusOn(file.id, `[data-action="undo-${field}"]`);
  }

  keep(file: UploadFile, field: string): void {
    this.#asking = null;
    void this.#focusOn(file.id, `textarea[data-action="field-${field}"]`);
  }

  undo(file: UploadFile, field: string): void {
    if (!this.#applied) return;
    this.#takeBack(file, field);
    void this.#focusOn(file.id, `textarea[data-action="field-${field}"]`);
  }

  /** Files that are sent keep a required text: they must not be without. */
  #takeBack({ id }: UploadFile, field: string): void {
    const { texts, announce } = this.#options;
    const { before } = this.#applied!;
    const back = takenBack(this.#applied!, this.#fieldsOfAll(field));
    this.#applied = null;
    this.#write(back, field);
    for (const each of back.keys()) this.#given.delete(each);
    const kept = [...before.keys()].filter((each) => each !== id && !back.has(each)).length;
    announce(() =>
      [
        texts.t('fieldTakenBack', { count: back.size }),
        kept > 0 ? texts.t('fieldKept', { count: kept }) : '',
      ].join(' '),
    );
  }

  #write(textsById: ReadonlyMap<string, string>, field: string): void {
    for (const [id, text] of textsById) this.#options.session.draft(id, { [field]: text });
    void this.#saveEach([...textsById.keys()].filter((id) => !this.#given.has(id)));
  }

  #saveEach(ids: readonly string[]): Promise<void> {
    return inLanes(ids, SAVED_AT_A_TIME, (id) => this.#save(id));
  }

  /** A text is meant: a file that was held back for it goes out, one that was sent is changed. */
  #save(id: string): Promise<void> {
    const { session } = this.#options;
    if (this.isHeldBack(id) && session.isComplete!(id)) this.#letGo([id]);
    return session.save(id);
  }

  #letGo(ids: readonly string[]): void {
    const { session } = this.#options;
    for (const id of ids) session.queue.apply(id, { type: 'release' });
    session.waitsChanged();
  }

  #fieldsOfAll(field: string): FieldOfFile[] {
    const { session } = this.#options;
    return session.queue.files.map((file) => ({
      id: file.id,
      text: written(file, field),
      isWritable: session.canWrite(file.id),
      isNeeded: this.required.includes(field) && !/^(queued|failed)$/.test(file.status),
    }));
  }
}
