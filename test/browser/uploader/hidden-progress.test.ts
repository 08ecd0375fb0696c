// Browsers report no progress of a request that a service worker answers, even by passing it on; `fetch` reports none at all.
import { expect, waitUntil } from '@open-wc/testing';
import { FakeServer, picture, uploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => {
  server.restore();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

const token = {
  tokenProvider: () => ({ token: 'token', policy: { abilities: ['create', 'read', 'delete'] } }),
};

const controlled = (get: () => unknown) =>
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, get });

async function sending() {
  const page = await uploaderPage({}, token as never);
  page.choose(await picture('a.png'));
  const request = await server.next();
  const bar = () => page.element.shadowRoot!.querySelector('.file .bar')!;
  await waitUntil(() => bar()?.hasAttribute('data-endless'), 'the bar stands still');
  return { page, request, bar };
}

describe('an upload of which nothing is reported', () => {
  it('is shown under way without an end, and by its share as soon as there is a report', async () => {
    const { request, bar } = await sending();
    expect(bar().hasAttribute('aria-valuenow')).to.equal(false);
    request.progress(0.4);
    await waitUntil(() => bar().getAttribute('aria-valuenow') === '40', 'the share is not shown');
    expect(bar().hasAttribute('data-endless')).to.equal(false);
  });

  it('may be stored whenever it is cancelled, and is deleted then', async () => {
    controlled(() => ({ controller: {} }));
    const { page, request } = await sending();
    server.answers.set('/images/late', () => ({ body: {} }));
    page.element.cancel(page.element.files[0]!.id);
    expect(request.aborted).to.equal(false);
    request.store('late');
    await waitUntil(() => server.fetched.some((call) => call.startsWith('DELETE')), 'it was not deleted');
  });

  it('is sent from a sandboxed frame, where there is not even the question', async () => {
    controlled(() => {
      throw new DOMException('The context is sandboxed.', 'SecurityError');
    });
    const { page, request } = await sending();
    request.store();
    await waitUntil(() => page.element.files[0]!.status === 'ready', 'it was not stored');
  });
});
