/**
 * The outcome of one attempt. `sent`: the request left, its result is unknown. `declined`: this attempt was not stored
 * (401, 429). `refused`: the request itself is invalid (400, 422), so that no attempt with its key was stored.
 */
export type TryFate = 'sent' | 'declined' | 'refused';

/**
 * Fate of the tries under one key, by the status of a refusal. A request that was stored is answered by its first
 * answer again (demo/mock/README.md, Idempotency), so a judgement of the request itself is one of all of them; the others come before that.
 */
export function fateOf(status: number): TryFate | null {
  if (status === 400 || status === 422) return 'refused';
  return status >= 400 && status < 500 && status !== 408 && status !== 409 ? 'declined' : null;
}
