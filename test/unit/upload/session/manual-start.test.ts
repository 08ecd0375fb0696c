import { describe, expect, test, vi } from 'vitest';
import type { TokenSource } from '../../../../src/api/index.ts';
import { EarlierFiles } from '../../../../src/upload/session/restore.ts';
import type { KeptFile } from '../../../../src/upload/state/snapshot.ts';
import { chosen, deferred, sessionOf, settle } from '../sessions.ts';

/** A file that waited for `upload()` on an earlier page. */
async function waitedBefore(): Promise<KeptFile> {
  const { session } = sessionOf({ manual: true });
  await session.add(chosen('old'));
  return new EarlierFiles(session.core).kept(session.queue.files[0]!.id)!;
}

/** A page whose rules, which say whether text can still be changed later, are not known yet. */
function unknowing() {
  const rules = deferred<void>();
  const tokens = { get: () => rules.promise.then(() => ({ token: 't', policy: {} })) };
  return { know: rules.resolve, ...sessionOf({ editable: true }, tokens as unknown as TokenSource) };
}

describe('a file that waited for `upload()` on an earlier page, on one where files do not wait', () => {
  test('is offered to the person', async () => {
    const { session, sent } = sessionOf();
    const earlierFiles = new EarlierFiles(session.core);
    earlierFiles.restore([await waitedBefore()]);
    await settle();
    expect([earlierFiles.count, sent]).toEqual([1, []]);
  });

  test('and is not sent by itself where the page learns that only afterwards', async () => {
    const { session, sent, know, statuses } = unknowing();
    const earlierFiles = new EarlierFiles(session.core);
    earlierFiles.restore([await waitedBefore()]);
    expect(statuses()).toEqual(['queued']);
    know();
    await vi.waitFor(() => expect(earlierFiles.count).toBe(1));
    await settle();
    expect([statuses(), sent]).toEqual([['paused'], []]);
  });

  test('while a file that was chosen here goes out', async () => {
    const { session, requests, know } = unknowing();
    const adding = session.add(chosen('new'));
    new EarlierFiles(session.core).restore([await waitedBefore()]);
    know();
    await adding;
    expect((await requests(1)).map(({ name }) => name)).toEqual(['new']);
  });

  test('is sent when the page asks for all, before anything is known', async () => {
    const { session, requests } = unknowing();
    new EarlierFiles(session.core).restore([await waitedBefore()]);
    session.upload();
    expect((await requests(1)).map(({ name }) => name)).toEqual(['old']);
  });
});

test('where files wait for `upload()` here as well, it does so again', async () => {
  const { session, statuses } = sessionOf({ manual: true });
  const earlierFiles = new EarlierFiles(session.core);
  earlierFiles.restore([await waitedBefore()]);
  await settle();
  expect([statuses(), earlierFiles.count]).toEqual([['queued'], 0]);
});
