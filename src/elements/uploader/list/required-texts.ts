import type { UploadSession } from '../../../upload/session/session.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import { fieldSettings } from '../field-settings.ts';
import type { UploaderProperties } from '../properties.ts';
import { emptyFields } from './field-text.ts';

/** The required texts, and the files that lack one: the form's verdict and the marks in the rows follow from them. */
export class RequiredTexts {
  readonly #host: Pick<UploaderProperties, 'fields'>;
  readonly #session: UploadSession;
  /** Files that lacked a text when they were to be sent. */
  readonly #tried = new Set<string>();
  /** Files that are held back for a text. */
  readonly #lacking = new Set<string>();
  /** Files that were sent, and whose text a person has taken away. */
  readonly #bare = new Set<string>();
  /** The rules that the files were last judged by; null before that. */
  #judgedBy: string | null = null;

  constructor(host: Pick<UploaderProperties, 'fields'>, session: UploadSession) {
    this.#host = host;
    this.#session = session;
    session.queue.texts = { lacking: this.#lacking, bare: this.#bare };
  }

  /** Fields without which no file is sent: as the page asks, as far as the token allows. */
  get fields(): readonly string[] {
    const allowed = this.#session.policy?.fields;
    const { required } = fieldSettings(this.#host.fields);
    return required.filter((field) => allowed?.includes(field) ?? true);
  }

  /** The required fields of a file that are empty. */
  emptyOf(file: UploadFile): string[] {
    return emptyFields(file, this.fields);
  }

  isHeldBack(id: string): boolean {
    return this.#session.queue.ids('queued/fields').has(id);
  }

  lacks(id: string): boolean {
    return this.#lacking.has(id) || this.#bare.has(id);
  }

  wasTried(id: string): boolean {
    return this.#tried.has(id);
  }

  /** Files were to be sent, or the form: marks those that lack a text, and says how many there are. */
  markLacking(): number {
    const lacking = [...this.#lacking, ...this.#bare];
    for (const id of lacking) this.#tried.add(id);
    return lacking.length;
  }

  /** Whether the files were judged by the rules of now. From here on they count as judged. */
  isReviewed(): boolean {
    const rules = [this.fields, this.#session.policy?.abilities?.includes('update')].join();
    const isSame = this.#judgedBy === rules;
    this.#judgedBy = rules;
    return isSame;
  }

  /** Judges whether a file lacks a text. Images that nobody can write about any more are left as they are. */
  judge(file: UploadFile): void {
    const { id, status, source, image } = file;
    const isEmpty = this.emptyOf(file).length > 0;
    const isHeld = this.isHeldBack(id);
    const isSent = /^(uploading|processing|ready)$/.test(status) && (source !== 'value' || image !== null);
    for (const [ids, lacks] of [
      [this.#lacking, isEmpty && isHeld],
      [this.#bare, isEmpty && isSent && this.#session.canWrite(id)],
    ] as const)
      if (lacks) ids.add(id);
      else ids.delete(id);
  }

  /** Judges all files. Returns whether more of them lack a text than before, or fewer. */
  judgeAll(): boolean {
    const known = this.#lacking.size + this.#bare.size;
    for (const file of this.#session.queue.files) this.judge(file);
    return known !== this.#lacking.size + this.#bare.size;
  }

  /** The file is off the list. */
  forget(id: string): void {
    for (const ids of [this.#tried, this.#lacking, this.#bare]) ids.delete(id);
  }
}
