import { describe, expect, test } from 'vitest';
import type { Image } from '../../../../src/api/types.ts';
import { Loader } from '../../../../src/elements/gallery/data/loader.ts';
import type { Page, Source } from '../../../../src/elements/gallery/data/sources.ts';

const image = (id: string) => ({ id }) as Image;

function reader() {
  const pages: Page[] = [];
  const errors: unknown[] = [];
  const loader: Loader = new Loader({
    pageLoaded: (page) => void pages.push(page),
    pageFailed: (error) => void errors.push(error),
    requestUpdate: () => {},
  });
  return { loader, pages, errors, ids: () => pages.flatMap(({ images }) => images.map(({ id }) => id)) };
}

describe('a loader', () => {
  test('reads page by page, and asks for the one that failed again', async () => {
    const { loader, errors, ids } = reader();
    const asked: (string | null)[] = [];
    let broken = true;
    const source: Source = {
      next: async (cursor) => {
        asked.push(cursor);
        if (cursor === null) return { images: [image('a')], next: 'two' };
        if (broken) throw new Error('no');
        return { images: [image('b')], next: null };
      },
    };
    await loader.start(source);
    expect(loader.state).toBe('idle');
    await loader.more();
    expect([loader.state, errors.length]).toEqual(['error', 1]);
    broken = false;
    const again = loader.more();
    expect([loader.state, loader.retrying]).toEqual(['loading', true]);
    await again;
    expect([loader.state, loader.retrying, ids()]).toEqual(['done', false, ['a', 'b']]);
    expect(asked).toEqual([null, 'two', 'two']);
  });

  test('ends where a list leads back to where it was', async () => {
    const { loader, pages } = reader();
    await loader.start({ next: async () => ({ images: [image('a')], next: 'again' }) });
    await loader.more();
    expect([loader.state, pages.length, pages[1]!.next]).toEqual(['done', 2, null]);
  });

  test('takes the page up again that was under way when it was stopped', async () => {
    const { loader, ids } = reader();
    const started = loader.start({ next: async () => ({ images: [image('a')], next: null }) });
    loader.stop();
    await started;
    expect(ids()).toEqual([]);
    await loader.more();
    expect(ids()).toEqual(['a']);
  });

  test('takes up what a stop interrupted when it is told so, and nothing else', async () => {
    const { loader, ids } = reader();
    const source: Source = {
      next: async (cursor) => ({ images: [image(cursor ?? 'first')], next: cursor === null ? 'two' : null }),
    };
    await loader.start(source);
    loader.stop();
    loader.resume();
    await Promise.resolve();
    expect([loader.state, ids()]).toEqual(['idle', ['first']]);
    const page = loader.more();
    loader.stop();
    await page;
    loader.resume();
    await loader.more();
    expect([loader.state, ids()]).toEqual(['done', ['first', 'two']]);
  });

  test('still tries a failed page again after it was stopped in that', async () => {
    const { loader } = reader();
    let broken = true;
    await loader.start({
      next: async () => {
        if (broken) throw new Error('no');
        return { images: [image('a')], next: null };
      },
    });
    void loader.more();
    loader.stop();
    broken = false;
    loader.resume();
    expect(loader.retrying).toBe(true);
    await loader.more();
    expect([loader.state, loader.retrying]).toEqual(['done', false]);
  });

  test('reads what is at hand to its end, a piece at a time', async () => {
    const { loader, pages } = reader();
    const source: Source = {
      atHand: true,
      next: async (cursor) => ({
        images: [image(`${cursor}`)],
        next: Number(cursor) < 3 ? String(Number(cursor) + 1) : null,
      }),
    };
    await loader.start(source);
    expect([loader.state, pages.length]).toEqual(['done', 4]);
  });

  test('another source ends the reading of the one before', async () => {
    const { loader, ids } = reader();
    const first = loader.start({ next: async () => ({ images: [image('old')], next: null }) });
    await loader.start({ next: async () => ({ images: [image('new')], next: null }) });
    await first;
    expect(ids()).toEqual(['new']);
  });

  test('does nothing without a source', async () => {
    const { loader } = reader();
    await loader.start(null);
    await loader.more();
    expect([loader.state, loader.hasMore]).toEqual(['waiting', false]);
  });
});
