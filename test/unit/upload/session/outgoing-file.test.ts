import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inspect } from '../../../../src/upload/check/inspect.ts';
import { assertUnchanged } from '../../../../src/upload/session/outgoing-file.ts';

const MOMENT = 1_700_000_000_000;
const png = (last: number) => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, last]);

/** A file that was judged by other bytes than it has now, as one that was overwritten meanwhile. */
async function overwritten(lastModified: number) {
  const facts = await inspect(new Blob([png(1)]));
  return { content: new File([png(2)], 'a.png', { lastModified }), facts, chosenAt: MOMENT };
}

describe('a file that is written anew after it was judged', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: MOMENT }));
  afterEach(() => vi.useRealTimers());

  test('is refused, where the browser itself would not notice', async () => {
    const upload = await overwritten(MOMENT - 500);
    vi.setSystemTime(MOMENT + 300);
    await expect(assertUnchanged(upload)).rejects.toMatchObject({ code: 'file_unreadable' });
  });

  test('is the browser’s to refuse, where its date tells', async () => {
    const upload = await overwritten(MOMENT - 60_000);
    vi.setSystemTime(MOMENT + 300);
    await expect(assertUnchanged(upload)).resolves.toBeUndefined();
  });
});

test('a file that was judged this moment is not read once more before it is sent', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: MOMENT });
  const upload = await overwritten(MOMENT);
  const read = vi.spyOn(Blob.prototype, 'arrayBuffer');
  await assertUnchanged(upload);
  expect(read).not.toHaveBeenCalled();
  read.mockRestore();
  vi.useRealTimers();
});
