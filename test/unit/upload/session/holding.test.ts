import { expect, test } from 'vitest';
import { chosen, sessionOf, settle } from '../sessions.ts';

test('a page that pauses when the first file starts has none of them sent', async () => {
  const { session, sent, once, statuses } = sessionOf();
  once('start', () => session.pause());
  await session.add(chosen('a', 'b', 'c', 'd'));
  await settle();
  expect(sent).toEqual([]);
  expect(statuses()).toEqual(['paused', 'queued', 'queued', 'queued']);
  expect(session.hold).toBe('paused');
});

test('what a plugin goes on with while a pause takes hold is sent, and none is left behind', async () => {
  const { session, bridge, requests, statuses } = sessionOf();
  await session.add(chosen('a', 'b', 'c'));
  await requests(3);
  bridge.uppy.once('file-removed', () => session.resume());
  session.pause();
  expect(session.hold).toBe(null);
  await requests(6);
  expect(statuses()).toEqual(['uploading', 'uploading', 'uploading']);
});
