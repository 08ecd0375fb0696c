/** The text of one file in the field that is applied to all. */
export interface FieldOfFile {
  id: string;
  text: string;
  /** Whether what is written about it can still reach the service. */
  isWritable: boolean;
  /** It is sent, or stored, and must not be without this text. */
  isNeeded?: boolean;
}

/** The files that a text may be applied to, by what becomes of them. */
export interface ApplyPlan {
  /** Files without a text. */
  empty: string[];
  /** Files with another text, which would be replaced. */
  other: string[];
}

/** The files that applying a text to all would change; the file that it comes from has it already. */
export function planApply(text: string, files: readonly FieldOfFile[]): ApplyPlan {
  const plan: ApplyPlan = { empty: [], other: [] };
  for (const file of files) {
    if (!file.isWritable || file.text.trim() === text.trim()) continue;
    (file.text.trim() === '' ? plan.empty : plan.other).push(file.id);
  }
  return plan;
}

/** An application that can be taken back. */
export interface Applied {
  text: string;
  /** The texts that it replaced, by file. */
  before: ReadonlyMap<string, string>;
}

/** The texts to put back: those of files whose text nobody has changed since, and which may do without it. */
export function takenBack({ text, before }: Applied, files: readonly FieldOfFile[]): Map<string, string> {
  return new Map(
    files
      .filter((file) => before.has(file.id) && file.isWritable && file.text === text)
      .filter(({ id, isNeeded }) => !isNeeded || before.get(id)!.trim() !== '')
      .map(({ id }) => [id, before.get(id)!]),
  );
}

/** The state of applying a text to all: offered, asked about, or done. */
export type ApplyState =
  | { readonly step: 'offered' | 'asking'; readonly plan: ApplyPlan }
  | { readonly step: 'done'; readonly count: number; readonly canUndo: boolean };

/** Texts by file, to be written into one field. */
export type TextsByFile = ReadonlyMap<string, string>;

/**
 * Applying the text of one file to all, one field at a time: offered, asked about where texts would be replaced, and taken back.
 * It decides which texts are to be written, and writes none.
 */
export class ApplyToAll {
  readonly #filesOf: (field: string) => readonly FieldOfFile[];
  #asking: { id: string; field: string } | null = null;
  #applied: (Applied & { id: string; field: string }) | null = null;

  /** @param filesOf All files, with their texts in a field. */
  constructor(filesOf: (field: string) => readonly FieldOfFile[]) {
    this.#filesOf = filesOf;
  }

  /** The field that was applied last, and can be taken back; null for none. */
  get appliedField(): string | null {
    return this.#applied?.field ?? null;
  }

  /** The state for a file with this text in the field; null where there is nothing to do. */
  stateOf(id: string, field: string, text: string): ApplyState | null {
    const applied = this.#applied;
    if (applied && applied.id === id && applied.field === field && applied.text === text)
      return {
        ...{ step: 'done', count: applied.before.size },
        canUndo: takenBack(applied, this.#filesOf(field)).size > 0,
      };
    if (text.trim() === '') return null;
    const plan = planApply(text, this.#filesOf(field));
    if (plan.empty.length + plan.other.length === 0) return null;
    const isAsking = this.#asking?.id === id && this.#asking.field === field && plan.empty.length === 0;
    return { step: isAsking ? 'asking' : 'offered', plan };
  }

  /**
   * Applies a text to the files without one; where all have one, asks first.
   * @returns The texts to write; the number of texts that a person is asked whether to replace; null where there is nothing to do.
   */
  apply(id: string, field: string, text: string): TextsByFile | number | null {
    const state = this.stateOf(id, field, text);
    if (!state || state.step === 'done') return null;
    const { empty, other } = state.plan;
    if (empty.length === 0 && state.step === 'offered') {
      this.#asking = { id, field };
      return other.length;
    }
    const ids = new Set(empty.length > 0 ? empty : other);
    const files = this.#filesOf(field).filter((file) => ids.has(file.id));
    this.#asking = null;
    this.#applied = { id, field, text, before: new Map(files.map((file) => [file.id, file.text])) };
    return new Map(files.map((file) => [file.id, text]));
  }

  /** Nothing is asked any more. */
  stopAsking(): void {
    this.#asking = null;
  }

  /**
   * Takes back what was applied; it cannot be taken back again. Files that are sent keep a required text: they must not be without.
   * @returns The former texts, and how many other files keep the one that was applied.
   */
  takeBack(id: string, field: string): { back: TextsByFile; kept: number } {
    const applied = this.#applied!;
    const back = takenBack(applied, this.#filesOf(field));
    this.#applied = null;
    const kept = [...applied.before.keys()].filter((each) => each !== id && !back.has(each)).length;
    return { back, kept };
  }
}
