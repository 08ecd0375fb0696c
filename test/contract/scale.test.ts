import { expect, test } from 'vitest';
import { startMock } from './harness.ts';

test('100,000 images: the pages are distinct, deep ones are there too', async () => {
  const api = await startMock({ images: 100_000, seed: 3 });
  try {
    const ids = new Set<string>();
    let path: string | null = '/v1/images?limit=100';
    for (let page = 0; path && page < 120; page++) {
      const { body }: { body: { data: { id: string }[]; pagination: { next_url: string | null } } } =
        await api.get(path);
      for (const { id } of body.data) ids.add(id);
      path = body.pagination.next_url?.slice(api.url.length) ?? null;
    }
    expect(ids.size).toBe(12_000);
    const deep = await api.get('/v1/images?limit=100&cursor=1600000000_5');
    expect(deep.status).toBe(200);
    expect((await api.get('/v1/usage')).body.totals.images_stored).toBe(100_000);
  } finally {
    await api.close();
  }
}, 60_000);

test('a seed gives the same images on every machine and every day', async () => {
  const take = async () => {
    const api = await startMock({ images: 30, seed: 7 });
    const { body } = await api.get('/v1/images?limit=30');
    await api.close();
    return body.data.map(({ id, filename, caption, width, height, metadata }: Record<string, unknown>) => ({
      id,
      filename,
      caption,
      width,
      height,
      metadata,
    }));
  };
  const first = await take();
  expect(await take()).toEqual(first);
  const shapes = first.map(({ width, height }: { width: number; height: number }) =>
    Math.sign(width - height),
  );
  expect(new Set(shapes)).toEqual(new Set([-1, 0, 1]));
});
