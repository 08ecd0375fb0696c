import { EarlierFiles } from '../../../../src/upload/session/restore.ts';
import { describe, expect, test, vi } from 'vitest';
import { chosen, deferred, picture, sessionOf, settle } from '../sessions.ts';

describe('files that are on their way in', () => {
  test('count as being judged from the moment they are chosen, read or not', async () => {
    const { session } = sessionOf();
    const read = deferred<ReturnType<typeof chosen>>();
    const work = session.add(read.promise, { expected: 3 });
    expect(session.checking).toBe(3);
    void session.add(chosen('x'));
    expect(session.checking).toBe(4);
    read.resolve(chosen('a', 'b'));
    await work;
    await vi.waitFor(() => expect(session.checking).toBe(0));
    expect(session.queue.size).toBe(3);
  });

  test('are not counted any more when they cannot be had, or are not wanted', async () => {
    const { session } = sessionOf();
    const work = session.add(Promise.reject(new Error('gone')));
    expect(session.checking).toBe(1);
    await expect(work).rejects.toThrow('gone');
    expect(session.checking).toBe(0);
    void session.add(chosen('a'));
    session.abandonIntake();
    expect(session.checking).toBe(0);
    await settle();
    expect([session.checking, session.queue.size]).toEqual([0, 0]);
  });

  test('do not wait for `upload()` when it is called meanwhile; later ones do', async () => {
    const { session } = sessionOf({ manual: true });
    const read = deferred<ReturnType<typeof chosen>>();
    const work = session.add(read.promise, { expected: 1 });
    session.upload();
    read.resolve(chosen('a'));
    await work;
    await session.add(chosen('b'));
    const [a, b] = session.queue.files;
    expect(session.queue.ids('queued/upload-call').has(a!.id)).toBe(false);
    expect(session.queue.ids('queued/upload-call').has(b!.id)).toBe(true);
  });

  test('are counted until they are on the list', async () => {
    const { session } = sessionOf();
    const missing: number[] = [];
    session.queue.subscribe(() => missing.push(session.checking));
    await session.add(chosen('a', 'b'));
    expect(missing.slice(0, 2)).toEqual([2, 2]);
  });

  test('are held to the number of those that came meanwhile', async () => {
    const asked = deferred<null>();
    const { session, events } = sessionOf({ rules: { maxFiles: 1 }, validators: [() => asked.promise] });
    const work = session.add(chosen('a'));
    await settle();
    expect(session.addUrl('https://pictures.test/b.jpg')).toBeTruthy();
    asked.resolve(null);
    const { rejected } = await work;
    expect(rejected.map(({ code }) => code)).toEqual(['too-many']);
    expect(events.filter(({ type }) => type === 'rejected')).toHaveLength(1);
    expect(session.queue.size).toBe(1);
  });
});

describe('a file that takes the place of another one', () => {
  test('does so once it is taken, also where the list is full', async () => {
    const { session, names } = sessionOf({ rules: { maxFiles: 2 } });
    await session.add(chosen('a', 'b'));
    const { id } = session.queue.files[0]!;
    await session.add([{ data: new Blob(['words']), name: 'c', source: 'file' }], { replaces: id });
    expect(names(), 'what is no picture costs none').toEqual(['a', 'b']);
    await session.add(chosen('d'), { replaces: id });
    expect(names()).toEqual(['b', 'd']);
  });

  test('may have the same content', async () => {
    const { session, names } = sessionOf();
    await session.add([{ data: picture('same'), name: 'old', source: 'file' }]);
    const { id } = session.queue.files[0]!;
    await session.add([{ data: picture('same'), name: 'new', source: 'file' }], { replaces: id });
    expect(names()).toEqual(['new']);
  });
});

describe('where there is one image, another by its address', () => {
  const withOne = async () => {
    const all = sessionOf({ multiple: false });
    await all.session.add(chosen('photo'));
    const [first] = await all.requests(1);
    first!.store('old');
    await vi.waitFor(() => expect(all.session.images.ids).toEqual(['old']));
    all.session.addUrl('https://pictures.test/new.jpg');
    const [, second] = await all.requests(2);
    return { ...all, second: second! };
  };

  test('takes its place once it is stored', async () => {
    const { session, second, names, told } = await withOne();
    expect(session.images.ids).toEqual(['old']);
    second.store('new');
    await vi.waitFor(() => expect(names()).toEqual(['new.jpg']));
    expect(session.images.ids).toEqual(['new']);
    expect(told().slice(-3)).toEqual(['stored', 'ready', 'complete']);
  });

  test.each([
    ['fails', (call: { fail(cause: unknown): void }) => call.fail(new Error('That is no image.'))],
    [
      'is refused',
      (call: { store(id: string, patch: object): void }) => call.store('bad', { blocked: true }),
    ],
  ])('costs nobody the image they had when it %s', async (_, end) => {
    const { session, second, statuses } = await withOne();
    end(second as never);
    await vi.waitFor(() => expect(statuses()).toEqual(['ready', 'failed']));
    expect(session.images.ids).toEqual(['old']);
  });

  test('gives way itself to a third one', async () => {
    const { session, names, requests } = await withOne();
    session.addUrl('https://pictures.test/third.jpg');
    expect(names()).toEqual(['photo', 'third.jpg']);
    (await requests(3))[2]!.store('third');
    await vi.waitFor(() => expect(session.images.ids).toEqual(['third']));
  });

  test('and of an earlier page leaves the image that a form names until it is stored', async () => {
    const before = sessionOf({ multiple: false });
    before.session.addUrl('https://pictures.test/new.jpg');
    const kept = new EarlierFiles(before.session.core).kept(before.session.queue.files[0]!.id)!;
    const { session, requests } = sessionOf({ multiple: false });
    session.adopt(['named']);
    const earlierFiles = new EarlierFiles(session.core);
    earlierFiles.restore([kept]);
    earlierFiles.proceed([kept.file.id]);
    expect(session.images.ids).toEqual(['named']);
    (await requests(1))[0]!.store('new');
    await vi.waitFor(() => expect(session.images.ids).toEqual(['new']));
  });
});

describe('that all is through is told', () => {
  test('while files of an earlier page wait for the person', async () => {
    const before = sessionOf();
    await before.session.add(chosen('old'));
    await before.requests(1);
    const kept = new EarlierFiles(before.session.core).kept(before.session.queue.files[0]!.id)!;
    const { session, requests, told, events } = sessionOf();
    const earlierFiles = new EarlierFiles(session.core);
    earlierFiles.restore([kept]);
    await session.add(chosen('new'));
    (await requests(1))[0]!.store();
    await vi.waitFor(() => expect(told()).toContain('complete'));
    earlierFiles.proceed(earlierFiles.waiting.map(({ id }) => id));
    (await requests(2))[1]!.store();
    await vi.waitFor(() => expect(told().filter((type) => type === 'complete')).toHaveLength(2));
    const completed = events.filter((event) => event.type === 'complete');
    expect(completed.map(({ successful }) => successful.map(({ name }) => name))).toEqual([['new'], ['old']]);
  });

  test('not before the last file is judged, be it refused', async () => {
    const late = deferred<string>();
    const { session, requests, told, statuses } = sessionOf({
      validators: [(_, { name }) => (name === 'b' ? late.promise : null)],
    });
    await session.add(chosen('a'));
    const work = session.add(chosen('b'));
    (await requests(1))[0]!.store();
    await vi.waitFor(() => expect(statuses()).toEqual(['ready']));
    await settle();
    expect(told()).not.toContain('complete');
    late.resolve('Not this one.');
    await work;
    expect(told().slice(-3)).toEqual(['checking', 'rejected', 'complete']);
  });
});
