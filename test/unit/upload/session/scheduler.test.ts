import { describe, expect, test } from 'vitest';
import { ImgproError } from '../../../../src/api/index.ts';
import { Results } from '../../../../src/upload/session/results.ts';
import { Scheduler } from '../../../../src/upload/session/scheduler.ts';
import { Holds } from '../../../../src/upload/state/holds.ts';
import { UploadQueue } from '../../../../src/upload/state/queue.ts';
import type { PrepareStep, SessionEvent } from '../../../../src/upload/state/session-types.ts';
import type { UploadFile } from '../../../../src/upload/state/types.ts';
import { UploadDataStore } from '../../../../src/upload/state/upload-data.ts';

interface Run {
  name: string;
  signal: AbortSignal;
  done(prepared: Blob): void;
  fail(cause: unknown): void;
}

/** A scheduler whose sender only notes the files it is given, and whose preparing ends by hand. */
function schedulerOf(names: string, { concurrency = 2, preparing = 2, prepares = true } = {}) {
  const queue = new UploadQueue();
  const data = new UploadDataStore();
  const events: SessionEvent[] = [];
  const sent: { id: string; name: string; type: string; content: Blob | string }[] = [];
  const inFlight = new Set<string>();
  const runs: Run[] = [];
  const prepare: PrepareStep = (file, _content, signal) =>
    new Promise((resolve, reject) => {
      runs.push({ name: file.name, signal, done: resolve, fail: reject });
    });
  const settings = { rules: {}, multiple: true, retries: 1, manual: false, deleteOnRemove: false };
  const sender = {
    get inFlight() {
      return inFlight.size;
    },
    send(outgoing: (typeof sent)[number]) {
      inFlight.add(outgoing.id);
      sent.push(outgoing);
    },
    stop: (id: string) => void inFlight.delete(id),
    has: (id: string) => inFlight.has(id),
  } as never;
  const core = {
    ...{ queue, data, holds: new Holds() },
    rules: () => ({}),
    emit: (event: SessionEvent) => void events.push(event),
    options: {
      settings: () => ({
        ...settings,
        ...{ concurrency, preparing, prepare: prepares ? prepare : null, common: () => ({}) },
      }),
    } as never,
  };
  const results = new Results({
    ...core,
    ...{ fields: {} as never, removal: {} as never, checking: () => 0 },
  });
  const scheduler = new Scheduler({ ...core, sender, results, isComplete: () => true });
  for (const name of names) {
    data.set(name, { content: new Blob([name], { type: 'image/jpeg' }) });
    queue.add({
      ...{ id: name, name: `${name}.jpg`, size: 1, type: 'image/jpeg', source: 'file', status: 'queued' },
      ...{ progress: 0, bytesUploaded: 0, image: null, error: null, fields: {}, unsaved: [], waiting: null },
    } as UploadFile);
  }
  scheduler.pump();
  const statuses = () => queue.files.map(({ status }) => status[0]).join('');
  const failed = () =>
    events.flatMap((event) =>
      event.type === 'error' ? event.files.map(({ id }) => [id, event.error.code]) : [],
    );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { ...{ queue, data, scheduler, results, sent, runs, failed, inFlight, events }, statuses, settle };
}

describe('what is prepared before it is sent', () => {
  test('is so a few at a time, however many may be sent', () => {
    const { runs, statuses } = schedulerOf('abcdef', { concurrency: 4, preparing: 2 });
    expect(runs.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
    expect(statuses()).toBe('ppqqqq');
  });

  test('goes out at once where there is room, and the next takes its place', async () => {
    const { runs, sent, statuses, settle } = schedulerOf('abc');
    runs[0]!.done(new Blob(['small']));
    await settle();
    expect(await new Response(sent[0]!.content).text()).toBe('small');
    expect(statuses()).toBe('upp');
  });

  test('is not prepared further ahead than may be sent: it lies in memory', async () => {
    const { runs, inFlight, statuses, scheduler, settle } = schedulerOf('abcdefgh', { concurrency: 2 });
    for (let at = 0; at < 4; at++) {
      runs[at]!.done(new Blob(['x']));
      await settle();
    }
    expect(runs).toHaveLength(4);
    expect(statuses()).toBe('uuqqqqqq');
    inFlight.delete('a');
    scheduler.pump();
    expect(statuses()).toBe('uuuqpqqq');
  });

  test('is called off by a pause, and prepared anew after it', async () => {
    const { runs, scheduler, queue } = schedulerOf('ab');
    scheduler.hold('paused');
    expect(runs.every(({ signal }) => signal.aborted)).toBe(true);
    expect(queue.in('paused')).toHaveLength(2);
    scheduler.release('paused');
    expect(runs).toHaveLength(4);
  });

  test('is called off when its file is withdrawn, and what it brings then is dropped', async () => {
    const { runs, queue, sent, settle } = schedulerOf('a');
    queue.remove('a');
    runs[0]!.done(new Blob(['late']));
    await settle();
    expect(runs[0]!.signal.aborted).toBe(true);
    expect(sent).toEqual([]);
  });

  test('fails alone when preparing fails', async () => {
    const { runs, failed, statuses, settle } = schedulerOf('abc');
    runs[0]!.fail(new Error('out of memory'));
    await settle();
    expect(failed()).toEqual([['a', 'prepare_failed']]);
    expect(statuses()).toBe('fpp');
  });

  test('is called off when all files are refused for one reason, lest it waits for ever', async () => {
    const { runs, results, failed, statuses, settle } = schedulerOf('abc');
    results.fail('a', new ImgproError('Full.', { code: 'quota_exceeded' }));
    expect(failed().map(([id]) => id)).toEqual(['a', 'b', 'c']);
    runs[0]!.done(new Blob(['late']));
    await settle();
    expect(runs.every(({ signal }) => signal.aborted)).toBe(true);
    expect(statuses()).toBe('fff');
  });

  test('is sent under the name and type of the file that comes out', async () => {
    const { runs, sent, data, settle } = schedulerOf('a');
    runs[0]!.done(new File(['webp'], 'a.webp', { type: 'image/webp' }));
    await settle();
    expect(sent[0]).toMatchObject({ name: 'a.webp', type: 'image/webp' });
    expect(data.get('a')!.content, 'the original stays').not.toBe(sent[0]!.content);
  });

  test('is prepared once for all tries: the key stands for these bytes', async () => {
    const { runs, scheduler, sent, settle } = schedulerOf('a');
    runs[0]!.done(new Blob(['small']));
    await settle();
    scheduler.hold('offline');
    scheduler.release('offline');
    expect(runs).toHaveLength(1);
    expect(sent[1]!.content).toBe(sent[0]!.content);
  });

  test('is sent as it is where there is nothing to do', () => {
    const { runs, sent } = schedulerOf('abc', { prepares: false });
    expect(runs).toEqual([]);
    expect(sent.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
