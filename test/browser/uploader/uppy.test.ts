import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { Uppy, type Body, type Meta } from '@uppy/core';
import { ImgPro } from '../../../src/uppy/index.ts';
import { API, FakeServer, impostor, picture, pictures, uploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => server.restore());

/** Errors that nobody catches, which would end a test otherwise. */
function uncaught(): { errors: unknown[]; restore(): void } {
  const { onerror } = window;
  const errors: unknown[] = [];
  window.onerror = (_message, _source, _line, _column, error) => (errors.push(error?.message), true);
  return { errors, restore: () => (window.onerror = onerror) };
}

/** Listeners for the connection that the window has gained. */
function windowListeners(): { count(): number; restore(): void } {
  const { addEventListener, removeEventListener } = window;
  const held = new Set<unknown>();
  window.addEventListener = function (type: string, listener: unknown, options?: AddEventListenerOptions) {
    if (/^(on|off)line$/.test(type)) {
      held.add(listener);
      options?.signal?.addEventListener('abort', () => held.delete(listener));
    }
    return addEventListener.call(window, type, listener as EventListener, options);
  } as never;
  window.removeEventListener = function (type: string, listener: unknown, options?: boolean) {
    held.delete(listener);
    return removeEventListener.call(window, type, listener as EventListener, options);
  } as never;
  return {
    count: () => held.size,
    restore: () => void Object.assign(window, { addEventListener, removeEventListener }),
  };
}

describe('the Uppy of an uploader', () => {
  for (const event of [
    'file-added',
    'upload-start',
    'upload-progress',
    'upload-success',
    'complete',
  ] as const)
    it(`stores a photo whatever a listener of ${event} throws, which is an error of its own`, async () => {
      const caught = uncaught();
      const page = await uploaderPage({ multiple: true });
      page.element.uppy!.on(event, () => {
        throw new Error(`mistake in ${event}`);
      });
      page.choose(await picture('a.png'));
      const request = await server.next();
      request.progress(0.5);
      request.store('stored');
      await page.shows('ready');
      await page.told('imgpro-complete');
      expect(page.element.value).to.deep.equal(['stored']);
      expect(page.types).not.to.include('imgpro-upload-error');
      await waitUntil(() => caught.errors.length > 0, 'nobody was told');
      expect(caught.errors).to.include(`mistake in ${event}`);
      caught.restore();
    });

  it('stops all files whatever a listener throws that hears of it', async () => {
    const caught = uncaught();
    const page = await uploaderPage({ multiple: true });
    page.element.uppy!.on('file-removed', () => {
      throw new Error('mistake');
    });
    page.choose(...(await pictures('a.png', 'b.png')));
    await server.count(2);
    page.element.pause();
    await page.shows('paused', 'paused');
    expect(server.open).to.have.length(0);
    await waitUntil(() => caught.errors.length === 2);
    caught.restore();
  });

  it('ends with it, though the page has touched it', async () => {
    const listeners = windowListeners();
    for (let mount = 0; mount < 3; mount += 1) {
      const page = await uploaderPage({ multiple: true });
      page.element.uppy!.on('complete', () => {});
      page.element.remove();
      await nextFrame();
      const { uppy } = page.element; // a page that tidies up late
      uppy!.off('complete', () => {});
    }
    expect(listeners.count()).to.equal(0);
    listeners.restore();
  });

  it('is another one that works when the uploader is put back, and the same where it is merely moved', async () => {
    const page = await uploaderPage({ multiple: true });
    const place = page.element.parentElement!;
    const { uppy } = page.element;
    place.prepend(page.element);
    await nextFrame();
    expect(page.element.uppy).to.equal(uppy);
    page.element.remove();
    await nextFrame();
    place.append(page.element);
    const data = await picture('again.png');
    page.element.uppy!.addFile({ name: data.name, type: data.type, data, source: 'plugin' });
    (await server.next()).store('again');
    await page.shows('ready');
    expect(page.element.value).to.deep.equal(['again']);
  });
});

describe('an Uppy of the page’s own', () => {
  it('goes on with an upload whose success a listener does not bear', async () => {
    const caught = uncaught();
    const uppy = new Uppy<Meta, Body>().use(ImgPro<Meta, Body>, { apiUrl: API });
    uppy.on('upload-success', () => {
      throw new Error('mistake');
    });
    for (const data of await pictures('a.png', 'b.png'))
      uppy.addFile({ name: data.name, type: data.type, data });
    const done = uppy.upload();
    for (const request of await server.count(2)) request.store();
    expect((await done)!.successful).to.have.length(2);
    await waitUntil(() => caught.errors.length === 2);
    caught.restore();
    uppy.destroy();
  });
});

describe('a browser that is offline when the page begins', () => {
  const setOnline = (onLine: boolean) =>
    Object.defineProperty(navigator, 'onLine', { value: onLine, configurable: true });
  afterEach(() => delete (navigator as Partial<Navigator> & object as { onLine?: boolean }).onLine);

  it('is told of, and files wait for the connection', async () => {
    setOnline(false);
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures('a.png', 'b.png')));
    await page.shows('queued', 'queued');
    expect(page.summary).to.contain('offline');
    expect(page.element.matches(':state(offline)')).to.equal(true);
    expect(page.element.matches(':state(uploading)')).to.equal(false);
    expect(server.requests).to.have.length(0);
    setOnline(true);
    window.dispatchEvent(new Event('online'));
    for (const request of await server.count(2)) request.store();
    await page.shows('ready', 'ready');
  });
});

describe('what a page is told', () => {
  it('comes in its order, progress too, however much there is to be told', async () => {
    const page = await uploaderPage({ multiple: true });
    page.element.addEventListener('imgpro-file-rejected', () => {
      const end = performance.now() + 2;
      while (performance.now() < end);
    });
    page.choose(...Array.from({ length: 400 }, (_, at) => impostor(`${at}.jpg`)));
    await page.element.addFiles([await picture('a.png')]);
    const request = await server.next();
    request.progress(0.5);
    await page.told('imgpro-upload-progress');
    expect(page.types.filter((type) => type !== 'imgpro-file-rejected')).to.deep.equal([
      'imgpro-files-added',
      'imgpro-upload-start',
      'imgpro-upload-progress',
    ]);
  });
});
