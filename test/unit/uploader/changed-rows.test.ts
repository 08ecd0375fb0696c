import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { gatherChanges } from '../../../src/elements/uploader/list/changed-rows.ts';
import { UploadQueue } from '../../../src/upload/state/queue.ts';
import type { UploadFile } from '../../../src/upload/state/types.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback, 1000 / 60));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function gathered() {
  const queue = new UploadQueue();
  const told = { renders: 0, painted: [] as string[] };
  gatherChanges(queue, {
    onStructure: () => (told.renders += 1),
    onProgress: (ids) => told.painted.push(...ids),
  });
  let made = 0;
  const add = (count: number) => {
    for (let at = 0; at < count; at++)
      queue.add({
        ...{
          id: String((made += 1)),
          name: '',
          size: 1,
          type: '',
          source: 'file',
          status: 'queued',
          progress: 0,
        },
        ...{ bytesUploaded: 0, image: null, error: null, fields: {}, unsaved: [], waiting: null },
      } as UploadFile);
  };
  return { queue, told, add };
}

/** A second of frames, with something happening in each. */
function second(act: () => void): void {
  for (let frame = 0; frame < 60; frame++) {
    act();
    vi.advanceTimersByTime(1000 / 60);
  }
}

describe('what the queue tells', () => {
  test('is rendered once a frame', () => {
    const { told, add } = gathered();
    add(3);
    add(2);
    vi.advanceTimersByTime(20);
    expect(told.renders).toBe(1);
  });

  test('is rendered twice a second while thousands come, and once more at the end', () => {
    const { told, add } = gathered();
    second(() => add(100));
    expect(told.renders).toBeGreaterThan(1);
    expect(told.renders).toBeLessThan(5);
    const before = told.renders;
    vi.advanceTimersByTime(550);
    expect(told.renders).toBe(before + 1);
    vi.advanceTimersByTime(1000);
    expect(told.renders).toBe(before + 1);
  });

  test('is rendered a few times a second while a long list changes, sooner than what comes onto its end', () => {
    const { queue, told, add } = gathered();
    add(1000);
    vi.advanceTimersByTime(1000);
    let next = 0;
    const before = told.renders;
    second(() => {
      add(1);
      queue.remove(String((next += 1)));
    });
    expect(told.renders - before).toBeGreaterThan(4);
    expect(told.renders - before).toBeLessThan(12);
  });

  test('of a long list is painted a few times a second, progress too, with the latest of each file', () => {
    const { queue, told, add } = gathered();
    add(1000);
    queue.apply('1', { type: 'send' });
    vi.advanceTimersByTime(1000);
    let progress = 0;
    second(() => queue.update('1', { progress: (progress += 0.01) }));
    expect(told.painted.length).toBeGreaterThan(3);
    expect(told.painted.length).toBeLessThan(8);
    expect(told.renders, 'none for mere progress').toBe(1);
  });

  test('of mere progress is painted, not rendered', () => {
    const { queue, told, add } = gathered();
    add(1);
    queue.apply('1', { type: 'send' });
    vi.advanceTimersByTime(20);
    queue.update('1', { progress: 0.2 });
    queue.update('1', { progress: 0.4 });
    vi.advanceTimersByTime(20);
    expect(told).toEqual({ renders: 1, painted: ['1'] });
  });
});
