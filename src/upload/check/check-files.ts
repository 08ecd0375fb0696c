import { Duplicates } from './duplicates.ts';
import { fetchModule } from '../workers/load-module.ts';
import { noteFacts } from './inspect.ts';
import type { Inspected } from './inspected.ts';
import { inspectFiles } from './inspect-in-worker.ts';
import { hasBounds, judgeFile } from './judge-file.ts';
import type { Refusal, UploadRules } from './rules.ts';
import type { FileSource } from './file-source.ts';
import type { Validation } from './validators.ts';

/** A file on its way in. */
export interface NewFile {
  data: Blob;
  name: string;
  source: FileSource;
  /** Where the service is to fetch it; there are no bytes then. */
  address?: string;
  /** Fields that are written already, as by a plugin. */
  fields?: Record<string, string>;
  /** It is known already that it cannot be read. */
  unreadable?: boolean;
}

export interface Accepted extends NewFile {
  facts: Inspected;
}

/** A file that was not taken, and why. */
export interface Rejection extends Refusal {
  file: NewFile;
}

/** A file and the verdict on it, whatever its place among others. */
export interface Judged {
  file: NewFile;
  facts: Inspected;
  refusal: Refusal | null;
}

export interface IntakeOptions {
  rules: UploadRules;
  /** Files on the list with this fingerprint, for the search of duplicates. */
  like(fingerprint: string): readonly Blob[];
  allowDuplicates: boolean;
  /** The page's own rules. */
  validation?: Validation;
}

/** Files read at a time: first about a screenful, which is soon seen, then as many as leave the page responsive. */
const FIRST_PORTION = 12;
const PORTION = 256;

/** Where the portion that begins here ends. */
export const endOfPortion = (at: number): number => at + (at === 0 ? FIRST_PORTION : PORTION);

/** Judges a portion of files, in the order given. */
export async function takeIn(files: readonly NewFile[], options: IntakeOptions): Promise<Judged[]> {
  const { rules } = options;
  const inspected = await inspectFiles(
    files.map(({ data }) => data),
    { dimensions: hasBounds(rules), motion: !!(rules.animated ?? rules.converted) },
  );
  const facts = inspected.map((known, at) => (files[at]!.unreadable ? { ...known, readable: false } : known));
  for (const [at, { data }] of files.entries()) noteFacts(data, facts[at]!);
  const refusals = await judgeEach(files, facts, options);
  await validateEach(files, facts, refusals, options);
  return files.map((file, at) => ({ file, facts: facts[at]!, refusal: refusals[at] ?? null }));
}

/** Sorts judged files by whether there is room for them, besides those that are present when they come onto the list. */
export function sortOut(
  judged: readonly Judged[],
  { maxFiles = Infinity, present }: { maxFiles: number | undefined; present: number },
): { accepted: Accepted[]; rejected: Rejection[] } {
  const accepted: Accepted[] = [];
  const rejected: Rejection[] = [];
  for (const { file, facts, refusal } of judged) {
    if (refusal) rejected.push({ ...refusal, file });
    else if (present + accepted.length >= maxFiles)
      rejected.push({ code: 'too-many', limit: maxFiles, file });
    else accepted.push({ ...file, facts });
  }
  return { accepted, rejected };
}

/** By the rules, and by what is there already. */
async function judgeEach(
  files: readonly NewFile[],
  facts: readonly Inspected[],
  { rules, like, allowDuplicates }: IntakeOptions,
): Promise<(Refusal | null)[]> {
  const refusals = facts.map((known) => judgeFile(known, rules));
  if (allowDuplicates) return refusals;
  const duplicates = new Duplicates(like);
  const candidates = [...files.entries()].filter(([at]) => !refusals[at]);
  await duplicates.prepare(candidates.map(([at, { data }]) => [data, facts[at]!.fingerprint]));
  for (const [at, { data }] of candidates)
    if (duplicates.isDoubtful(data) && (await duplicates.has(data))) refusals[at] = DUPLICATE;
    else duplicates.take(data);
  return refusals;
}

/** Files that a page's validators are asked about at a time. */
const VALIDATED_AT_A_TIME = 8;

/** By the page's own validators, which see only what all other rules let through. */
async function validateEach(
  files: readonly NewFile[],
  facts: readonly Inspected[],
  refusals: (Refusal | null)[],
  { validation }: IntakeOptions,
): Promise<void> {
  if (!validation?.validators.length) return;
  const { signal } = validation;
  const validate = await fetchModule(() => import('./validators.ts'), signal).then(
    (module) => module.validate,
    () => null,
  );
  const left = files.entries();
  const validateNext = async () => {
    for (const [at, { data, name, source }] of left)
      refusals[at] ??= validate
        ? await validate(data, { name, source, type: facts[at]!.mime }, validation)
        : { code: 'custom', unchecked: 'failed' };
  };
  await Promise.all(Array.from({ length: VALIDATED_AT_A_TIME }, validateNext));
}

const DUPLICATE: Refusal = { code: 'duplicate' };
