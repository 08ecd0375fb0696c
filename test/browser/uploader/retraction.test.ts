import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { FakeServer, errorBody, picture, uploaderPage, type UploaderPage } from '../../harness/uploader.ts';

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
  it('is broken off while bytes are still to go', async () => {
    const { page, request, file } = await sending(0.1, 'delete');
    page.element.cancel(file.id);
    expect(request.aborted).to.equal(true);
    gone(page);
  });

  for (const [told, share] of [
    ['nothing', null],
    ['nine tenths of a small file', 0.9],
  ] as const)
    it(`goes on unseen also when ${told} was told: browsers tell it late`, async () => {
      const { page, request, file } = await sending(share, 'delete');
      page.element.cancel(file.id);
      gone(page);
      expect(request.aborted).to.equal(false);
      request.store('late');
      await waitUntil(() => deletions().length > 0, 'it was not deleted');
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
    expect(page.element.uppy.getFiles()).to.have.length(0);
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

  it('makes room for the next one at once', async () => {
    const page = await uploaderPage({ multiple: true, concurrency: '1' }, token('delete') as never);
    page.choose(await picture('a.png'), await picture('b.png'));
    const request = await server.next();
    request.progress(1);
    page.element.cancel(page.element.files[0]!.id);
    await server.count(2);
    expect(page.statuses).to.deep.equal(['uploading']);
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
    await waitUntil(() => page.element.uppy.getFiles().length === 0);
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
