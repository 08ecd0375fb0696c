import { expect, test, vi } from 'vitest';
import { ImgproError } from '../../../../src/api/index.ts';
import { deferred, picture, sessionOf, settle } from '../sessions.ts';

test('a lost connection that is looked into fails no upload that has begun anew meanwhile', async () => {
  const { session, requests, statuses, told } = sessionOf();
  const read = deferred<ArrayBuffer>();
  const file = picture('a');
  await session.add([{ data: file, name: 'a', source: 'file' }]);
  const [first] = await requests(1);
  file.slice = () => ({ arrayBuffer: () => read.promise }) as Blob;
  first!.fail(new ImgproError('gone', { code: 'network_error' }));
  await settle();
  delete (file as Partial<File>).slice;
  session.pause();
  session.resume();
  const [, second] = await requests(2);
  read.resolve(new ArrayBuffer(1));
  await settle();
  expect(statuses()).toEqual(['uploading']);
  second!.store();
  await vi.waitFor(() => expect(statuses()).toEqual(['ready']));
  expect(told()).not.toContain('error');
});
