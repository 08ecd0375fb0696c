import type { Refusal } from './rules.ts';
import type { FileSource } from './file-source.ts';

/** Information for a validator, beside the file. */
export interface ValidatorContext {
  name: string;
  /** MIME type by content. */
  type: string;
  source: FileSource;
  /** Aborts when the time is up, or the result is not needed any more. */
  signal: AbortSignal;
}

/** Message that refuses the file; nothing, or `false`, when it passes. */
type Verdict = string | false | null | undefined | void;

/**
 * A page's own check of a file. It returns a message for the person, which refuses the file, or nothing when the file
 * passes. It may be asynchronous, up to a time limit; a file that could not be checked is refused.
 */
export type FileValidator = (file: Blob, context: ValidatorContext) => Verdict | Promise<Verdict>;

export interface Validation {
  validators: readonly FileValidator[];
  /** Milliseconds that all validators together may take for one file. */
  timeout: number;
  /** Aborts when the result is not needed any more. */
  signal: AbortSignal;
}

/** Calls each validator in turn; the first refusal counts. Never rejects. */
export async function validate(
  file: Blob,
  about: Omit<ValidatorContext, 'signal'>,
  { validators, timeout, signal }: Validation,
): Promise<Refusal | null> {
  const stop = new AbortController();
  const context = { ...about, signal: AbortSignal.any([signal, stop.signal]) };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Refusal>((resolve) => {
    timer = setTimeout(() => resolve({ code: 'custom', unchecked: 'late' }), timeout);
  });
  const left = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true, signal: stop.signal });
  });
  try {
    return await Promise.race([ask(file, context, validators), late, left]);
  } catch (cause) {
    globalThis.reportError?.(cause); // a mistake in the page, which its author has to see
    return { code: 'custom', unchecked: 'failed' };
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

async function ask(
  file: Blob,
  context: ValidatorContext,
  validators: readonly FileValidator[],
): Promise<Refusal | null> {
  for (const validator of validators) {
    const message = await validator(file, context);
    if (typeof message === 'string' && message !== '') return { code: 'custom', message };
    if (context.signal.aborted) return null;
  }
  return null;
}
