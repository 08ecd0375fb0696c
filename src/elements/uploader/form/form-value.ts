import type { UploadCounts } from '../../../upload/state/types.ts';

/** Validity of the form control: its flags, and the sentence to look up. Null = valid. */
export interface Verdict {
  flags: ValidityStateFlags;
  key:
    | 'validityMissing'
    | 'validityFew'
    | 'validityQueued'
    | 'summaryLacking'
    | 'validityUploading'
    | 'validityRecovered'
    | 'summaryAgain'
    | 'validityFailed';
  count: number;
}

export interface FormFacts {
  required: boolean;
  minFiles: number | undefined;
  /** Images that are stored, processing ones too. */
  stored: number;
  counts: UploadCounts;
  /** Files that are being judged: they may come onto the list yet. */
  checking?: number;
  /** How many of the failed files only have to be chosen again; asked when it matters, for it looks at each. */
  again?: () => number;
}

/**
 * Whether the form may be sent. Work under way comes first: a person who has chosen images should not be asked to
 * choose some.
 */
export function judgeForm({
  required,
  minFiles,
  stored,
  counts,
  checking = 0,
  again,
}: FormFacts): Verdict | null {
  const { queued, waiting, lacking, bare = 0, sending, paused, failed, recovered } = counts;
  const textless = lacking + bare;
  const under = sending + paused + queued + checking;
  if (under > 0) return { flags: { customError: true }, key: 'validityUploading', count: under };
  if (recovered > 0) return { flags: { customError: true }, key: 'validityRecovered', count: recovered };
  if (waiting + textless > 0)
    return {
      flags: { customError: true },
      key: textless ? 'summaryLacking' : 'validityQueued',
      count: textless || waiting,
    };
  if (failed > 0)
    return {
      ...{ flags: { customError: true }, count: failed },
      key: failed === again?.() ? 'summaryAgain' : 'validityFailed',
    };
  if (required && stored === 0)
    return { flags: { valueMissing: true }, key: 'validityMissing', count: Math.max(1, minFiles ?? 1) };
  if (minFiles !== undefined && stored > 0 && stored < minFiles)
    return { flags: { rangeUnderflow: true }, key: 'validityFew', count: minFiles };
  return null;
}

/** One entry an image, under the element's name; null (nothing is submitted) without a name or images. */
export function formData(name: string, ids: readonly string[]): FormData | null {
  if (name === '' || ids.length === 0) return null;
  const data = new FormData();
  for (const id of ids) data.append(name, id);
  return data;
}

const IMAGE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Ids from whatever a page may set as `value`: an array, one id, or several in one string. */
export function parseIds(value: string | readonly string[] | null | undefined): string[] {
  const parts = typeof value === 'string' ? value.split(/[\s,]+/) : [...(value ?? [])];
  return [...new Set(parts.filter((id) => IMAGE_ID.test(id)))];
}

export function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]));
}
