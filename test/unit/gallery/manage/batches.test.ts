import { describe, expect, test } from 'vitest';
import { ImgproError } from '../../../../src/api/index.ts';
import type { BatchError, BatchResult, Tombstone } from '../../../../src/api/types.ts';
import { reasonsOf, runBatches } from '../../../../src/elements/gallery/manage/batches.ts';

const ids = (count: number) => Array.from({ length: count }, (_, i) => `i${i}`);
const done = (group: string[], errors: BatchError[] = []): BatchResult<Tombstone> => ({
  object: 'batch_result',
  data: group
    .filter((id) => !errors.some((error) => error.id === id))
    .map((id) => ({ id, object: 'image', deleted: true })),
  errors,
});
const failure = (id: string, code: string): BatchError => ({ id, error: { type: 'x', code, message: code } });

describe('batches', () => {
  test('go a hundred at a time and tell how far they are', async () => {
    const sizes: number[] = [];
    const steps: number[] = [];
    const outcome = await runBatches(
      ids(230),
      async (group) => (sizes.push(group.length), done(group)),
      (count) => steps.push(count),
    );
    expect(sizes).toEqual([100, 100, 30]);
    expect(steps).toEqual([100, 200, 230]);
    expect(outcome.ids).toEqual(ids(230));
    expect(outcome.errors).toEqual([]);
  });

  test('tell of each image what became of it', async () => {
    const outcome = await runBatches(ids(3), async (group) => done(group, [failure('i1', 'media_locked')]));
    expect(outcome.ids).toEqual(['i0', 'i2']);
    expect(outcome.errors.map(({ id }) => id)).toEqual(['i1']);
  });

  test('keep what was done when a later request fails, and lose no id', async () => {
    let calls = 0;
    const outcome = await runBatches(ids(250), async (group) => {
      if (calls++ === 1) throw new ImgproError('Gone.', { code: 'network_error' });
      return done(group);
    });
    expect(calls).toBe(2);
    expect(outcome.ids).toHaveLength(100);
    expect(outcome.errors).toHaveLength(150);
    expect(outcome.errors[0]).toMatchObject({ id: 'i100', error: { code: 'network_error' } });
  });

  test('count the reasons a person is told', () => {
    const errors = [
      failure('a', 'media_locked'),
      failure('b', 'media_locked'),
      failure('c', 'not_found'),
      failure('d', 'token_scope'),
      failure('e', 'timeout'),
      failure('f', 'delete_failed'),
    ];
    expect(reasonsOf(errors)).toEqual({ locked: 2, missing: 1, forbidden: 1, network: 1, other: 1 });
  });
});
