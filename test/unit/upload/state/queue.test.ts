import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  keyOf,
  next,
  STATE_KEYS,
  type FileEvent,
  type FileState,
} from '../../../../src/upload/state/status.ts';
import { UploadQueue, type QueueChange } from '../../../../src/upload/state/queue.ts';
import type { UploadFile } from '../../../../src/upload/state/types.ts';
import { EVENTS } from './events.ts';

function file(id: string, patch: Partial<UploadFile> = {}): UploadFile {
  return {
    id,
    name: `${id}.jpg`,
    size: 100,
    type: 'image/jpeg',
    source: 'file',
    status: 'queued',
    progress: 0,
    bytesUploaded: 0,
    image: null,
    error: null,
    fields: {},
    unsaved: [],
    waiting: null,
    ...patch,
  };
}

function filled(...ids: string[]): UploadQueue {
  const queue = new UploadQueue();
  for (const id of ids) queue.add(file(id));
  return queue;
}

describe('the queue', () => {
  test('keeps the order of adding over changes', () => {
    const queue = filled('a', 'b', 'c');
    queue.apply('a', { type: 'send' });
    queue.apply('a', { type: 'stored', status: 'ready' }, { progress: 1 });
    expect(queue.files.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('gives the same list until something changes', () => {
    const queue = filled('a');
    const before = queue.files;
    expect(queue.files).toBe(before);
    queue.update('a', { progress: 0.5 });
    expect(queue.files).not.toBe(before);
    expect(before[0]!.progress).toBe(0);
  });

  test('gives the page objects it cannot change', () => {
    const [first] = filled('a').files;
    expect(() => ((first as { name: string }).name = 'other')).toThrow(TypeError);
  });

  test('refuses an illegal step and leaves the file as it was', () => {
    const queue = filled('a');
    expect(() => queue.apply('a', { type: 'processed' })).toThrow(
      /"processed" cannot happen to a file that is queued\/turn/,
    );
    expect(queue.get('a')!.status).toBe('queued');
    expect(queue.counts.queued).toBe(1);
  });

  test('leaves a file alone that is gone', () => {
    const queue = filled('a');
    queue.remove('a');
    expect(queue.update('a', { progress: 1 })).toBeUndefined();
    expect(queue.size).toBe(0);
  });

  test('refuses an id twice', () => {
    expect(() => filled('a', 'a')).toThrow(/in the queue already/);
  });

  test('measures progress by bytes', () => {
    const queue = new UploadQueue();
    queue.add(file('small', { size: 100 }));
    queue.add(file('large', { size: 900 }));
    queue.apply('large', { type: 'send' }, { progress: 0.5 });
    expect(queue.progress).toBeCloseTo(0.45);
  });

  test('leaves failed files out of the progress', () => {
    const queue = filled('a', 'b');
    queue.apply('a', { type: 'send' });
    queue.apply('a', { type: 'stored', status: 'ready' }, { progress: 1 });
    queue.apply('b', { type: 'fail' });
    expect(queue.progress).toBe(1);
  });

  test('leaves images of a form value out of the progress', () => {
    const queue = filled('a');
    queue.add(file('old', { source: 'value', status: 'processing', progress: 1 }));
    expect(queue.progress).toBe(0);
  });

  test('tells each change with what was before', () => {
    const queue = filled('a');
    const changes: QueueChange[] = [];
    const stop = queue.subscribe((change) => changes.push(change));
    queue.apply('a', { type: 'send' });
    stop();
    queue.remove('a');
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      type: 'updated',
      file: { status: 'uploading' },
      previous: { status: 'queued' },
    });
  });

  test('takes another order, which those that wait for their turn follow, with the gaps closed', () => {
    const queue = filled('a', 'b', 'x', 'c', 'd');
    const changes: string[] = [];
    queue.remove('x');
    queue.apply('b', { type: 'send' });
    queue.subscribe(({ type, file }) => changes.push(`${type} ${file.id}`));
    queue.arrange(['d', 'a', 'c', 'b'], 'd');
    expect(queue.files.map(({ id }) => id)).toEqual(['d', 'a', 'c', 'b']);
    expect(['d', 'a', 'c', 'b'].map((id) => queue.indexOf(id))).toEqual([0, 1, 2, 3]);
    expect([...queue.ids('queued/turn')]).toEqual(['d', 'a', 'c']);
    expect(queue.get('b')!.status).toBe('uploading');
    expect(changes).toEqual(['moved d']);
  });

  test('counts and sums as a plain list would, whatever happens', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const step = fc.record({
      id: fc.constantFrom(...ids),
      act: fc.constantFrom('add', 'remove', 'move', 'apply'),
      to: fc.nat(4),
      event: fc.constantFrom<FileEvent>(...EVENTS),
      progress: fc.double({ min: 0, max: 1, noNaN: true }),
      size: fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new UploadQueue();
        let model: UploadFile[] = [];
        const states = new Map<string, FileState>();
        for (const { id, act, event, progress, size, to } of steps) {
          const state = states.get(id)!;
          const known = model.find((each) => each.id === id);
          if (act === 'add' && !known) {
            const fresh = file(id, { size });
            queue.add(fresh);
            model.push(fresh);
            states.set(id, { status: 'queued', for: 'turn' });
          } else if (act === 'remove') {
            queue.remove(id);
            model = model.filter((each) => each.id !== id);
          } else if (act === 'move' && known) {
            model = model.filter((each) => each !== known).toSpliced(to, 0, known);
            const order = model.map((each) => each.id);
            queue.arrange(order, id);
          } else if (known && next(state, event)) {
            queue.apply(id, event, { progress });
            const { status } = states.set(id, next(state, event)!).get(id)!;
            model = model.map((each) => (each.id === id ? { ...each, status, progress } : each));
          }
        }
        expect(queue.files).toEqual(model);
        for (const key of STATE_KEYS)
          expect([...queue.ids(key)].sort()).toEqual(
            model
              .filter(({ id }) => keyOf(states.get(id)!) === key)
              .map(({ id }) => id)
              .sort(),
          );
        const { total, lacking, ...counts } = queue.counts;
        expect(lacking).toBe(queue.ids('queued/fields').size); // and among those that wait
        expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(total);
        const counted = model.filter(({ status }) => status !== 'failed');
        const weight = (each: UploadFile) => Math.max(1, each.size ?? 500_000);
        const all = counted.reduce((sum, each) => sum + weight(each), 0);
        const done = counted.reduce((sum, each) => sum + weight(each) * each.progress, 0);
        expect(queue.progress).toBeCloseTo(all === 0 ? 0 : done / all, 5);
      }),
    );
  });
});
