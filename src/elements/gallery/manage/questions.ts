import type { UploadPolicy } from '../../../api/types.ts';
import type { GalleryContext } from '../context.ts';
import type { Change } from './change.ts';
import { changeOf, Drafts, startOf, type FieldStart, type Written } from './details-form.ts';
import { endOf, expiryOf, type Lifetime } from './expiry.ts';
import { editableFields } from './fields.ts';

/** The question of the open dialog, the images it is about, and what has been answered so far. */
export type Question =
  | { kind: 'delete' | 'private'; ids: string[] }
  | { kind: 'details'; ids: string[]; fields: FieldStart[]; written: Map<string, string>; restored: boolean }
  | { kind: 'expiry'; ids: string[]; now: ReturnType<typeof expiryOf>; lifetime: Lifetime };

/** The actions that an answer leads to, and what the token allows. */
export interface QuestionActs {
  policy(): UploadPolicy | null;
  delete(ids: readonly string[]): void;
  update(ids: readonly string[], change: Change, written?: Written): void;
}

/** The questions before actions, one at a time, in a modal dialog; and the texts that were written in it and not saved. */
export class Questions {
  question: Question | null = null;

  readonly context: GalleryContext;
  readonly #acts: QuestionActs;
  readonly #drafts = new Drafts();
  #opened: Question | null = null;

  constructor(context: GalleryContext, acts: QuestionActs) {
    this.context = context;
    this.#acts = acts;
  }

  /** The names of the fields that can be edited, as far as the token allows. */
  get fields(): string[] {
    const allowed = this.#acts.policy()?.fields;
    const fields = editableFields(this.context.settings().fields);
    return allowed ? fields.filter((name) => allowed.includes(name)) : fields;
  }

  /** Asks first: deleting is for good, and the others need an answer. */
  ask(kind: Question['kind'], ids: string[]): void {
    if (ids.length === 0 || this.question) return;
    if (kind === 'delete' && !this.context.emit('imgpro-before-delete', { ids }, { cancelable: true }))
      return;
    this.question = this.#questionOf(kind, ids);
    this.context.requestUpdate();
  }

  #questionOf(kind: Question['kind'], ids: string[]): Question {
    const images = ids.flatMap((id) => this.context.find(id) ?? []);
    switch (kind) {
      case 'details': {
        const draft = this.#drafts.get(ids);
        const fields = startOf(this.fields, images);
        return { kind, ids, fields, written: new Map(draft), restored: draft !== undefined };
      }
      case 'expiry':
        return { kind, ids, now: expiryOf(images), lifetime: 'keep' };
      default:
        return { kind, ids };
    }
  }

  /** A person writes in a field; null keeps it as it is. */
  write(name: string, text: string | null): void {
    if (this.question?.kind !== 'details') return;
    const { written } = this.question;
    if (text === null) written.delete(name);
    else written.set(name, text);
    this.context.requestUpdate();
  }

  /** Begins anew with what the images have. */
  discard(): void {
    if (this.question?.kind !== 'details') return;
    this.question.written.clear();
    this.question.restored = false;
    this.#drafts.drop(this.question.ids);
    this.context.requestUpdate();
  }

  choose(lifetime: Lifetime): void {
    if (this.question?.kind !== 'expiry') return;
    this.question.lifetime = lifetime;
    this.context.requestUpdate();
  }

  /** The question is answered. */
  answer(): void {
    const { question } = this;
    if (!question) return;
    const { ids } = question;
    this.question = null;
    this.context.requestUpdate();
    switch (question.kind) {
      case 'delete':
        return this.#acts.delete(ids);
      case 'private':
        return this.#acts.update(ids, { public: false });
      case 'details': {
        this.#drafts.drop(ids);
        const change = changeOf(question.fields, question.written);
        return change ? this.#acts.update(ids, change, question.written) : undefined;
      }
      case 'expiry': {
        const end = endOf(question.lifetime, Date.now());
        return end === undefined ? undefined : this.#acts.update(ids, { expires_at: end });
      }
    }
  }

  /** The question goes without an answer. Texts that were written are kept for the next time it is asked. */
  cancel(): void {
    const { question } = this;
    if (question?.kind === 'details') {
      const { ids, fields, written } = question;
      if (changeOf(fields, written)) this.#drafts.keep(ids, written);
      else this.#drafts.drop(ids);
    }
    this.question = null;
    this.context.requestUpdate();
  }

  /** After each rendering. A question is opened once: one whose dialog was closed is on its way out. */
  rendered(): void {
    if (this.question === this.#opened) return;
    this.#opened = this.question;
    const dialog = this.question && this.context.root().querySelector<HTMLDialogElement>('dialog.dialog');
    if (!dialog) return;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-first]')?.focus();
  }

  /** Saving the texts has failed for these images: the next time they are there. */
  keep(ids: readonly string[], written: Written): void {
    this.#drafts.keep(ids, written);
  }
}
