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
