import type { UploadFile } from '../../../upload/state/types.ts';
import type { ApplyState } from './apply-to-all.ts';

/** The editor of fields, as the templates and the keys know it. */
export interface FieldEditing {
  /** Whether the fields of a file are open. Where there is one file at most, they always are. */
  isOpen(id: string): boolean;
  /** Fields without which no file is sent. */
  readonly required: readonly string[];
  /** Whether a file was to be sent, and lacked a text. */
  wasTried(id: string): boolean;
  /** Whether a file lacks a required text, held back for it or sent without. */
  lacks(id: string): boolean;

  /** Opens the fields of a file; default: of the first that lacks a text. The focus goes into its first or last field; default: into the one that is needed. */
  open(id?: string, at?: 'first' | 'last'): void;
  /** Text is being written. */
  draft(file: UploadFile, field: string, text: string): void;
  /** A field reports its text once more, as it is left. */
  changed(file: UploadFile, field: string, text: string): void;
  /** Saves the texts of a stored image that are not saved yet. */
  save(file: UploadFile): void;
  /** It is written, and meant: the fields close. */
  done(file: UploadFile): void;
  /** The texts are again what they were when the fields were opened. */
  revert(file: UploadFile): void;
  /** Goes on to the fields of the next file, or back to those of the one before. Returns whether there is one. */
  step(file: UploadFile, way: 1 | -1): boolean;
  /** The fields of a file have the focus. */
  entered(file: UploadFile): void;
  /** A field has lost the focus: its text is meant. */
  left(file: UploadFile, event: FocusEvent): void;

  /** The text that is proposed for an empty field. */
  suggestionFor(file: UploadFile, field: string): string | null;
  /** A person takes a proposed text. */
  use(file: UploadFile, field: string): void;
  /** A person does not want a proposed text. */
  dismiss(file: UploadFile, field: string): void;

  /** The state of applying the text of a field to all files; null where it would change none. */
  applyState(file: UploadFile, field: string): ApplyState | null;
  /** Applies a text to the files without one; where all have one, asks first whether to replace those. */
  applyToAll(file: UploadFile, field: string): void;
  /** Nothing is replaced. */
  keep(file: UploadFile, field: string): void;
  /** Takes back what was applied, but for what was written since. */
  undo(file: UploadFile, field: string): void;
}
