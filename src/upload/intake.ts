import { inspect, sameBytes, type Inspected } from './inspect.ts';
import { hasBounds, judgeFile, type Refusal, type UploadRules } from './rules.ts';
import type { FileSource } from './types.ts';

/** A file on its way in. */
export interface NewFile {
  data: Blob;
  name: string;
  source: FileSource;
  /** What is written already, as by a plugin. */
  fields?: Record<string, string>;
}

export interface Accepted extends NewFile {
  facts: Inspected;
}

/** A file that was not taken, and why. */
export interface Rejection extends Refusal {
  file: NewFile;
}

export interface IntakeOptions {
  rules: UploadRules;
  /** How many files are on the list already. */
  present: number;
  /** Files on the list with this size, for the search of duplicates. */
  ofSize(size: number): Iterable<Blob>;
  allowDuplicates: boolean;
}

/** Files read at a time: enough to keep the disk busy, few enough to leave the page responsive. */
export const PORTION = 64;

/** Judges a portion of files, in the order given. */
export async function takeIn(
  files: readonly NewFile[],
  options: IntakeOptions,
): Promise<{ accepted: Accepted[]; rejected: Rejection[] }> {
  const accepted: Accepted[] = [];
  const rejected: Rejection[] = [];
  const { rules, present, allowDuplicates } = options;
  const facts = await Promise.all(files.map((file) => inspect(file.data, hasBounds(rules))));
  for (const [at, file] of files.entries()) {
    const known = facts[at]!;
    const refusal =
      judgeFile(known, rules) ??
      (!allowDuplicates && (await isDuplicate(file.data, accepted, options)) ? DUPLICATE : null) ??
      (rules.maxFiles !== undefined && present + accepted.length >= rules.maxFiles
        ? ({ code: 'too-many', limit: rules.maxFiles } as const)
        : null);
    if (refusal) rejected.push({ ...refusal, file });
    else accepted.push({ ...file, facts: known });
  }
  return { accepted, rejected };
}

const DUPLICATE: Refusal = { code: 'duplicate' };

/** By content, never by name: cameras reuse names, and people rename. Only files of one size are compared. */
async function isDuplicate(
  data: Blob,
  accepted: readonly Accepted[],
  options: IntakeOptions,
): Promise<boolean> {
  for (const other of options.ofSize(data.size)) if (await same(data, other)) return true;
  for (const other of accepted)
    if (other.data.size === data.size && (await same(data, other.data))) return true;
  return false;
}

async function same(a: Blob, b: Blob): Promise<boolean> {
  try {
    return await sameBytes(a, b);
  } catch {
    return false; // one of them can no longer be read: then it is not known to be the same
  }
}
