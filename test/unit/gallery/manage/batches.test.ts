import { describe, expect, test } from 'vitest';
import { ImgproError } from '../../../../src/api/index.ts';
import type { BatchError, BatchResult, Tombstone } from '../../../../src/api/types.ts';
import { runBatches, type BatchRun } from '../../../../src/elements/gallery/manage/batches.ts';
import { countReasons, retriable } from '../../../../src/elements/gallery/manage/reasons.ts';

const ids = (count: number) => Array.from({ length: count }, (_, i) => `i${i}`);
const done = (group: readonly string[], errors: BatchError[] = []): BatchResult<Tombstone> => ({
  object: 'batch_result',
  data: group
    .filter((id) => !errors.some((error) => error.id === id))
    .map((id) => ({ id, object: 'image', deleted: true })),
  errors,
});
const failure = (id: string, code: string): BatchError => ({ id, error: { type: 'x', code, message: code } });

/** A client that sends two at a time. */
const inTwos =
  (answer: (group: string[], call: number) => BatchResult<Tombstone>): BatchRun<Tombstone>['send'] =>
  async (all, { onUpdate }) => {
    const whole = done([]);
    for (let at = 0; at < all.length; at += 2) {
      const group = all.slice(at, at + 2);
      const result = answer(group, at / 2);
      whole.data.push(...result.data);
      whole.errors.push(...result.errors);
      onUpdate(result);
    }
    return whole;
  };

const run = (send: BatchRun<Tombstone>['send'], count: number, isStopped = () => false) => {
  const steps: { ids: string[]; failed: string[] }[] = [];
  const outcome = runBatches<Tombstone>(ids(count), {
    send,
    isStopped,
    settled: (part) => steps.push({ ids: part.ids, failed: part.errors.map(({ id }) => id) }),
  });
  return { outcome, steps };
};

describe('batches', () => {
  test('are told of as they come', async () => {
    const { outcome, steps } = run(
      inTwos((group) => done(group)),
      5,
    );
    expect((await outcome).ids).toEqual(ids(5));
    expect(steps.map((step) => step.ids)).toEqual([['i0', 'i1'], ['i2', 'i3'], ['i4']]);
  });

  test('tell of each image what became of it', async () => {
    const { outcome, steps } = run(
      inTwos((group) => done(group, group.includes('i1') ? [failure('i1', 'media_locked')] : [])),
      3,
    );
    expect((await outcome).ids).toEqual(['i0', 'i2']);
    expect((await outcome).errors.map(({ id }) => id)).toEqual(['i1']);
    expect(steps[0]).toEqual({ ids: ['i0'], failed: ['i1'] });
  });

  test('keep what was done when a later request throws, and lose no id', async () => {
    const { outcome, steps } = run(
      inTwos((group, call) => {
        if (call === 1) throw new ImgproError('Gone.', { code: 'network_error' });
        return done(group);
      }),
      5,
    );
    expect((await outcome).ids).toEqual(['i0', 'i1']);
    expect((await outcome).errors.map(({ id, error }) => [id, error.code])).toEqual([
      ['i2', 'network_error'],
      ['i3', 'network_error'],
      ['i4', 'network_error'],
    ]);
    expect(steps).toHaveLength(2);
  });

  test('take the errors of portions that the client could not send', async () => {
    const { outcome } = run(async (all, { onUpdate }) => {
      onUpdate(done(all.slice(0, 2)));
      return { ...done(all.slice(0, 2)), errors: all.slice(2).map((id) => failure(id, 'forbidden')) };
    }, 4);
    expect((await outcome).ids).toEqual(['i0', 'i1']);
    expect((await outcome).errors.map(({ id }) => id)).toEqual(['i2', 'i3']);
  });

  test('of a client that tells only at the end are told at the end', async () => {
    const { outcome, steps } = run(async (all) => done(all, [failure('i2', 'not_found')]), 3);
    expect((await outcome).ids).toEqual(['i0', 'i1']);
    expect(steps).toEqual([{ ids: ['i0', 'i1'], failed: ['i2'] }]);
  });

  test('that are stopped end with the request under way', async () => {
    let calls = 0;
    const { outcome } = run(
      inTwos((group) => (calls++, done(group))),
      6,
      () => calls === 2,
    );
    expect(calls).toBe(2);
    expect((await outcome).ids).toEqual(ids(4));
    expect((await outcome).errors.map(({ id, error }) => [id, error.code])).toEqual([
      ['i4', 'cancelled'],
      ['i5', 'cancelled'],
    ]);
  });

  test('that are stopped before the first ask nothing', async () => {
    const { outcome } = run(
      () => {
        throw new Error('Asked.');
      },
      2,
      () => true,
    );
    expect((await outcome).errors.map(({ error }) => error.code)).toEqual(['cancelled', 'cancelled']);
  });
});

test('the reasons that a person is told are counted; some may succeed the next time', () => {
  const codes = [
    'media_locked',
    'media_locked',
    'not_found',
    'token_scope',
    'timeout',
    'delete_failed',
    'cancelled',
    'validation_error',
  ];
  const errors = codes.map((code, at) => failure(`${at}`, code));
  expect(countReasons(errors)).toEqual({
    ...{ locked: 2, missing: 1, forbidden: 1, network: 1, invalid: 1, other: 1, stopped: 1 },
  });
  expect(retriable(errors)).toEqual(['4', '5']);
});
