import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { FakeService, galleryOf, makeImages, until } from '../../harness/gallery.ts';
import { currentLightbox } from '../../../src/elements/shared/lightbox/lightbox.ts';
import { freshEntry, step, tidyUp, ViewerPage, viewerOf } from '../../harness/viewer.ts';

/** Presses Escape and waits until the gallery says that the viewer is closed. */
async function escape(page: ViewerPage): Promise<void> {
  const closed = oneEvent(page.gallery.element, 'imgpro-close');
  await sendKeys({ press: 'Escape' });
  await closed;
}

describe('the history of the viewer', () => {
  beforeEach(freshEntry);
  afterEach(tidyUp);

  it('follows an address that is edited by hand', async function () {
    // In a tab that has been through many files, with fifty entries, as many as it can hold, the last step back left the page
    // twice; the cause is not known.
    if (history.length > 45) this.skip();
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    location.hash = '#imgpro=photo4';
    await until(() => page.position === '5 of 6');
    expect(page.count).to.equal(1);
    await escape(page);
    expect(location.hash).to.equal('');
    await step(-1);
    await page.opened();
    expect(page.position).to.equal('2 of 6');
    await escape(page);
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('has one entry for a viewer, however many images are shown, and none after it', async () => {
    const page = await viewerOf();
    const { length } = history;
    void page.gallery.element.open('photo0');
    await page.opened();
    expect(history.length).to.equal(Math.min(length + 1, 50)); // as many as a tab can hold
    await sendKeys({ press: 'End' });
    await until(() => location.hash === '#imgpro=photo5');
    expect(history.length).to.equal(Math.min(length + 1, 50)); // as many as a tab can hold
    await escape(page);
    expect(location.hash).to.equal('');
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('leaves the page where it went while the viewer was open', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    history.pushState({ page: 'next' }, '', '?next');
    await escape(page);
    expect(location.search).to.equal('?next');
    expect(history.state).to.deep.equal({ page: 'next' });
    expect(history.scrollRestoration).to.equal('auto');
  });

  it('… also when a router removes the gallery, and copies the state that it finds', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    history.pushState({ ...(history.state as object), page: 'next' }, '', '?next');
    page.gallery.element.remove();
    await page.closed();
    await until(() => history.scrollRestoration === 'auto');
    expect(location.search).to.equal('?next');
  });

  it('… also when the router comes after the removal', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    page.gallery.element.remove();
    history.pushState({ page: 'next' }, '', '?next');
    await page.closed();
    await until(() => history.scrollRestoration === 'auto');
    expect(location.search).to.equal('?next');
  });

  it('leaves an entry that a page added for the same address', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    history.pushState({ ...(history.state as object), tab: 2 }, '', location.href);
    const { length } = history;
    await escape(page);
    expect(history.length).to.equal(length);
    expect(history.state).to.include({ tab: 2 });
    expect(location.hash).to.equal('');
  });

  it('takes back an entry whose state the page has replaced', async function () {
    if (!('navigation' in window)) this.skip(); // nothing else tells that it is the same entry
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    history.replaceState({ page: 'replaced' }, '', location.href);
    await escape(page);
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('closes when the page goes to another fragment, and stays there', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    const closed = oneEvent(page.gallery.element, 'imgpro-close');
    location.hash = '#/album/6';
    await closed;
    expect(location.hash).to.equal('#/album/6');
  });

  it('gives back the scroll restoration that was there before', async () => {
    history.scrollRestoration = 'manual';
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    await escape(page);
    expect(history.scrollRestoration).to.equal('manual');
    history.scrollRestoration = 'auto';
    void page.gallery.element.open('photo1');
    await page.opened();
    expect(history.scrollRestoration).to.equal('manual');
    await escape(page);
    expect(history.scrollRestoration).to.equal('auto');
  });

  it('follows Back, Forward and Back', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    await step(-1);
    // Before the viewer has closed.
    await step(1);
    await until(
      () =>
        page.gallery.element.isConnected &&
        page.dialog?.matches('[data-state=open]') &&
        page.position === '2 of 6',
    );
    expect(location.hash).to.equal('#imgpro=photo1');
    await step(-1);
    await page.closed();
    expect(location.hash).to.equal('');
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('opens again at a link that is followed while it closes after Back', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    await step(-1);
    location.hash = '#imgpro=photo1';
    await until(() => page.dialog?.matches('[data-state=open]') && !currentLightbox()?.isClosing);
    expect(location.hash).to.equal('#imgpro=photo1');
  });

  it('opens again after Forward, and is closed as an entry of its own', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    await step(-1);
    await page.closed();
    await step(1);
    await page.opened();
    await escape(page);
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('goes back once, when Escape follows upon Back', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    const closed = oneEvent(page.gallery.element, 'imgpro-close');
    history.back();
    await sendKeys({ press: 'Escape' });
    await closed;
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('tells that it is closed when the page may navigate again', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    page.gallery.element.addEventListener('imgpro-close', () => history.pushState(null, '', '?after'));
    await escape(page);
    expect(location.search).to.equal('?after');
    await step(-1);
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('stands beside the route of a hash router', async () => {
    history.replaceState({ page: 'test' }, '', '#/album/5');
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    expect(location.hash).to.equal('#/album/5?imgpro=photo1');
    await sendKeys({ press: 'ArrowRight' });
    await until(() => location.hash === '#/album/5?imgpro=photo2');
    await escape(page);
    expect(location.hash).to.equal('#/album/5');
  });

  it('opens from an address in a route, and gives the route back', async () => {
    history.replaceState({ page: 'test' }, '', '#/album/5?sort=name&imgpro=photo2');
    const page = await viewerOf();
    await page.opened();
    expect(page.position).to.equal('3 of 6');
    await escape(page);
    expect(location.hash).to.equal('#/album/5?sort=name');
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('takes back its entry after a reload of the page', async () => {
    // As a reload leaves it: the entry of the viewer, and no viewer.
    history.pushState({ imgpro: 'photo2' }, '', '#imgpro=photo2');
    const page = await viewerOf();
    await page.opened();
    await escape(page);
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('opens in one of two galleries that hold the image', async () => {
    const images = await makeImages(3);
    const galleries = await Promise.all(
      [0, 1].map(() => galleryOf(new FakeService(images), { lightbox: true })),
    );
    let opened = 0;
    for (const { element } of galleries) {
      await until(() => element.loaded.length === 3);
      element.addEventListener('imgpro-open', () => opened++);
    }
    location.hash = '#imgpro=photo1';
    const page = new ViewerPage(galleries[0]!);
    await page.opened();
    expect(page.count).to.equal(1);
    await step(-1);
    await page.closed();
    expect(opened).to.equal(1);
    expect(location.hash).to.equal('');
  });

  it('passes from gallery to gallery without a trace of the first', async () => {
    const [one, other] = [await viewerOf(3), await viewerOf(3)];
    void one.gallery.element.open('photo0');
    await one.opened();
    await other.gallery.element.open('photo2');
    await other.opened();
    expect(other.count).to.equal(1);
    expect(other.position).to.equal('3 of 3');
    await escape(other);
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('follows the address of a page that comes out of the back/forward cache', async () => {
    const page = await viewerOf();
    history.replaceState(null, '', '#imgpro=photo3'); // no event tells of it
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await page.opened();
    expect(page.position).to.equal('4 of 6');
  });
});

describe('open()', () => {
  beforeEach(freshEntry);
  afterEach(tidyUp);

  it('goes to the image, with its address, while another is shown', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    await page.gallery.element.open('photo3');
    await until(() => page.position === '4 of 6');
    expect(page.count).to.equal(1);
    expect(location.hash).to.equal('#imgpro=photo3');
    await escape(page);
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('opens at an image of those that were given a moment ago', async () => {
    const page = await galleryOf(null, { lightbox: true });
    page.element.images = await makeImages(3);
    await page.element.open('photo1');
    const viewer = new ViewerPage(page);
    await viewer.opened();
    expect(viewer.position).to.equal('2 of 3');
    await escape(viewer);
  });

  it('… and while the viewer is only opening', async () => {
    const page = await viewerOf();
    await page.gallery.element.open('photo1');
    await page.gallery.element.open('photo3');
    await page.opened();
    await until(() => page.position === '4 of 6');
    expect(location.hash).to.equal('#imgpro=photo3');
    expect(page.count).to.equal(1);
  });

  it('opens the last one of several that are asked for at once', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    void page.gallery.element.open('photo2');
    void page.gallery.element.open('photo3');
    await page.opened();
    expect(page.position).to.equal('4 of 6');
    expect(page.count).to.equal(1);
  });

  it('waits for a viewer that is closing', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo1');
    await page.opened();
    page.gallery.element.close();
    await page.gallery.element.open('photo2');
    await page.opened();
    expect(page.position).to.equal('3 of 6');
    expect(location.hash).to.equal('#imgpro=photo2');
    await escape(page);
    expect(history.state).to.deep.equal({ page: 'test' });
  });

  it('fetches an image that has not been loaded, while another is shown, and leads back', async () => {
    const page = await viewerOf(150, { 'page-size': '20' });
    void page.gallery.element.open('photo1');
    await page.opened();
    await page.gallery.element.open('photo140');
    await until(() => location.hash === '#imgpro=photo140' && page.position === '');
    expect(page.count).to.equal(1);
    await page.gallery.element.open('photo2');
    await until(() => page.position.startsWith('3 of'));
    expect(location.hash).to.equal('#imgpro=photo2');
  });

  it('does nothing for an image that is not there, or has no picture', async () => {
    const images = await makeImages(2, { status: 'processing' });
    const gallery = await galleryOf(null, { lightbox: true });
    gallery.element.images = images;
    await gallery.tilesAre(2);
    await gallery.element.open('photo0');
    await gallery.element.open('nowhere');
    expect(gallery.viewer === null).to.equal(true);
    expect(location.hash).to.equal('');
  });
});
