// Where text can be written, and nobody knows yet whether it can be changed later.
import { expect, waitUntil } from '@open-wc/testing';
import { FakeServer, picture, uploaderPage } from '../../harness/uploader.ts';

describe('<imgpro-uploader> while the rules of the token are not known', () => {
  let server: FakeServer;
  beforeEach(() => (server = new FakeServer()));
  afterEach(() => server.restore());

  interface Rules {
    come(...abilities: string[]): void;
    fail(): void;
  }

  /** A token that comes, or does not, when a test says so. */
  async function withLateRules(attributes: Record<string, string | boolean> = {}) {
    const asked: Rules[] = [];
    const tokenProvider = () =>
      new Promise((resolve, reject) =>
        asked.push({
          come: (...abilities) =>
            resolve({ token: 'token', policy: { abilities: ['create', ...abilities] } }),
          fail: () => reject(new Error('No token today.')),
        }),
      );
    const page = await uploaderPage({ multiple: true, fields: 'caption', ...attributes }, {
      tokenProvider,
    } as never);
    page.choose(await picture('a.png'));
    await waitUntil(() => asked.length === 1, 'no token was asked for');
    return { page, asked };
  }

  it('its file is sent by itself once they let it be written later', async () => {
    const { page, asked } = await withLateRules();
    await page.shows('queued');
    await page.rendered();
    expect(page.button('upload'), 'nobody knows yet whether it is needed').to.equal(null);
    asked[0]!.come('update');
    (await server.next()).store();
    await page.shows('ready');
  });

  it('its file waits for the person once they do not', async () => {
    const { page, asked } = await withLateRules();
    await page.shows('queued');
    asked[0]!.come();
    await waitUntil(() => page.button('upload') !== null, 'nothing can be pressed');
    expect(server.requests).to.have.length(0);
    page.button('upload')!.click();
    (await server.next()).store();
    await page.shows('ready');
  });

  it('its file fails with a way on when they never come', async () => {
    const { page, asked } = await withLateRules();
    await page.shows('queued');
    asked[0]!.fail();
    await waitUntil(() => asked.length === 2, 'the upload asked for no token');
    asked[1]!.fail();
    await page.shows('failed');
    page.button('retry')!.click();
    await waitUntil(() => asked.length === 3, 'it was not tried again');
    asked[2]!.come('update');
    (await server.next()).store();
    await page.shows('ready');
  });

  it('its file waits for the connection, and is sent by itself when that is back', async () => {
    const { page, asked } = await withLateRules();
    await page.shows('queued');
    window.dispatchEvent(new Event('offline'));
    asked[0]!.fail();
    await waitUntil(() => page.summary.includes('offline'), 'it was not said');
    window.dispatchEvent(new Event('online'));
    await waitUntil(() => asked.length === 2, 'no token was asked for');
    asked[1]!.come('update');
    (await server.next()).store();
    await page.shows('ready');
  });

  it('its file waits for the connection, and for the person where they let nothing be written later', async () => {
    const { page, asked } = await withLateRules();
    await page.shows('queued');
    window.dispatchEvent(new Event('offline'));
    asked[0]!.fail();
    await waitUntil(() => page.summary.includes('offline'), 'it was not said');
    window.dispatchEvent(new Event('online'));
    await waitUntil(() => asked.length === 2, 'no token was asked for');
    asked[1]!.come();
    await waitUntil(() => page.button('upload') !== null, 'nothing can be pressed');
    expect(page.statuses).to.deep.equal(['queued']);
    expect(server.requests).to.have.length(0);
  });
});
