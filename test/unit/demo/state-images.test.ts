import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMock } from '../../../demo/mock/index.ts';
import type { Mock } from '../../../demo/mock/index.ts';
import { stateFigures } from '../../../demo/site/states.ts';
import { stateImagesOf } from '../../../demo/state-images.ts';
import type { Image } from '../../../src/api/types.ts';

const read = async (mock: Mock, id: string) => {
  const answer = await mock.fetch(new Request(`http://localhost/v1/images/${id}`));
  return {
    status: answer.status,
    ...((await answer.json()) as { error?: { code: string } } & Partial<Image>),
  };
};

test('an image is in each state, for anybody to read', async ({ onTestFinished }) => {
  const mock = await createMock();
  onTestFinished(() => mock.close());
  const ids = await stateImagesOf(mock)();
  expect(await read(mock, ids.ready)).toMatchObject({ status: 'ready', nsfw: false, public: true });
  expect(await read(mock, ids.processing)).toMatchObject({ status: 'processing' });
  expect(await read(mock, ids.nsfw)).toMatchObject({ status: 'ready', nsfw: true });
  expect(await read(mock, ids.failed)).toMatchObject({ error: { code: 'media_failed' } });
  expect(await read(mock, ids.blocked)).toMatchObject({ error: { code: 'media_blocked' } });
});

test('asked again, twice at once or after a restart, there are still five, in their states', async ({
  onTestFinished,
}) => {
  const data = await mkdtemp(join(tmpdir(), 'imgpro-states-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const first = await createMock({ data });
  const images = stateImagesOf(first);
  const [ids, twin] = await Promise.all([images(), images()]);
  expect(twin).toEqual(ids);
  first.control.image(ids.processing, { state: 'ready' });
  await first.close();

  const second = await createMock({ data });
  onTestFinished(() => second.close());
  expect(await stateImagesOf(second)()).toEqual(ids);
  expect(second.control.status().counts.images).toBe(5);
  expect(await read(second, ids.processing)).toMatchObject({ status: 'processing' });
});

test('what a reset has taken is made anew', async ({ onTestFinished }) => {
  const mock = await createMock();
  onTestFinished(() => mock.close());
  const images = stateImagesOf(mock);
  const before = await images();
  await mock.control.reset();
  const after = await images();
  expect(after.failed).not.toBe(before.failed);
  expect(mock.control.status().counts.images).toBe(5);
});

test('every state has its picture and its name; without images there is nothing', () => {
  const figures = String(
    stateFigures({ ready: 'r1', processing: 'p1', nsfw: 'n1', failed: 'f1', blocked: 'b1' }),
  );
  expect([...figures.matchAll(/<code>(\w+)<\/code>/g)].map(([, state]) => state)).toEqual([
    'ready',
    'processing',
    'nsfw',
    'failed',
    'blocked',
    'missing',
    'error',
  ]);
  expect([...figures.matchAll(/image-id="([^"]+)"/g)].map(([, id]) => id)).toEqual([
    'r1',
    'p1',
    'n1',
    'f1',
    'b1',
    'no-such-image',
  ]);
  expect(stateFigures(undefined)).toBe('');
});
