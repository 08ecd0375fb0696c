import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KeptFile } from '../../../../src/upload/state/snapshot.ts';
import { Persister } from '../../../../src/upload/recovery/persister.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** An image by its address: there are no bytes to be kept. */
const kept = (id: string) =>
  ({
    file: { id, name: id, size: null, status: 'queued', source: 'url' },
    ...{ content: `https://pictures.test/${id}`, tries: 0, released: true },
  }) as unknown as KeptFile;

/** A keeper before a store that only notes what is written. */
function keeping() {
  const written: string[] = [];
  const write = async (_: unknown, { put }: { put: { id: string }[] }) => {
    await Promise.resolve();
    written.push(...put.map(({ id }) => id));
  };
  const keeper = new Persister({
    store: { write } as never,
    queue: { slot: 'slot', key: 'key' },
    ...{ kept, cap: 1e9, onMissing() {}, onBroken: (cause) => expect.unreachable(String(cause)) },
  });
  return { keeper, written };
}

/** After a first entry was written, and so many microtasks. */
async function afterWriting(microtasks: number) {
  const all = keeping();
  all.keeper.changed('a');
  vi.advanceTimersByTime(250);
  for (let at = 0; at < microtasks; at += 1) await Promise.resolve();
  return all;
}

const moments = Array.from({ length: 20 }, (_, at) => at);

test.each(moments)('a change %i microtasks after a write is written in its own time', async (microtasks) => {
  const { keeper, written } = await afterWriting(microtasks);
  keeper.changed('b');
  await vi.advanceTimersByTimeAsync(300);
  expect(written).toEqual(['a', 'b']);
});

test.each(moments)(
  'a file that is to be sent %i microtasks after a write waits for its own alone',
  async (at) => {
    const { keeper, written } = await afterWriting(at);
    let isSecured = false;
    void keeper.secure('b').then(() => (isSecured = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(isSecured).toBe(true);
    expect(written).toContain('b');
  },
);
