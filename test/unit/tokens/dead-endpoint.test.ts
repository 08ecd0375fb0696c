import { Uppy, type Body, type Meta } from '@uppy/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ImgPro } from '../../../src/uppy/index.ts';
import '../../../src/uppy/max-files.ts'; // else it is fetched, in a time that is not ours
import { createTokenSource } from '../../../src/tokens/source.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.999); // the longest pauses there are
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

for (const [what, answer] of [
  ['is not there', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['has a problem', () => Promise.resolve(new Response('{}', { status: 503 }))],
  [
    'asks for a minute',
    () => Promise.resolve(new Response('{}', { status: 429, headers: { 'Retry-After': '60' } })),
  ],
] as const)
  test(`a token endpoint that ${what} fails all files at once, within eight seconds; trying again asks once more`, async () => {
    let calls = 0;
    const fetch = (() => {
      calls += 1;
      return answer();
    }) as typeof globalThis.fetch;
    const uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
    const tokens = createTokenSource({ endpoint: 'https://site.test/token', fetch });
    uppy.use(ImgPro<Meta, Body>, { tokens, limit: 2 });
    for (const name of ['a', 'b', 'c', 'd'])
      uppy.addFile({ name, type: 'image/png', data: new Blob([name]) });
    const told: number[] = [];
    const began = Date.now();
    uppy.on('upload-error', () => told.push(Date.now() - began));
    void uppy.upload();
    await vi.advanceTimersByTimeAsync(8_000);
    expect(told).toHaveLength(4);
    expect(uppy.getFiles(), 'they stay').toHaveLength(4);
    const before = calls;
    expect(before).toBeLessThanOrEqual(5);
    await vi.advanceTimersByTimeAsync(60_000);
    void uppy.retryAll();
    await vi.advanceTimersByTimeAsync(0);
    expect(calls).toBeGreaterThan(before);
    uppy.destroy();
  });

test('a file that was paused meanwhile is not told of it when it goes on, and the endpoint is back', async () => {
  let isBack = false;
  const fetch = (() =>
    isBack
      ? Promise.resolve(Response.json({ token: 't' }))
      : Promise.reject(new TypeError('Failed to fetch'))) as typeof globalThis.fetch;
  const sent: string[] = [];
  class Xhr extends EventTarget {
    upload = new EventTarget();
    open = () => {};
    abort = () => {};
    setRequestHeader = () => {};
    send = (form: FormData) => sent.push((form.get('file') as File).name);
  }
  vi.stubGlobal('XMLHttpRequest', Xhr);
  const uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
  const tokens = createTokenSource({ endpoint: 'https://site.test/token', fetch });
  uppy.use(ImgPro<Meta, Body>, { tokens });
  const [paused] = ['a', 'b'].map((name) =>
    uppy.addFile({ name, type: 'image/png', data: new Blob([name]) }),
  );
  void uppy.upload();
  uppy.pauseResume(paused!);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(uppy.getFiles().map(({ error }) => !!error)).toEqual([false, true]);
  isBack = true;
  uppy.pauseResume(paused!);
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(['a']);
  uppy.destroy();
  vi.unstubAllGlobals();
});
