import { expect, fixture, html } from '@open-wc/testing';
import { laterPart } from '../../../src/elements/gallery/parts.ts';
import { FakeService, GalleryPage, galleryOf, makeImages, until } from '../../harness/gallery.ts';
import { replaceLoader } from '../../harness/parts.ts';

const home = location.href;

/** Takes a gallery away as a router does, goes elsewhere, and comes back; gives the gallery that is there then. */
async function awayAndBack(page: GalleryPage, make: () => Promise<GalleryPage>): Promise<GalleryPage> {
  history.pushState({}, '', `${home.replace(/[?#].*/s, '')}?elsewhere`);
  page.element.parentElement!.remove();
  await new Promise((resolve) => setTimeout(resolve));
  window.scrollTo(0, 0);
  const back = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
  history.back();
  await back;
  return make();
}

/** Where the top of an image is in the window. */
const topOf = (page: GalleryPage, id: string) => page.tile(id).getBoundingClientRect().top;

/** The first image that can be seen, and where it is. */
function firstSeen(page: GalleryPage): { id: string; top: number } {
  const tile = page.tiles.find((each) => each.getBoundingClientRect().bottom > 0)!;
  return { id: tile.dataset['id']!, top: tile.getBoundingClientRect().top };
}

async function scrolled(page: GalleryPage, to: number): Promise<void> {
  window.scrollTo(0, to);
  await until(() => window.scrollY > to - 2, 'scrolled');
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await page.element.updateComplete;
}

describe('Back', () => {
  beforeEach(() => history.pushState({ page: 'test' }, '', home));
  afterEach(() => {
    sessionStorage.clear();
    window.scrollTo(0, 0);
    history.replaceState(null, '', home);
  });

  it('leads to the same images at the same place, with the pages that had been loaded', async () => {
    const service = new FakeService(await makeImages(200));
    const make = () => galleryOf(service, { 'page-size': 40 });
    const page = await make();
    while (page.element.loaded.length < 160) await page.element.loadMore();
    await scrolled(page, 3_000);
    const { id, top } = firstSeen(page);
    const again = await awayAndBack(page, make);
    await until(() => again.ids.includes(id) && Math.abs(topOf(again, id) - top) < 2, `${id} at ${top}`);
    expect(again.element.loaded.length).to.be.at.least(160);
    expect(again.element.loaded.map((image) => image.id)).to.deep.equal(
      Array.from({ length: again.element.loaded.length }, (_, at) => `photo${at}`),
    );
  });

  it('leads to the place among images at hand, also of a very long list', async () => {
    const images = await makeImages(3_000);
    const make = async () => {
      const page = await galleryOf(null, { layout: 'grid', columns: 5 });
      page.element.images = images;
      await until(() => page.tiles.length > 0);
      return page;
    };
    const page = await make();
    await scrolled(page, 30_000);
    const { id, top } = firstSeen(page);
    const again = await awayAndBack(page, make);
    await until(() => again.ids.includes(id) && Math.abs(topOf(again, id) - top) < 2, `${id} at ${top}`);
  });

  it('leads to the top where another source is shown, and where nobody had scrolled', async () => {
    const images = await makeImages(300);
    const page = await galleryOf(new FakeService(images), { 'page-size': 100 });
    await until(() => page.tiles.length > 0);
    await scrolled(page, 2_000);
    const other = await awayAndBack(page, () => galleryOf(null, { ids: 'photo1 photo2' }));
    await other.element.updateComplete;
    expect(window.scrollY).to.equal(0);
    const fresh = await galleryOf(new FakeService(images), { 'page-size': 100 });
    await until(() => fresh.tiles.length > 0);
    expect(window.scrollY).to.equal(0);
  });

  it('leaves whoever scrolls meanwhile where they are', async () => {
    const service = new FakeService(await makeImages(200));
    const page = await galleryOf(service, { 'page-size': 100 });
    await until(() => page.tiles.length > 0);
    await scrolled(page, 2_000);
    const release = service.hold();
    const again = await awayAndBack(page, () => galleryOf(service, { 'page-size': 100 }));
    window.dispatchEvent(new WheelEvent('wheel'));
    release();
    await until(() => again.tiles.length > 0);
    await again.element.updateComplete;
    expect(window.scrollY).to.equal(0);
  });

  it('begins at the top of a list whose pages are no more what they were', async () => {
    const images = await makeImages(200);
    const page = await galleryOf(new FakeService(images), { 'page-size': 40 });
    while (page.element.loaded.length < 120) await page.element.loadMore();
    await scrolled(page, 2_500);
    const service = new FakeService(images.slice(0, 10));
    const again = await awayAndBack(page, () => galleryOf(service, { 'page-size': 40 }));
    await again.tilesAre(10);
  });

  it('leads to the place in a document that is read anew, before the code for it is there', async () => {
    const service = new FakeService(await makeImages(200));
    const page = await galleryOf(service, { 'page-size': 40 });
    while (page.element.loaded.length < 120) await page.element.loadMore();
    await scrolled(page, 2_500);
    const { id, top } = firstSeen(page);
    page.element.parentElement!.remove();
    await new Promise((resolve) => setTimeout(resolve));
    window.scrollTo(0, 0);
    const { getEntriesByType } = performance;
    performance.getEntriesByType = () =>
      [{ name: location.href, type: 'reload' }] as unknown as PerformanceEntryList;
    const module = laterPart.present!;
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const restore = replaceLoader(laterPart, () => gate.then(() => module));
    try {
      const box = await fixture<HTMLElement>(html`<div></div>`);
      box.style.inlineSize = '800px';
      const element = document.createElement('imgpro-gallery');
      element.client = service.client;
      element.pageSize = 40;
      box.append(element);
      const again = new GalleryPage(element);
      await element.updateComplete;
      expect(again.tiles.length).to.equal(0);
      expect(again.text).not.to.contain('No images yet');
      release();
      await until(() => again.ids.includes(id) && Math.abs(topOf(again, id) - top) < 2, `${id} at ${top}`);
      expect(element.loaded.length).to.be.at.least(120);
    } finally {
      restore();
      performance.getEntriesByType = getEntriesByType;
    }
  });

  it('does without a place where a page may keep nothing', async () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('No room', 'QuotaExceededError');
    };
    try {
      const service = new FakeService(await makeImages(60));
      const page = await galleryOf(service);
      await until(() => page.tiles.length > 0);
      await scrolled(page, 500);
      const again = await awayAndBack(page, () => galleryOf(service));
      await until(() => again.tiles.length > 0);
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });
});
