import { describe, expect, test } from 'vitest';
import { LARGE, Paces } from '../../../../src/upload/pace/paces.ts';
import { UploadQueue } from '../../../../src/upload/state/queue.ts';
import type { UploadFile } from '../../../../src/upload/state/types.ts';

const file = (id: string, size: number): UploadFile => ({
  ...{ id, name: id, size, type: 'image/jpeg', source: 'file', status: 'queued', progress: 0 },
  ...{ bytesUploaded: 0, image: null, error: null, fields: {}, unsaved: [], waiting: null },
});

/** A queue with files on their way, and a clock: `send` reports bytes of a file. */
function sending(...sizes: number[]) {
  const queue = new UploadQueue();
  sizes.forEach((size, at) => {
    queue.add(file(`f${at}`, size));
    queue.apply(`f${at}`, { type: 'send' });
  });
  const send = (id: string, bytes: number) => {
    const { size } = queue.get(id)!;
    queue.update(id, { bytesUploaded: bytes, progress: bytes / size! });
  };
  return { queue, send, paces: new Paces(queue) };
}

describe('the pace of uploads', () => {
  test('is that of all together, and of each large file', () => {
    const { paces, send } = sending(20e6, 1e6);
    for (let second = 0; second <= 4; second += 1) {
      send('f0', second * 1e6);
      send('f1', second * 1e5);
      paces.all(second * 1000, false);
      paces.large(second * 1000, false);
    }
    send('f0', 5e6);
    send('f1', 5e5);
    const all = paces.all(5000, false)!;
    expect(all.speed).toBeCloseTo(1.1e6, -3);
    expect(all.left).toBe(15);
    const large = paces.large(5000, false);
    expect([...large.keys()]).toEqual(['f0']);
    expect(large.get('f0')!.speed).toBeCloseTo(1e6, -3);
    expect(LARGE).toBe(5e6);
  });

  test('tells of no file that it takes longer than all', () => {
    const { paces, send } = sending(20e6, 20e6);
    for (let second = 0; second <= 10; second += 1) {
      send('f0', second * 19e5);
      send('f1', second * 2e5);
      paces.all(second * 1000, false);
      paces.large(second * 1000, false);
    }
    const all = paces.all(10_500, false)!;
    expect(paces.large(10_500, false).get('f1')!.left).toBe(all.left);
    expect(all.left).toBeLessThan(20);
  });

  test('is unknown where no bytes are reported, though files are stored', () => {
    const { paces, queue } = sending(2e6, 2e6, 2e6);
    paces.all(0, false);
    queue.apply('f0', { type: 'stored', status: 'ready' }, { progress: 1, bytesUploaded: 2e6 });
    expect(paces.all(3000, false)).toBeNull();
    queue.apply('f1', { type: 'stored', status: 'ready' }, { progress: 1, bytesUploaded: 2e6 });
    expect(paces.all(4000, false)).toBeNull();
  });

  test('is unknown while nothing may be sent, and measured anew after that', () => {
    const { paces, send } = sending(20e6);
    for (let second = 0; second <= 4; second += 1) {
      send('f0', second * 1e6);
      paces.all(second * 1000, false);
    }
    expect(paces.all(4500, true)).toBeNull();
    send('f0', 6e6);
    expect(paces.all(5000, false)).toBeNull();
  });

  test('tells no time while files wait for a person', () => {
    const { paces, queue, send } = sending(20e6);
    queue.add(file('waits', 50e6), { status: 'queued', for: 'upload-call' });
    for (let second = 0; second <= 4; second += 1) {
      send('f0', second * 1e6);
      paces.all(second * 1000, false);
    }
    send('f0', 5e6);
    const { speed, left } = paces.all(5000, false)!;
    expect(speed).toBeCloseTo(1e6, -3);
    expect(left).toBeNull();
  });
});
