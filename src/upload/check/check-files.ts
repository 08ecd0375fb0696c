import { Duplicates } from './duplicates.ts';
import { fetchModule } from '../workers/load-module.ts';
import { noteFacts } from './inspect.ts';
import type { Inspected } from './inspected.ts';
import { inspectFiles } from './inspect-in-worker.ts';
import { hasBounds, judgeFile } from './judge-file.ts';
import type { Refusal, UploadRules } from './rules.ts';
import type { FileSource } from './file-source.ts';
import type { Validation } from './validators.ts';

/** A file that was chosen, and is not on the list yet. */
export interface NewFile {
  data: Blob;
  name: string;
  source: FileSource;
  /** Address that the service is to import the image from; there are no bytes then. */
  address?: string;
  /** Fields that already have a text, as from a plugin. */
  fields?: Record<string, string>;
  /** Reason for which it was refused already: it could not be read, or is no file. */
  refused?: Refusal;
}

export interface Accepted extends NewFile {
  facts: Inspected;
}

/** A file that was refused, and why. */
export interface Rejection extends Refusal {
  file: NewFile;
}

/** A file with the result of its checks, except for `maxFiles`, which depends on the others. */
export interface Judged {
  file: NewFile;
  facts: Inspected;
  refusal: Refusal | null;
}

export interface IntakeOptions {
  rules: UploadRules;
  /** Files on the list with this fingerprint, to compare for duplicates. */
  like(fingerprint: string): readonly Blob[];
  allowDuplicates: boolean;
  /** The page's own validators. */
  validation?: Validation;
}

/** Files checked at a time: first about a screenful, to be shown soon; then as many as leave the page responsive. */
const FIRST_PORTION = 12;
const PORTION = 256;

/** End of the portion that begins at this index. */
export const endOfPortion = (at: number): number => at + (at === 0 ? FIRST_PORTION : PORTION);

/** Checks a portion of files against the rules, the files on the list and the page's validators; results in the same order. */
export async function checkFiles(files: readonly NewFile[], options: IntakeOptions): Promise<Judged[]> {
  const { rules } = options;
  const facts = await inspectFiles(
    files.map(({ data }) => data),
    { dimensions: hasBounds(rules), motion: !!(rules.animated ?? rules.converted) },
  );
  for (const [at, { data }] of files.entries()) noteFacts(data, facts[at]!);
  const refusals = await checkRules(files, facts, options);
  await validateEach(files, facts, refusals, options);
  return files.map((file, at) => ({ file, facts: facts[at]!, refusal: refusals[at] ?? null }));
}

/** Separates checked files into accepted and rejected ones; `present` files on the list count against `maxFiles`. */
export function applyMaxFiles(
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

/** Refusals by the rules, and of duplicates. */
async function checkRules(
  files: readonly NewFile[],
  facts: readonly Inspected[],
  { rules, like, allowDuplicates }: IntakeOptions,
): Promise<(Refusal | null)[]> {
  const refusals = facts.map((known, at) => files[at]!.refused ?? judgeFile(known, rules));
  if (allowDuplicates) return refusals;
  const duplicates = new Duplicates(like);
  const candidates = [...files.entries()].filter(([at]) => !refusals[at]);
  await duplicates.prepare(candidates.map(([at, { data }]) => [data, facts[at]!.fingerprint]));
  for (const [at, { data }] of candidates)
    if (await duplicates.has(data)) refusals[at] = DUPLICATE;
    else duplicates.add(data);
  return refusals;
}

/** Files that are validated at the same time. */
const VALIDATED_AT_A_TIME = 8;

/** Adds the refusals of the page's validators, which only get files that passed all other checks. */
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
