import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sessionOf } from '../sessions.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const ids = (count: number) => Array.from({ length: count }, (_, at) => `image-${at}`);

test('images that a form names are asked about a few at a time', async () => {
  const { session, asked, statuses } = sessionOf();
  session.adopt(ids(30));
  let answers = 0;
  while (answers < 30) {
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.length, `after ${answers} answers`).toBe(Math.min(4, 30 - answers));
    asked[0]!.answer();
    answers += 1;
  }
  await vi.advanceTimersByTimeAsync(0);
  expect(new Set(statuses())).toEqual(new Set(['ready']));
});

test('so are those that are processed, time and again, and one that leaves makes room', async () => {
  const { session, asked } = sessionOf();
  session.adopt(ids(8));
  await vi.advanceTimersByTimeAsync(0);
  while (asked.length > 0) {
    asked[0]!.answer({ status: 'processing' });
    await vi.advanceTimersByTimeAsync(0);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(4);
  const leaving = asked.map(({ id }) => id);
  for (const { id, name } of session.queue.files) if (leaving.includes(name)) session.remove(id);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked.filter(({ id }) => !leaving.includes(id))).toHaveLength(4);
});
