import { isImgproError } from '../../../api/errors.ts';
import type { BatchError, BatchResult } from '../../../api/types.ts';

/** How many ids a request takes (demo/mock/README.md, Batches). */
export const BATCH_SIZE = 100;

export interface BatchOutcome<Item> {
  /** The ids that were done, in the order asked for. */
  ids: string[];
  data: Item[];
  errors: BatchError[];
}

/**
 * Does something to many images, 100 a request, and tells of each id what became of it. A request that fails ends
 * the run: what was done is kept, and the ids that were not reached are errors like the ones that failed.
 */
export async function runBatches<Item extends { id: string }>(
  ids: readonly string[],
  act: (ids: string[]) => Promise<BatchResult<Item>>,
  progress: (done: number) => void = () => {},
): Promise<BatchOutcome<Item>> {
  const outcome: BatchOutcome<Item> = { ids: [], data: [], errors: [] };
  for (let at = 0; at < ids.length; at += BATCH_SIZE) {
    const group = ids.slice(at, at + BATCH_SIZE);
    try {
      const { data, errors } = await act(group);
      const failed = new Set(errors.map(({ id }) => id));
      const asked = new Set(group);
      outcome.data.push(...data.filter(({ id }) => asked.has(id)));
      outcome.errors.push(...errors);
      outcome.ids.push(...group.filter((id) => !failed.has(id)));
    } catch (error) {
      const why = reasonOfRun(error);
      outcome.errors.push(...ids.slice(at).map((id) => ({ id, error: why })));
      break;
    }
    progress(Math.min(ids.length, at + BATCH_SIZE));
  }
  return outcome;
}

/** The error of the images that a run left undone: its own, also where it is no answer of the service. */
function reasonOfRun(error: unknown): BatchError['error'] {
  if (isImgproError(error)) {
    const { type, code, message } = error;
    return { type, code, message };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { type: 'api_error', code: 'unknown', message };
}

/** Why some could not be done, for a person: how many of each kind. */
export type Reasons = Record<Reason, number>;

type Reason = 'locked' | 'missing' | 'forbidden' | 'network' | 'other';

function reasonOf({ error: { code } }: BatchError): Reason {
  if (code === 'media_locked') return 'locked';
  if (code === 'not_found') return 'missing';
  if (['forbidden', 'token_scope', 'unauthorized'].includes(code)) return 'forbidden';
  return ['network_error', 'timeout'].includes(code) ? 'network' : 'other';
}

/** The images with which another try may succeed. */
export function retriable(errors: readonly BatchError[]): string[] {
  return errors.filter((error) => ['network', 'other'].includes(reasonOf(error))).map(({ id }) => id);
}

export function reasonsOf(errors: readonly BatchError[]): Reasons {
  const reasons: Reasons = { locked: 0, missing: 0, forbidden: 0, network: 0, other: 0 };
  for (const error of errors) reasons[reasonOf(error)] += 1;
  return reasons;
}
