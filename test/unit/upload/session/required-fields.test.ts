import { expect, test } from 'vitest';
import type { UploadSession } from '../../../../src/upload/session/session.ts';
import { chosen, sessionOf, settle } from '../sessions.ts';

/** As the page has it: an alternative text is required. */
function requiring(settings: Parameters<typeof sessionOf>[0] = {}) {
  const made = sessionOf({ required: true, ...settings });
  const { session } = made;
  session.isComplete = (id) => !!session.queue.get(id)!.fields['alt_text'];
  return made;
}

function write(session: UploadSession, name: string, text: string): void {
  const { id } = session.queue.files.find((file) => file.name === name)!;
  session.draft(id, { alt_text: text });
}
const letGo = (session: UploadSession) => {
  for (const id of [...session.queue.ids('queued/fields')])
    if (session.isComplete!(id)) session.queue.apply(id, { type: 'release' });
  session.waitsChanged();
};

test('a file that lacks a required text is held back, and the others go on', async () => {
  const { session, requests, statuses } = requiring();
  session.isComplete = (id) => session.queue.get(id)!.name !== 'b';
  await session.add(chosen('a', 'b', 'c'));
  expect((await requests(2)).map(({ name }) => name)).toEqual(['a', 'c']);
  expect(statuses()).toEqual(['uploading', 'queued', 'uploading']);
  expect(session.queue.counts).toMatchObject({ waiting: 1, lacking: 1, queued: 0 });
});

test('it is not sent at each key, but when it is let go', async () => {
  const { session, sent, requests } = requiring();
  await session.add(chosen('a'));
  write(session, 'a', 'A c');
  await settle();
  expect(sent).toEqual([]);
  letGo(session);
  expect((await requests(1))[0]!.fields).toMatchObject({ metadata: { alt_text: 'A c' } });
});

test('nothing goes out while nobody can say what is written', async () => {
  const { session, sent } = sessionOf({ required: true });
  await session.add(chosen('a'));
  await settle();
  expect(sent).toEqual([]);
  expect(session.queue.counts.lacking).toBe(1);
});

test('where files wait for `upload()`, that holds back those without their text', async () => {
  const { session, requests, statuses } = requiring({ manual: true });
  await session.add(chosen('a', 'b'));
  expect(session.queue.counts).toMatchObject({ waiting: 2, lacking: 0 });
  write(session, 'b', 'A cat');
  session.upload();
  expect((await requests(1))[0]!.name).toBe('b');
  expect(statuses()).toEqual(['queued', 'uploading']);
  expect(session.queue.counts.lacking).toBe(1);
});

test('a failed file whose text was taken away meanwhile waits for it when it is tried again', async () => {
  const { session, requests, statuses } = requiring();
  await session.add(chosen('a'));
  write(session, 'a', 'A cat');
  letGo(session);
  const { ImgproError } = await import('../../../../src/api/index.ts');
  (await requests(1))[0]!.fail(new ImgproError('No.', { code: 'validation_error', status: 422 }));
  await settle();
  expect(statuses()).toEqual(['failed']);
  write(session, 'a', '');
  session.retry();
  expect(session.queue.counts.lacking).toBe(1);
});

test('while all is paused, it is known which files lack a text', async () => {
  const { session } = requiring();
  session.pause();
  await session.add(chosen('a'));
  expect(session.queue.counts.lacking).toBe(1);
});
