// Leaving the page while something would be lost is asked about; and only then.
import { expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import { Uppy, type Body, type Meta } from '@uppy/core';
import { ImgPro, type ImgProOptions } from '../../../src/uppy/index.ts';
import {
  errorBody,
  FakeServer,
  imageObject,
  impostor,
  picture,
  pictures,
  uploaderPage,
} from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => {
  fixtureCleanup();
  server.restore();
});

/** Whether the browser would ask a person who leaves now. */
function asks(): boolean {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

const asking = (message?: string) => waitUntil(asks, message ?? 'nothing was asked');
const silent = (message?: string) => waitUntil(() => !asks(), message ?? 'it was asked all the same');

describe('leaving the page', () => {
  it('is asked about while a file is being sent, and no longer once it is stored', async () => {
    const page = await uploaderPage();
    expect(asks(), 'nothing is at stake').to.equal(false);
    page.choose(await picture('a.png'));
    const request = await server.next();
    await asking();
    request.store('a', { status: 'processing' });
    await page.told('imgpro-upload-success');
    expect(asks(), 'at once').to.equal(false);
  });

  it('is asked about while files are judged', async () => {
    let judged!: (verdict: string) => void;
    const validators = [() => new Promise<string>((resolve) => (judged = resolve))];
    const page = await uploaderPage({ multiple: true }, { validators });
    page.choose(await picture('a.png'));
    await waitUntil(() => judged);
    expect(asks()).to.equal(true);
    judged('No.');
    await silent();
  });

  it('is asked about while files wait for the person, pause, or have no connection', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    page.choose(await picture('a.png'));
    await page.shows('queued');
    await asking();
    page.element.upload();
    await server.next();
    page.element.pause();
    await page.shows('paused');
    expect(asks()).to.equal(true);
    page.element.cancel();
    expect(asks(), 'taken off').to.equal(false);
  });

  it('is asked about while a text could not be saved, and no longer once it is', async () => {
    server.answers.set('/imgpro/token', () => ({
      body: {
        token: 'token',
        expires_in: 600,
        policy: { abilities: ['create', 'read', 'update'] },
        api_url: 'https://api.test/v1',
      },
    }));
    server.answers.set('/images/one', (call) =>
      call < 2
        ? { status: 403, body: errorBody('forbidden') }
        : { body: imageObject('one', { caption: 'Ours' }) },
    );
    const page = await uploaderPage({ multiple: true, fields: 'caption', 'token-endpoint': '/imgpro/token' });
    page.choose(await picture('a.png'));
    (await server.next()).store('one');
    await page.shows('ready');
    const [caption] = await page.write('a.png');
    caption!.focus();
    document.execCommand('insertText', false, 'Ours');
    expect(asks(), 'as the page is left, it is saved').to.equal(false);
    caption!.blur();
    await waitUntil(() => page.button('save'));
    expect(asks()).to.equal(true);
    page.button('save')!.click();
    await waitUntil(() => !page.button('save'));
    expect(asks()).to.equal(false);
  });

  it('is not asked about for what has failed or was not added', async () => {
    const page = await uploaderPage({ multiple: true, retries: '0' });
    page.choose(impostor());
    await page.told('imgpro-file-rejected');
    page.choose(await picture('a.png'));
    (await server.next()).drop();
    await page.shows('failed');
    await silent();
  });

  it('is not asked about where the page wants no question', async () => {
    const page = await uploaderPage({ unguarded: true });
    page.choose(await picture('a.png'));
    await server.next();
    await page.rendered();
    expect(asks()).to.equal(false);
  });

  it('is not asked about for an uploader that is not on the page', async () => {
    const page = await uploaderPage();
    page.choose(await picture('a.png'));
    await server.next();
    await asking();
    const place = page.element.parentElement!;
    page.element.remove();
    await silent();
    place.append(page.element);
    await asking('it is back');
  });

  it('is asked about as long as one of two uploaders has a reason', async () => {
    const [one, other] = [await uploaderPage(), await uploaderPage()];
    one.choose(await picture('a.png'));
    const first = await server.next();
    other.choose(await picture('b.png'));
    await server.count(2);
    await asking();
    await Promise.all([one.rendered(), other.rendered()]);
    first.store();
    await one.told('imgpro-upload-success');
    expect(asks(), 'the other').to.equal(true);
    server.requests[1]!.store();
    await other.told('imgpro-upload-success');
    expect(asks()).to.equal(false);
  });
});

describe('leaving the page, with recover', () => {
  it('is asked about only until the bytes are kept', async () => {
    const page = await uploaderPage({ id: 'leaving', recover: true, multiple: true, manual: true });
    const [a, b] = await pictures('a.png', 'b.png');
    page.choose(a!, b!);
    await page.shows('queued', 'queued');
    await silent('they are kept');
    page.element.upload();
    await server.count(2);
    expect(asks(), 'on their way, and kept').to.equal(false);
    page.element.cancel();
  });

  it('is asked about while there is no room for them', async () => {
    // Not every browser here has one of its own.
    const storage = { estimate: () => Promise.resolve({ quota: 0, usage: 0 }) };
    Object.defineProperty(navigator, 'storage', { value: storage, configurable: true });
    try {
      const page = await uploaderPage({ id: 'leaving-full', recover: true, multiple: true, manual: true });
      page.choose(await picture('a.png'));
      await waitUntil(() => page.button('read'), 'nothing was said', { timeout: 8000 });
      expect(asks()).to.equal(true);
      page.element.cancel();
      await silent();
    } finally {
      Reflect.deleteProperty(navigator, 'storage');
    }
  });
});

describe('leaving the page of a plain Uppy', () => {
  let uppy: Uppy<Meta, Body>;
  afterEach(() => uppy.destroy());

  async function plain(options: ImgProOptions = {}): Promise<void> {
    uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
    uppy.use(ImgPro<Meta, Body>, { apiUrl: 'https://gateway.test/v1', retries: 0, ...options });
    const data = await picture('a.png');
    uppy.addFile({ name: data.name, type: data.type, data });
  }

  it('is asked about while a file is not stored', async () => {
    await plain();
    expect(asks(), 'chosen').to.equal(true);
    const done = uppy.upload();
    (await server.next()).store();
    await done;
    expect(asks(), 'stored').to.equal(false);
  });

  it('is not asked about once a file has failed, was taken off, or with the plugin gone', async () => {
    await plain();
    const done = uppy.upload();
    (await server.next()).drop();
    await done;
    expect(asks(), 'failed').to.equal(false);
    const data = await picture('b.png');
    uppy.addFile({ name: data.name, type: data.type, data });
    expect(asks()).to.equal(true);
    uppy.cancelAll();
    expect(asks(), 'taken off').to.equal(false);
    uppy.addFile({ name: data.name, type: data.type, data });
    uppy.removePlugin(uppy.getPlugin('ImgPro')!);
    expect(asks(), 'gone').to.equal(false);
  });

  it('is not asked about where the page wants no question', async () => {
    await plain({ unguarded: true });
    expect(asks()).to.equal(false);
  });
});
