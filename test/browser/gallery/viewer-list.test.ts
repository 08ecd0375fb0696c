import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { FakeService, galleryOf, makeImages, until } from '../../harness/gallery.ts';
import { freshEntry, tidyUp, ViewerPage, viewerOf } from '../../harness/viewer.ts';
import { openLightbox } from '../../../src/elements/shared/lightbox/lightbox.ts';
import type { LightboxSlide, LightboxTexts } from '../../../src/elements/shared/lightbox/lightbox.ts';

/** Counts the looks into shadow trees and at images that opening a gallery of this size takes. */
async function costOfOpening(count: number): Promise<{ queries: number; reads: number }> {
  const images = await makeImages(count);
  const gallery = await galleryOf(null, { lightbox: true });
  gallery.element.images = images;
  await until(() => gallery.tiles.length > 0 && gallery.element.loaded.length === count);
  const page = new ViewerPage(gallery);
  const cost = { queries: 0, reads: 0 };
  const prototype = Object.getPrototypeOf(ShadowRoot.prototype) as DocumentFragment;
  const { querySelector } = prototype;
  prototype.querySelector = function (this: DocumentFragment, selector: string): any {
    cost.queries++;
    return querySelector.call(this, selector);
  };
  for (const image of gallery.element.loaded) {
    const { url } = image;
    Object.defineProperty(image, 'url', { get: () => (cost.reads++, url) });
  }
  try {
    // One that stands in the middle of what is drawn in either.
    void gallery.element.open('photo4');
    await page.opened();
  } finally {
    prototype.querySelector = querySelector;
  }
  gallery.element.close();
  await page.closed();
  gallery.element.remove();
  return cost;
}

describe('the images of the viewer', () => {
  beforeEach(freshEntry);
  afterEach(tidyUp);

  it('are asked for near the one that is shown only', async () => {
    const asked = new Set<number>();
    const texts = { position: (index: number) => `${index}`, copy: {} } as unknown as LightboxTexts;
    const slide = (index: number): LightboxSlide => {
      asked.add(index);
      return { id: `${index}`, src: 'data:,', width: 3, height: 2, alt: '' };
    };
    const list = { count: 100_000, at: slide, indexOf: Number };
    const lightbox = await openLightbox({ list, id: '50000', texts });
    await until(() => document.querySelector('.imgpro-lightbox[data-state=open]'));
    expect(Math.min(...asked)).to.be.at.least(49_998);
    expect(Math.max(...asked)).to.be.at.most(50_002);
    lightbox!.close();
    await until(() => document.querySelector('.imgpro-lightbox') === null);
  });

  it('cost as much to open in a gallery of many as in one of few', async () => {
    const few = await costOfOpening(12);
    const many = await costOfOpening(400);
    // Tiles that are drawn again read each image once: the viewer must add nothing to it.
    expect(many.queries).to.be.at.most(few.queries + 5);
    expect(many.reads - 400 * 3).to.be.at.most(few.reads);
  });

  it('become more when the next page comes, and are announced once all the same', async () => {
    const service = new FakeService(await makeImages(40));
    const gallery = await galleryOf(null, { lightbox: true, 'page-size': '20' });
    let release = () => {};
    gallery.element.addEventListener('imgpro-load-page', () => (release = service.hold()), { once: true });
    gallery.element.client = service.client;
    await until(() => gallery.element.loaded.length === 20);
    const page = new ViewerPage(gallery);
    void gallery.element.open('photo19');
    await page.opened();
    expect(page.position).to.equal('20 of 20+');
    expect(page.control('next').disabled).to.equal(true);
    const { announced } = page;
    release();
    await until(() => page.position === '20 of 40');
    expect(page.announced).to.equal(announced);
    expect(page.control('next').disabled).to.equal(false);
    await sendKeys({ press: 'ArrowRight' });
    await until(() => location.hash === '#imgpro=photo20');
    expect(page.announced).to.contain('21 of 40');
  });

  it('keep their places when others come before them', async () => {
    const page = await viewerOf();
    void page.gallery.element.open('photo2');
    await page.opened();
    const picture = page.picture!;
    const uploaded = await makeImages(1, {}, 'new');
    page.gallery.element.images = [...uploaded, ...page.gallery.element.loaded];
    await until(() => page.position === '4 of 7');
    expect(page.picture === picture).to.equal(true);
    await sendKeys({ press: 'Home' });
    await until(() => location.hash === '#imgpro=new0');
    await sendKeys({ press: 'ArrowRight' });
    await until(() => location.hash === '#imgpro=photo0');
  });

  it('give way to the next one when the one that is shown is gone', async () => {
    const page = await viewerOf(4);
    void page.gallery.element.open('photo1');
    await page.opened();
    page.gallery.element.images = page.gallery.element.loaded.filter(({ id }) => id !== 'photo1');
    await until(() => page.position === '2 of 3' && location.hash === '#imgpro=photo2');
    await sendKeys({ press: 'ArrowLeft' });
    await until(() => location.hash === '#imgpro=photo0');
    page.gallery.element.images = [];
    await page.closed();
  });

  it('are passed by with a sentence when they have no picture, and are shown when they have one', async () => {
    const images = await makeImages(3);
    images[1] = { ...images[1]!, blocked: true };
    const page = await viewerOf(1);
    page.gallery.element.images = images;
    await until(() => page.gallery.tiles.length === 3);
    void page.gallery.element.open('photo0');
    await page.opened();
    await sendKeys({ press: 'ArrowRight' });
    await until(
      () => page.dialog!.textContent.includes('Removed by moderation') && page.position === '2 of 3',
    );
    expect(page.has('zoom')).to.equal(false);
    expect(page.has('download')).to.equal(false);
    expect(page.has('copy-link')).to.equal(false);
    page.gallery.element.images = images.map((image) => ({ ...image, blocked: false }));
    await until(() => page.picture?.naturalWidth);
  });

  it('take in one that was shown by itself, when it has been loaded', async () => {
    const page = await viewerOf(150, { 'page-size': '50' });
    const { element } = page.gallery;
    await element.open('photo140');
    await page.opened();
    expect(page.position).to.equal('');
    const { picture } = page;
    while (element.hasMore) await element.loadMore();
    await until(() => page.position === '141 of 150');
    expect(page.picture === picture).to.equal(true);
    await sendKeys({ press: 'ArrowLeft' });
    await until(() => location.hash === '#imgpro=photo139');
  });

  it('give the focus back to the tile of the last one, also where it was not drawn', async () => {
    const page = await viewerOf(700, { 'page-size': '100' });
    const { element } = page.gallery;
    while (element.hasMore) await element.loadMore();
    page.gallery.face('photo1').focus();
    await sendKeys({ press: 'Enter' });
    await page.opened();
    await element.open('photo690');
    await until(() => location.hash === '#imgpro=photo690');
    await sendKeys({ press: 'Escape' });
    await page.closed();
    await until(() => page.gallery.focused === 'photo690', 'the focus');
    const { top, bottom } = page.gallery.tile('photo690').getBoundingClientRect();
    expect(top).to.be.at.most(innerHeight);
    expect(bottom).to.be.at.least(0);
  });

  it('give the focus back to where it was, when an image without a tile was shown', async () => {
    const page = await viewerOf(150, { 'page-size': '20' });
    const button = document.createElement('button');
    page.gallery.element.before(button);
    button.focus();
    await page.gallery.element.open('photo140');
    await page.opened();
    await sendKeys({ press: 'Escape' });
    await page.closed();
    expect(document.activeElement === button).to.equal(true);
  });
});
