import { sameBytes, type Inspected } from './inspect.ts';
import { inspectFiles } from './inspector.ts';
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
  /** Files on the list with this fingerprint, for the search of duplicates. */
  like(fingerprint: string): Iterable<Blob>;
  allowDuplicates: boolean;
}

/** Files read at a time: the first few soon, then as many as leave the page responsive. */
const FIRST_PORTION = 32;
const PORTION = 256;

/** Where the portion that begins here ends. */
export const endOfPortion = (at: number): number => at + (at === 0 ? FIRST_PORTION : PORTION);

/** Judges a portion of files, in the order given. */
export async function takeIn(
  files: readonly NewFile[],
  options: IntakeOptions,
): Promise<{ accepted: Accepted[]; rejected: Rejection[] }> {
  const accepted: Accepted[] = [];
  const rejected: Rejection[] = [];
  const { rules, present, allowDuplicates } = options;
  const facts = await inspectFiles(
    files.map(({ data }) => data),
    hasBounds(rules),
  );
  const taken = new Map<string, Blob[]>();
  for (const [at, file] of files.entries()) {
    const known = facts[at]!;
    const alike = taken.get(known.fingerprint) ?? [];
    const others = allowDuplicates ? [] : [...options.like(known.fingerprint), ...alike];
    const refusal =
      judgeFile(known, rules) ??
      (others.length > 0 && (await isAmong(file.data, others)) ? DUPLICATE : null) ??
      (rules.maxFiles !== undefined && present + accepted.length >= rules.maxFiles
        ? ({ code: 'too-many', limit: rules.maxFiles } as const)
        : null);
    if (refusal) rejected.push({ ...refusal, file });
    else {
      accepted.push({ ...file, facts: known });
      taken.set(known.fingerprint, [...alike, file.data]);
    }
  }
  return { accepted, rejected };
}

const DUPLICATE: Refusal = { code: 'duplicate' };

/** Many files with one beginning are drawings or dumps, not photos; the search among them is given up here. */
const MOST_COMPARED = 20;

/** By content, never by name: cameras reuse names, and people rename. */
async function isAmong(data: Blob, others: readonly Blob[]): Promise<boolean> {
  for (const other of others.slice(-MOST_COMPARED)) {
    try {
      if (await sameBytes(data, other)) return true;
    } catch {
      // One of them can no longer be read: then it is not known to be the same.
    }
  }
  return false;
}
