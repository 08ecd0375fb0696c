import { expect, test } from 'vitest';
import { FieldSaver, type FieldSaverOptions } from '../../../../src/upload/session/save-fields.ts';
import { UploadQueue } from '../../../../src/upload/state/queue.ts';
import { keptFile } from '../../../../src/upload/state/snapshot.ts';
import type { UploadFile } from '../../../../src/upload/state/types.ts';
import { UploadDataStore } from '../../../../src/upload/state/upload-data.ts';

test('a text that is being saved is kept for the next page until it has arrived', async () => {
  const queue = new UploadQueue();
  const data = new UploadDataStore();
  let arrive!: (image: object) => void;
  const update = () => new Promise((resolve) => (arrive = resolve));
  const saver = new FieldSaver({
    ...{ queue, data, emit: () => {}, policy: { allows: () => true } },
    options: { connection: () => ({ requests: { images: { update } } }) },
  } as unknown as FieldSaverOptions);
  queue.add({ id: 'a', status: 'ready', source: 'file', fields: {}, unsaved: [] } as unknown as UploadFile);
  data.set('a', { content: null, imageId: 'one' });
  const kept = () => keptFile(queue.get('a')!, data.get('a')!, true)!.unsaved;
  saver.draft('a', { caption: 'A harbour', credit: 'me' });
  const saved = saver.save('a');
  expect(kept()).toEqual({ caption: 'A harbour', credit: 'me' });
  saver.draft('a', { caption: 'A harbour at dusk' });
  void saver.save('a');
  expect(kept()).toEqual({ caption: 'A harbour at dusk', credit: 'me' });
  arrive({ id: 'one' });
  await Promise.resolve();
  await Promise.resolve();
  expect(kept()).toEqual({ caption: 'A harbour at dusk' });
  arrive({ id: 'one' });
  await saved;
  expect(kept()).toBeUndefined();
});
