import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assertTransition,
  canBecome,
  FILE_STATUSES,
  IllegalTransitionError,
  isPending,
  type FileStatus,
} from '../../../../src/upload/state/status.ts';

describe('the states of a file', () => {
  test('the usual way is open', () => {
    const way: FileStatus[] = ['queued', 'preparing', 'uploading', 'processing', 'ready'];
    for (const [at, from] of way.slice(0, -1).entries()) expect(canBecome(from, way[at + 1]!)).toBe(true);
  });

  test.each([
    ['ready', 'uploading'],
    ['ready', 'queued'],
    ['processing', 'uploading'],
    ['processing', 'paused'],
    ['queued', 'ready'],
    ['paused', 'uploading'],
    ['failed', 'ready'],
  ] as const)('%s never becomes %s', (from, to) => {
    expect(() => assertTransition(from, to)).toThrow(IllegalTransitionError);
  });

  test('every state has a way to an end', () => {
    for (const start of FILE_STATUSES) {
      const reached = new Set<FileStatus>([start]);
      for (const from of reached) for (const to of FILE_STATUSES) if (canBecome(from, to)) reached.add(to);
      expect([...reached].some((status) => !isPending(status))).toBe(true);
    }
  });

  test('staying is always allowed', () => {
    fc.assert(fc.property(fc.constantFrom(...FILE_STATUSES), (status) => canBecome(status, status)));
  });
});
