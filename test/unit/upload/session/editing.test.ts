import { describe, expect, test } from 'vitest';
import { beginEdit, canEdit, endEdit } from '../../../../src/upload/session/editing.ts';
import { EarlierFiles } from '../../../../src/upload/session/restore.ts';
import type { FileEdit } from '../../../../src/upload/state/file-edit.ts';
import { chosenFile } from '../../../../src/upload/state/snapshot.ts';
import { chosen, deferred, sessionOf, settle } from '../sessions.ts';

const crop = { x: 0, y: 0, width: 4, height: 4 };
const edit: FileEdit = {
  picture: { turns: 1, mirrored: false, angle: 0, ratio: 'free', drawn: crop, crop },
  before: { name: 'a', type: 'image/png', size: 9 },
};
const file = new File(['edited'], 'a.jpg', { type: 'image/jpeg' });

async function editing(settings: Parameters<typeof sessionOf>[0] = { manual: true }) {
  const page = sessionOf(settings);
  await page.session.add(chosen('a'));
  const { id } = page.session.queue.files[0]!;
  return { ...page, id, core: page.session.core };
}

describe('a file that is edited', () => {
  test('is held back, whatever is asked for, and goes on when the edit is over', async () => {
    const { session, core, id, sent, statuses } = await editing();
    beginEdit(core, id);
    session.upload();
    await settle();
    expect([statuses(), sent.length]).toEqual([['queued'], 0]);
    endEdit(core, id);
    await settle();
    expect(statuses()).toEqual(['uploading']);
  });

  test('does not hold others back', async () => {
    const { session, core, id, requests } = await editing();
    beginEdit(core, id);
    await session.add(chosen('b'));
    session.upload();
    expect((await requests(1)).map(({ name }) => name)).toEqual(['b']);
  });

  test('is sent as it has become, in its new name, size and type', async () => {
    const { session, core, id, requests } = await editing();
    beginEdit(core, id);
    expect(endEdit(core, id, { edit, file })).toMatchObject({ name: 'a.jpg', size: 6, type: 'image/jpeg' });
    session.upload();
    const [request] = await requests(1);
    expect(request!.name).toBe('a.jpg');
  });

  test('becomes what it was when the original is wanted back', async () => {
    const { session, core, id } = await editing();
    const { size } = session.queue.get(id)!;
    beginEdit(core, id);
    endEdit(core, id, { edit: { ...edit, before: { ...edit.before, size } }, file });
    beginEdit(core, id);
    expect(endEdit(core, id, null)).toMatchObject({ name: 'a', size, type: 'image/png' });
    expect(new EarlierFiles(session.core).kept(id)!.edit).toBeUndefined();
  });

  test('is taken back from its preparation, and prepared anew', async () => {
    const prepared: string[] = [];
    const first = deferred<Blob>();
    const { session, core, id, requests } = await editing({
      prepare: (_, content) => {
        prepared.push((content as File).name);
        return prepared.length === 1 ? first.promise : Promise.resolve(content);
      },
    });
    expect(session.queue.get(id)!.status).toBe('preparing');
    beginEdit(core, id);
    expect(session.queue.get(id)!.status).toBe('queued');
    first.resolve(new Blob(['late']));
    endEdit(core, id, { edit, file });
    expect((await requests(1))[0]!.name).toBe('a.jpg');
    expect(prepared).toEqual(['a', 'a.jpg']);
  });

  test('is prepared anew where it was prepared, and next', async () => {
    const prepared: string[] = [];
    const { session, core, sent, requests } = await editing({
      concurrency: 1,
      prepare: (_, content) => (prepared.push((content as File).name), Promise.resolve(content)),
    });
    await session.add(chosen('b'));
    await requests(1);
    await settle();
    const [, { id }] = session.queue.files as unknown as [unknown, { id: string }];
    beginEdit(core, id);
    endEdit(core, id, { edit, file });
    sent[0]!.store();
    expect((await requests(2))[1]!.name).toBe('a.jpg');
    expect(prepared.at(-1)).toBe('a.jpg');
  });

  test('is drawn again on another page, where only the edit was kept', async () => {
    const { session, core, id } = await editing();
    beginEdit(core, id);
    endEdit(core, id, { edit, file });
    const kept = structuredClone(new EarlierFiles(session.core).kept(id)!);
    expect(chosenFile(kept)).toMatchObject({ name: 'a', size: 9 });
    const drawn: unknown[] = [];
    const next = sessionOf({
      manual: true,
      redraw: (content, { picture }, name) => {
        drawn.push([(content as File).name, picture.turns, name]);
        return Promise.resolve(file);
      },
    });
    new EarlierFiles(next.session.core).restore([kept]);
    next.session.upload();
    expect((await next.requests(1))[0]!.name).toBe('a.jpg');
    expect(drawn).toEqual([['a', 1, 'a.jpg']]);
  });

  test('cannot be edited once any of it was sent, nor without its bytes', async () => {
    const { session, core, id, requests, statuses } = await editing();
    expect(canEdit(core, id)).toBe(true);
    session.upload();
    await requests(1);
    expect([statuses(), canEdit(core, id)]).toEqual([['uploading'], false]);
    session.pause();
    expect([statuses(), canEdit(core, id)]).toEqual([['paused'], false]);
    const link = session.addUrl('https://example.test/a.jpg')!;
    expect([canEdit(core, link.id), canEdit(core, 'nobody')]).toEqual([false, false]);
  });
});
