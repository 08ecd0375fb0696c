import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import {
  FakeServer,
  errorBody,
  picture,
  pictures,
  uploaderPage,
  type SentRequest,
  type UploaderPage,
} from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => server.restore());

const token = (...abilities: string[]) => ({
  tokenProvider: () => ({
    token: 'token',
    policy: { abilities: ['create', 'read', ...abilities] },
  }),
});

const deletions = () => server.fetched.filter((call) => call.startsWith('DELETE'));

/** A picture that takes its time. */
async function large(): Promise<File> {
  const small = await picture('a.png');
  return new File([small, new Uint8Array(40_000_000)], small.name, { type: small.type });
}

/** A picture is chosen, and so much of it has gone out; null: nothing was told yet. */
async function sending(share: number | null, ...abilities: string[]) {
  const page = await uploaderPage({ multiple: true }, token(...abilities) as never);
  page.choose(share === 0.1 ? await large() : await picture('a.png'));
  const request = await server.next();
  if (share !== null) request.progress(share);
  server.answers.set('/images/late', () => ({ body: {} }));
  return { page, request, file: page.element.files[0]! };
}

const gone = (page: UploaderPage) => expect(page.element.files).to.have.length(0);

describe('an upload that is cancelled', () => {
  for (const [told, share] of [
    ['nothing', null],
    ['a tenth', 0.1],
    ['all but the last bytes', 0.999],
  ] as const)
    it(`is broken off where ${told} was told to be sent: cancel means stop`, async () => {
      const { page, request, file } = await sending(share, 'delete');
      page.element.cancel(file.id);
      expect(request.aborted).to.equal(true);
      gone(page);
      expect(page.element.uppy!.getFiles()).to.have.length(0);
    });

  it('is broken off when what was sent in full was refused, and is not sent in full again', async () => {
    const { page, request, file } = await sending(1, 'delete');
    request.respond(429, errorBody('rate_limited'), { 'Retry-After': '0' });
    await server.count(2);
    const again = await server.next();
    again.progress(0.5);
    page.element.cancel(file.id);
    expect(again.aborted).to.equal(true);
    gone(page);
  });

  it('with all bytes sent goes on unseen, and is deleted when it was stored', async () => {
    const { page, request, file } = await sending(1, 'delete');
    page.element.cancel(file.id);
    gone(page);
    expect(request.aborted).to.equal(false);
    request.store('late');
    await waitUntil(() => deletions().length > 0, 'it was not deleted');
    expect(deletions()).to.deep.equal(['DELETE https://api.test/v1/images/late']);
    expect(page.element.value).to.deep.equal([]);
    expect(page.types).not.to.include('imgpro-upload-success');
    expect(page.element.uppy!.getFiles()).to.have.length(0);
  });

  it('is sent again under its key when the answer is lost, to be deleted then', async () => {
    const { page, request, file } = await sending(1, 'delete');
    page.element.cancel(file.id);
    request.drop();
    const again = await server.next();
    expect(again.key).to.equal(request.key);
    again.store('late');
    await waitUntil(() => deletions().length > 0, 'it was not deleted');
  });

  it('while it is paused goes on unseen, under its key, when the rest does', async () => {
    const { page, request, file } = await sending(1, 'delete');
    page.element.pause();
    expect(request.aborted).to.equal(true);
    page.element.cancel(file.id);
    gone(page);
    expect(server.open).to.have.length(0);
    page.element.resume();
    const again = await server.next();
    expect(again.key).to.equal(request.key);
    again.store('late');
    await waitUntil(() => deletions().length > 0, 'it was not deleted');
  });

  it('keeps its place until it is through', async () => {
    const page = await uploaderPage({ multiple: true, concurrency: '2' }, token('delete') as never);
    server.answers.set('/images/late', () => ({ body: {} }));
    page.choose(...(await pictures('a.png', 'b.png', 'c.png', 'd.png')));
    const first = (await server.count(2)) as [SentRequest, SentRequest];
    for (const request of first) request.progress(1);
    for (const { id } of page.element.files.slice(0, 2)) page.element.cancel(id);
    expect(page.statuses).to.deep.equal(['queued', 'queued']);
    first[0].store('late');
    await page.shows('uploading', 'queued');
    first[1].store('late');
    await page.shows('uploading', 'uploading');
    expect(server.requests).to.have.length(4);
  });

  it('with others takes no more places than there are when they go on after a pause', async () => {
    const page = await uploaderPage({ multiple: true, concurrency: '2' }, token('delete') as never);
    server.answers.set('/images/late', () => ({ body: {} }));
    page.choose(...(await pictures('a.png', 'b.png')));
    for (const request of await server.count(2)) request.progress(1);
    page.element.pause();
    page.element.cancel();
    page.element.concurrency = 1;
    page.element.resume();
    const again = await server.next();
    await page.rendered();
    expect(server.open).to.have.length(1);
    again.store('late');
    await server.count(4);
    expect(server.open).to.have.length(1);
  });

  it('is broken off where the token cannot delete, for that is the best that can be done', async () => {
    const { page, request, file } = await sending(1);
    page.element.cancel(file.id);
    expect(request.aborted).to.equal(true);
    gone(page);
  });

  it('and refused by the service leaves nothing to delete', async () => {
    const { page, request, file } = await sending(1, 'delete');
    page.element.cancel(file.id);
    request.respond(422, errorBody('validation_error'));
    await waitUntil(() => page.element.uppy!.getFiles().length === 0);
    await nextFrame();
    expect(deletions()).to.deep.equal([]);
    expect(page.types).not.to.include('imgpro-upload-error');
  });

  it('is taken back all the same when the element is moved in the page meanwhile', async () => {
    const { page, request, file } = await sending(1, 'delete');
    page.element.cancel(file.id);
    const place = page.element.parentElement!;
    page.element.remove();
    await nextFrame();
    expect(request.aborted).to.equal(true);
    place.append(page.element);
    const again = await server.next();
    expect(again.key).to.equal(request.key);
    again.store('late');
    await waitUntil(() => deletions().length > 0, 'it was not deleted');
  });

  it('is taken back with the next connection when there was none to delete it by', async () => {
    const { page, request, file } = await sending(1, 'delete');
    let broken = true;
    server.answers.set('/images/late', () => (broken ? { status: 501, body: {} } : { body: {} }));
    page.element.cancel(file.id);
    request.drop();
    window.dispatchEvent(new Event('offline'));
    await nextFrame();
    broken = false;
    window.dispatchEvent(new Event('online'));
    const again = await server.next();
    expect(again.key).to.equal(request.key);
    again.store('late');
    await waitUntil(() => deletions().length > 0, 'it was not deleted');
  });

  it('is deleted by a request that outlives the page', async () => {
    const fetched: (boolean | undefined)[] = [];
    const { fetch } = window;
    window.fetch = (input, init) => {
      if (init?.method === 'DELETE') fetched.push(init.keepalive);
      return fetch(input, init);
    };
    const { page, request, file } = await sending(1, 'delete');
    page.element.cancel(file.id);
    request.store('late');
    await waitUntil(() => fetched.length > 0, 'it was not deleted');
    expect(fetched).to.deep.equal([true]);
    window.fetch = fetch;
  });
});
