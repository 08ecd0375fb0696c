/**
 * Outcome of one attempt. `sent`: the request left, its result is unknown. `declined`: this attempt was not stored
 * (401, 429). `refused`: the request itself is invalid (400, 422), so that no attempt with its key was stored.
 */
export type AttemptOutcome = 'sent' | 'declined' | 'refused';

/**
 * Outcome of an attempt by the status of its answer; null where the image may have been stored. A request that was
 * stored is answered by its first answer again (demo/mock/README.md, Idempotency), so a judgement of the request itself
 * holds for all attempts with its key; the other refusals come before that.
 */
export function outcomeOf(status: number): Exclude<AttemptOutcome, 'sent'> | null {
  if (status === 400 || status === 422) return 'refused';
  return status >= 400 && status < 500 && status !== 408 && status !== 409 ? 'declined' : null;
}
