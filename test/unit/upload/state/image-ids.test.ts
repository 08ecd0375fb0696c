import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UploadDataStore } from '../../../../src/upload/state/upload-data.ts';
import { UploadQueue } from '../../../../src/upload/state/queue.ts';
import { ImageIds } from '../../../../src/upload/state/image-ids.ts';
import type { UploadFile } from '../../../../src/upload/state/types.ts';

function listed(...names: string[]) {
  const queue = new UploadQueue();
  const data = new UploadDataStore();
  const stored = new ImageIds(queue, data);
  const add = (id: string) => {
    data.set(id, { content: null });
    queue.add({
      ...{ id, name: id, size: 1, type: '', source: 'file', status: 'queued', progress: 0, bytesUploaded: 0 },
      ...{ image: null, error: null, fields: {}, unsaved: [], waiting: null },
    } as UploadFile);
  };
  const store = (id: string) => {
    if (queue.get(id)?.status === 'queued') queue.apply(id, { type: 'send' });
    data.patch(id, { imageId: `image-${id}` });
    if (queue.get(id)?.status === 'uploading') queue.apply(id, { type: 'stored', status: 'processing' });
  };
  const fail = (id: string) => {
    if (queue.get(id) && queue.get(id)!.status !== 'failed') queue.apply(id, { type: 'fail' });
  };
  names.forEach(add);
  return { queue, data, stored, add, store, fail };
}

describe('the ids of the stored images', () => {
  test('stand in the order of the list, whichever was stored first', () => {
    const { stored, store } = listed('a', 'b', 'c');
    ['c', 'a', 'b'].forEach(store);
    expect(stored.ids).toEqual(['image-a', 'image-b', 'image-c']);
  });

  test('are the same array until one comes or goes', () => {
    const { queue, stored, store } = listed('a', 'b');
    store('a');
    const before = stored.ids;
    queue.apply('b', { type: 'send' }, { progress: 0.5 });
    queue.apply('a', { type: 'processed' });
    expect(stored.ids).toBe(before);
    queue.remove('a');
    expect(stored.ids).toEqual([]);
  });

  test('follow the list into another order, with those that are stored later', () => {
    const { queue, stored, store } = listed('a', 'b', 'c');
    ['a', 'c'].forEach(store);
    const { version } = stored;
    queue.arrange(['c', 'b', 'a'], 'c');
    expect(stored.ids).toEqual(['image-c', 'image-a']);
    expect(stored.version).not.toBe(version);
    store('b');
    expect(stored.ids).toEqual(['image-c', 'image-b', 'image-a']);
  });

  test('are those that a walk through the list would find, after any steps', () => {
    const step = fc.record({
      do: fc.constantFrom('add', 'store', 'fail', 'remove', 'move'),
      to: fc.nat(9),
      id: fc.nat(9).map(String),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { queue, data, stored, add, store, fail } = listed();
        for (const { do: what, id, to } of steps) {
          if (what === 'add' && !queue.get(id)) add(id);
          if (what === 'store' && queue.get(id)?.status !== 'failed') store(id);
          if (what === 'fail') fail(id);
          if (what === 'remove') queue.remove(id);
          if (what === 'move' && queue.get(id)) {
            const others = queue.files.map((file) => file.id).filter((other) => other !== id);
            queue.arrange(others.toSpliced(to, 0, id), id);
          }
        }
        const walked = queue.files
          .filter(({ status }) => status === 'ready' || status === 'processing')
          .map(({ id }) => data.get(id)!.imageId);
        expect(stored.ids).toEqual(walked);
      }),
    );
  });
});
