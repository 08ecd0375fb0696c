import type { PictureEdit } from '../../../upload/state/file-edit.ts';

/** Steps that can be taken back. */
const MOST = 100;

/** The edits of a picture, one after the other: each can be taken back, exactly. */
export class EditHistory {
  readonly #first: PictureEdit;
  readonly #before: PictureEdit[] = [];
  /** Changes of this kind that follow each other are one step: a drag, a run of keys. */
  #kind: string | null = null;
  present: PictureEdit;

  constructor(first: PictureEdit) {
    this.#first = this.present = first;
  }

  /** Whether anything is another than it was at first. */
  get isChanged(): boolean {
    return JSON.stringify(this.present) !== JSON.stringify(this.#first);
  }

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  /**
   * Takes a step.
   * @param kind Changes of one kind that follow each other are one step; null: a step of its own.
   */
  change(edit: PictureEdit, kind: string | null = null): void {
    if (JSON.stringify(edit) === JSON.stringify(this.present)) return;
    if (kind === null || kind !== this.#kind) {
      this.#before.push(this.present);
      if (this.#before.length > MOST) this.#before.shift();
    }
    this.#kind = kind;
    this.present = edit;
  }

  /** The next change is a step of its own. */
  rest(): void {
    this.#kind = null;
  }

  /** Takes the last step back. */
  undo(): void {
    this.#kind = null;
    this.present = this.#before.pop() ?? this.present;
  }
}
