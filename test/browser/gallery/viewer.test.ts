import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { FakeService, galleryOf, makeImages, until, type GalleryPage } from '../../harness/gallery.ts';

/** The page's address, which the test runner wants back. */
const home = location.href;

async function gallery(count = 6, attributes: Record<string, string | boolean> = {}): Promise<GalleryPage> {
  const page = await galleryOf(new FakeService(await makeImages(count, { caption: 'A caption' })), {
    lightbox: true,
    ...attributes,
  });
  await until(() => page.tiles.length > 0);
  return page;
}

const controls = (page: GalleryPage) => page.viewer!.querySelector('.imgpro-lightbox-controls')!.shadowRoot!;

async function opened(page: GalleryPage): Promise<void> {
  await until(() => page.viewer?.matches('[data-state=open]'), 'the viewer');
}

async function closed(page: GalleryPage): Promise<void> {
  await until(() => page.viewer === null && location.hash === '', 'the viewer gone');
}

describe('the viewer', () => {
  afterEach(async () => {
    const open = document.querySelector('dialog.imgpro-lightbox');
    if (open) {
      document.querySelector('imgpro-gallery')?.close();
      await until(() => document.querySelector('dialog.imgpro-lightbox') === null, 'closed');
    }
    history.replaceState(null, '', home);
    history.scrollRestoration = 'auto'; // each entry of the history has its own
  });

  it('opens at a click, shows the picture with its caption, and is accessible', async () => {
    const page = await gallery();
    setTimeout(() => page.face('photo2').click());
    const { detail } = await oneEvent(page.element, 'imgpro-open');
    expect(detail.id).to.equal('photo2');
    await opened(page);
    expect(page.viewer!.matches(':modal')).to.equal(true);
    expect(controls(page).textContent).to.contain('3 of 6').and.to.contain('A caption');
    await until(
      () => page.viewer!.querySelector<HTMLImageElement>('img.pswp__img[alt="A caption"]')?.complete,
    );
    await expect(page.viewer!).to.be.accessible();
  });

  it('has an address, which Back takes away with it', async () => {
    const page = await gallery();
    void page.element.open('photo1');
    await opened(page);
    expect(location.hash).to.equal('#imgpro=photo1');
    history.back();
    await closed(page);
  });

  it('goes from image to image by keys, and leaves the focus at the last one', async () => {
    const page = await gallery();
    page.face('photo1').focus();
    await sendKeys({ press: 'Enter' });
    await opened(page);
    await sendKeys({ press: 'ArrowRight' });
    await until(() => location.hash === '#imgpro=photo2');
    await sendKeys({ press: 'End' });
    await until(() => location.hash === '#imgpro=photo5');
    setTimeout(() => sendKeys({ press: 'Escape' }));
    const { detail } = await oneEvent(page.element, 'imgpro-close');
    expect(detail.id).to.equal('photo5');
    await closed(page);
    await until(() => page.focused === 'photo5');
  });

  it('opens by itself where the address names an image', async () => {
    history.replaceState(null, '', '#imgpro=photo3');
    const page = await gallery();
    await opened(page);
    expect(controls(page).textContent).to.contain('4 of 6');
    page.element.close();
    await closed(page);
  });

  it('opens an image of the account that is further down than what has come', async () => {
    history.replaceState(null, '', '#imgpro=photo90');
    const page = await gallery(100, { 'page-size': '20' });
    await opened(page);
    expect(page.viewer!.querySelector('.pswp__img')).to.exist;
    expect(location.hash).to.equal('#imgpro=photo90');
    page.element.close();
    await closed(page);
  });

  it('asks for more images when their end comes near', async () => {
    const service = new FakeService(await makeImages(40));
    const page = await galleryOf(null, { lightbox: true, 'page-size': '20' });
    let release = () => {};
    page.element.addEventListener('imgpro-load-page', () => (release = service.hold()), { once: true });
    page.element.client = service.client;
    await until(() => page.element.loaded.length === 20);
    void page.element.open('photo18');
    await opened(page);
    expect(controls(page).textContent).to.contain('19 of 20+');
    release();
    await until(() => controls(page).textContent!.includes('19 of 40'));
    await sendKeys({ press: 'ArrowRight' });
    await until(() => location.hash === '#imgpro=photo19');
    await sendKeys({ press: 'ArrowRight' });
    await until(() => location.hash === '#imgpro=photo20');
  });

  it('says that a picture cannot be shown', async () => {
    const images = await makeImages(2);
    images[1]!.url = 'blob:https://nowhere.example/none';
    const page = await galleryOf(null, { lightbox: true });
    page.element.images = images;
    await page.tilesAre(2);
    void page.element.open('photo0');
    await opened(page);
    await sendKeys({ press: 'ArrowRight' });
    await until(() => page.viewer!.textContent!.includes('This image could not be shown.'));
  });

  for (const [what, comeBack] of Object.entries({
    'a look at another one': async (page: GalleryPage) => {
      await sendKeys({ press: 'ArrowLeft' });
      await until(() => controls(page).textContent!.includes('1 of 2'));
      await sendKeys({ press: 'ArrowRight' });
    },
    'the connection is back': () => Promise.resolve(window.dispatchEvent(new Event('online'))),
  }))
    it(`shows a picture that could not be shown before, after ${what}`, async () => {
      const images = await makeImages(2);
      const there = images[1]!.url;
      images[1]!.url = 'blob:https://nowhere.example/none';
      const page = await galleryOf(null, { lightbox: true });
      page.element.images = images;
      await page.tilesAre(2);
      void page.element.open('photo0');
      await opened(page);
      await sendKeys({ press: 'ArrowRight' });
      const current = () => page.viewer!.querySelector('.pswp__item[aria-hidden=false]')!;
      await until(() => current().textContent!.includes('This image could not be shown.'));
      // The address works from now on.
      const src = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src')!;
      const set = function (this: HTMLImageElement, value: string) {
        src.set!.call(this, value.startsWith('blob:https://nowhere') ? there : value);
      };
      Object.defineProperty(HTMLImageElement.prototype, 'src', { ...src, set });
      try {
        await comeBack(page);
        await until(
          () =>
            current().querySelector<HTMLImageElement>('img.pswp__img:not(.pswp__img--placeholder)')
              ?.naturalWidth,
          'the picture',
        );
      } finally {
        Object.defineProperty(HTMLImageElement.prototype, 'src', src);
      }
      expect(current().textContent).to.not.contain('could not be shown');
    });

  it('leaves nothing behind', async () => {
    const page = await gallery();
    const sheets = document.adoptedStyleSheets.length;
    void page.element.open('photo0');
    // Even before it has fully opened.
    await until(() => page.viewer?.querySelector('.imgpro-lightbox-controls'));
    controls(page).querySelector<HTMLButtonElement>('.close')!.click();
    await closed(page);
    expect(document.adoptedStyleSheets).to.have.length(sheets);
    expect(document.querySelector('.pswp')).to.equal(null);
    // Closing went back to where the page was, instead of going on from there.
    history.forward();
    await until(() => location.hash === '#imgpro=photo0', 'the address of the image again');
  });

  it('closes when its gallery leaves the page', async () => {
    const page = await gallery();
    void page.element.open('photo0');
    await opened(page);
    page.element.remove();
    await closed(page);
  });

  it('does not call back a page that has gone elsewhere, as a router does', async () => {
    const page = await gallery();
    void page.element.open('photo0');
    await opened(page);
    let isCalledBack = false;
    history.back = () => (isCalledBack = true);
    try {
      history.pushState({ router: 2 }, '', home);
      page.element.remove();
      await closed(page);
    } finally {
      Reflect.deleteProperty(history, 'back');
    }
    expect(isCalledBack).to.equal(false);
    expect(history.state).to.deep.equal({ router: 2 });
    expect(history.scrollRestoration).to.equal('auto');
  });

  it('lets the browser keep the scroll place again when its gallery has left the page', async () => {
    const page = await gallery();
    void page.element.open('photo0');
    await opened(page);
    expect(history.scrollRestoration).to.equal('manual');
    page.element.remove();
    await until(() => location.hash === '' && history.scrollRestoration === 'auto');
  });
});
