import type { BatchError } from '../../../api/types.ts';

export const REASONS = ['locked', 'missing', 'forbidden', 'network', 'invalid', 'other', 'stopped'] as const;
export type Reason = (typeof REASONS)[number];

/** The reason why an image could not be done, for a person. */
export function reasonOf({ error: { code } }: BatchError): Reason {
  if (code === 'media_locked') return 'locked';
  if (code === 'not_found') return 'missing';
  if (code === 'validation_error') return 'invalid';
  if (code === 'cancelled') return 'stopped';
  if (['forbidden', 'token_scope', 'unauthorized'].includes(code)) return 'forbidden';
  return ['network_error', 'timeout'].includes(code) ? 'network' : 'other';
}

/** The images with which another try may succeed. */
export function retriable(errors: readonly BatchError[]): string[] {
  return errors.filter((error) => ['network', 'other'].includes(reasonOf(error))).map(({ id }) => id);
}

/** How many there are of each reason. */
export function countReasons(errors: readonly BatchError[]): Record<Reason, number> {
  const counts = Object.fromEntries(REASONS.map((reason) => [reason, 0])) as Record<Reason, number>;
  for (const error of errors) counts[reasonOf(error)] += 1;
  return counts;
}
