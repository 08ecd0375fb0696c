import { isImgproError } from '../../../api/errors.ts';
import type { BatchOptions } from '../../../api/index.ts';
import type { BatchError, BatchResult } from '../../../api/types.ts';

/** The results of a request, or of all of them. */
export interface BatchOutcome<Item> {
  /** The ids that were done, as the service told of them. */
  ids: string[];
  data: Item[];
  errors: BatchError[];
}

export interface BatchRun<Item> {
  /** Asks the service; the client sends so many ids a request as it takes, one request after the other. */
  send(
    ids: readonly string[],
    options: Required<Pick<BatchOptions<Item>, 'onUpdate'>>,
  ): PromiseLike<BatchResult<Item>>;
  /** Some have come to an end. */
  settled(outcome: BatchOutcome<Item>): void;
  /** Whether a person has stopped it: the request under way comes to its end, and no other is sent. */
  isStopped(): boolean;
}

/** Does something to many images, and tells of each id what became of it, as it is known. Never throws. */
export async function runBatches<Item extends { id: string }>(
  ids: readonly string[],
  { send, settled, isStopped }: BatchRun<Item>,
): Promise<BatchOutcome<Item>> {
  const outcome: BatchOutcome<Item> = { ids: [], data: [], errors: [] };
  const left = new Set(ids);
  const settle = (group: readonly string[], { data, errors }: Omit<BatchOutcome<Item>, 'ids'>) => {
    if (group.length === 0) return;
    const asked = new Set(group.filter((id) => left.delete(id)));
    const failed = new Set(errors.map(({ id }) => id));
    const part = {
      ids: [...asked].filter((id) => !failed.has(id)),
      data: data.filter(({ id }) => asked.has(id)),
      errors: errors.filter(({ id }) => asked.has(id)),
    };
    outcome.ids.push(...part.ids);
    outcome.data.push(...part.data);
    outcome.errors.push(...part.errors);
    settled(part);
  };
  const fail = (error: BatchError['error']) => {
    const errors = [...left].map((id) => ({ id, error }));
    settle([...left], { data: [], errors });
  };
  const stop = new Error('Stopped.');
  try {
    if (isStopped()) throw stop;
    const whole = await send(ids, {
      onUpdate(result) {
        settle(idsOf(result), result);
        // No more are sent then.
        if (isStopped() && left.size > 0) throw stop;
      },
    });
    // The errors of portions that could not be sent come with the whole.
    settle([...left], whole);
  } catch (error) {
    fail(error === stop ? STOPPED : reasonOfRun(error));
  }
  return outcome;
}

const idsOf = ({ data, errors }: BatchResult<{ id: string }>): string[] =>
  [...data, ...errors].map(({ id }) => id);

const STOPPED: BatchError['error'] = {
  type: 'api_error',
  code: 'cancelled',
  message: 'Stopped before it was sent.',
};

/** The error of the images that a run left undone: its own, also where it is no answer of the service. */
function reasonOfRun(error: unknown): BatchError['error'] {
  if (isImgproError(error)) {
    const { type, code, message } = error;
    return { type, code, message };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { type: 'api_error', code: 'unknown', message };
}
