import { expect, fixture, html } from '@open-wc/testing';
import { ALL_AT_ONCE } from '../../../src/elements/gallery/stage/in-page.ts';
import { screenRect } from '../../../src/elements/gallery/stage/viewport.ts';
import { FakeService, galleryOf, type GalleryPage, makeImages, until } from '../../harness/gallery.ts';

/** A box that scrolls, 400 px high. */
function scroller(): HTMLElement {
  const box = document.createElement('div');
  box.style.cssText = 'block-size: 400px; overflow: auto';
  return box;
}

async function stage(): Promise<HTMLElement> {
  const element = await fixture<HTMLElement>(html`<div></div>`);
  element.style.inlineSize = '800px';
  return element;
}

/** Places of a box that scrolls; each puts the gallery in, and returns the box. */
const BOXES: Record<string, (outer: HTMLElement, gallery: HTMLElement) => HTMLElement> = {
  'around it': (outer, gallery) => {
    const box = scroller();
    box.append(gallery);
    outer.append(box);
    return box;
  },
  'in the same shadow tree': (outer, gallery) => {
    const host = document.createElement('div');
    const box = scroller();
    host.attachShadow({ mode: 'open' }).append(box);
    box.append(gallery);
    outer.append(host);
    return box;
  },
  'with a slot that it is put into': (outer, gallery) => {
    const host = document.createElement('div');
    const box = scroller();
    box.append(document.createElement('slot'));
    host.attachShadow({ mode: 'open' }).append(box);
    host.append(gallery);
    outer.append(host);
    return box;
  },
  'with a slot that its host is put into, in a closed tree': (outer, gallery) => {
    const app = document.createElement('div');
    const view = document.createElement('div');
    const box = scroller();
    box.append(document.createElement('slot'));
    app.attachShadow({ mode: 'closed' }).append(box);
    view.attachShadow({ mode: 'closed' }).append(gallery);
    app.append(view);
    outer.append(app);
    return box;
  },
  'within another that scrolls': (outer, gallery) => {
    const around = scroller();
    const box = scroller();
    const above = document.createElement('p');
    above.style.cssText = 'block-size: 300px; margin: 0';
    const below = document.createElement('p');
    below.style.cssText = 'block-size: 900px';
    around.append(above, box, below);
    box.append(gallery);
    outer.append(around);
    around.scrollTop = 200;
    return box;
  },
};

/** Whether tiles stand all over what the box shows of the gallery. */
function isFilled(page: GalleryPage, box: Element): boolean {
  const { top, bottom } = screenRect(box);
  const lines = [0.1, 0.5, 0.9].map((part) => top + (bottom - top) * part);
  const rects = page.tiles.map((tile) => screenRect(tile));
  return lines.every((line) => rects.some((rect) => rect.top - 10 <= line && rect.bottom + 10 >= line));
}

async function scrollThrough(page: GalleryPage, box: Element): Promise<void> {
  for (const part of [0.3, 0.7, 1, 0]) {
    box.scrollTop = part * (box.scrollHeight - box.clientHeight);
    await until(() => isFilled(page, box), `filled at ${part}`);
    expect(page.tiles.length).to.be.lessThan(200);
  }
}

describe('a gallery of thousands in a box that scrolls', () => {
  for (const [where, put] of Object.entries(BOXES))
    it(`shows what is in view: the box is ${where}`, async () => {
      const page = await galleryOf(null, { layout: 'grid', columns: 5 });
      page.element.remove();
      await new Promise((resolve) => setTimeout(resolve));
      const box = put(await stage(), page.element);
      page.element.images = await makeImages(3000);
      await until(() => page.tiles.length > 0);
      await scrollThrough(page, box);
    });

  for (const [where, put] of Object.entries(BOXES))
    it(`does so when it is moved later to one ${where}`, async () => {
      const page = await galleryOf(null, { layout: 'grid', columns: 5 });
      page.element.images = await makeImages(3000);
      await until(() => page.tiles.length > 0);
      window.scrollTo(0, 3000);
      await until(() => !page.ids.includes('photo0'));
      window.scrollTo(0, 0);
      const box = put(await stage(), page.element);
      await scrollThrough(page, box);
      // And to the window again.
      (await stage()).append(page.element);
      window.scrollTo(0, 40_000);
      await until(() => isFilled(page, document.documentElement) || isFilledWindow(page));
      window.scrollTo(0, 0);
    });

  it('does so when its host gets its shadow tree later', async () => {
    const outer = await stage();
    const host = document.createElement('div');
    outer.append(host);
    const page = await galleryOf(null, { layout: 'grid', columns: 5 });
    host.append(page.element);
    page.element.images = await makeImages(3000);
    await until(() => page.tiles.length > 0);
    await page.placed();
    const box = scroller();
    box.append(document.createElement('slot'));
    host.attachShadow({ mode: 'open' }).append(box);
    await scrollThrough(page, box);
  });

  it('does so when it is put into another slot', async () => {
    const outer = await stage();
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    const [first, second] = [scroller(), scroller()];
    for (const [i, box] of [first, second].entries())
      box.append(Object.assign(document.createElement('slot'), { name: `s${i}` }));
    root.append(first, second);
    outer.append(host);
    const page = await galleryOf(null, { layout: 'grid', columns: 5, slot: 's0' });
    host.append(page.element);
    page.element.images = await makeImages(3000);
    await until(() => page.tiles.length > 0);
    await scrollThrough(page, first);
    page.element.slot = 's1';
    await scrollThrough(page, second);
  });

  it('keeps the place in a box that scrolls only since many came', async () => {
    const page = await galleryOf(null, { layout: 'grid', columns: 5 });
    const box = BOXES['around it']!(await stage(), page.element);
    page.element.images = await makeImages(3);
    await page.tilesAre(3);
    await page.placed();
    const images = await makeImages(3000);
    page.element.images = images;
    await until(() => page.element.loaded.length === 3000);
    box.scrollTop = 20_000;
    await until(() => isFilled(page, box));
    await page.placed();
    const { top } = screenRect(box);
    const first = page.tiles.find((tile) => screenRect(tile).bottom > top + 1)!.dataset['id']!;
    const before = screenRect(page.tile(first)).top;
    page.element.images = [...(await makeImages(10, {}, 'new')), ...images];
    await until(() => page.element.loaded.length === 3010);
    await page.placed();
    expect(screenRect(page.tile(first)).top).to.be.closeTo(before, 2);
    expect(window.scrollY).to.equal(0);
  });
});

function isFilledWindow(page: GalleryPage): boolean {
  const rects = page.tiles.map((tile) => screenRect(tile));
  return [50, window.innerHeight / 2, window.innerHeight - 50].every((line) =>
    rects.some((rect) => rect.top - 10 <= line && rect.bottom + 10 >= line),
  );
}

describe('the next page', () => {
  /** A gallery whose pages are six views high, more or less. */
  async function pages(outer: HTMLElement | null, view: number): Promise<[GalleryPage, FakeService]> {
    const service = new FakeService(await makeImages(400));
    const page = await galleryOf(null, { layout: 'grid', columns: 1, gap: 0, 'page-size': 40 });
    page.element.parentElement!.style.inlineSize = `${Math.round(view / 5)}px`;
    if (outer) {
      outer.style.inlineSize = `${Math.round(view / 5)}px`;
      outer.append(page.element);
    }
    page.element.client = service.client;
    await until(() => page.element.loaded.length === 40);
    await page.placed();
    return [page, service];
  }
  const list = (page: GalleryPage) => page.root.querySelector('.list')!.getBoundingClientRect();

  for (const where of ['the window', 'a box'])
    it(`is asked for when the end is within two views, not earlier: ${where}`, async () => {
      const box = where === 'a box' ? scroller() : null;
      if (box) {
        box.style.blockSize = '200px';
        (await stage()).append(box);
      }
      const view = box ? 200 : window.innerHeight;
      const [page, service] = await pages(box, view);
      const scrolling = box ?? document.scrollingElement!;
      const bottom = () => (box ? screenRect(box).bottom : window.innerHeight);
      // 2.2 views before the end.
      scrolling.scrollTop += list(page).bottom - bottom() - 2.2 * view;
      await page.placed();
      await page.placed();
      expect(service.calls).to.have.length(1);
      scrolling.scrollTop += 0.3 * view;
      await until(() => service.calls.length === 2, 'the second page');
      await until(() => page.element.loaded.length === 80);
      await page.placed();
      expect(service.calls).to.have.length(2);
      window.scrollTo(0, 0);
    });

  it('is asked for in a box of few images, too, and at its very end', async () => {
    const box = scroller();
    (await stage()).append(box);
    const [page, service] = await pages(box, 400);
    expect(page.element.loaded.length).to.be.lessThan(ALL_AT_ONCE);
    for (let asked = 2; asked < 5; asked++) {
      box.scrollTop = box.scrollHeight;
      await until(() => service.calls.length >= asked);
      await until(() => page.element.loaded.length >= 40 * asked);
    }
  });
});

describe('the end', () => {
  it('of a list of pages is shown and said', async () => {
    const page = await galleryOf(new FakeService(await makeImages(45)), {
      'page-size': 20,
      'row-height': 60,
    });
    await page.tilesAre(45);
    expect(page.text).to.contain('That’s all');
    expect(page.status).to.equal('All loaded: 45 images');
  });

  it('of one page is said only, and of images at hand, too', async () => {
    const page = await galleryOf(new FakeService(await makeImages(5)));
    await page.tilesAre(5);
    expect(page.text).not.to.contain('That’s all');
    expect(page.status).to.equal('All loaded: 5 images');
    page.element.images = await makeImages(4500);
    await until(() => page.element.loaded.length === 4500);
    await page.element.updateComplete;
    expect(page.text).not.to.contain('That’s all');
  });

  it('has a slot, which shows nothing before', async () => {
    const service = new FakeService(await makeImages(45));
    const page = await galleryOf(null, { 'page-size': 20, layout: 'grid', columns: 1 });
    page.element.innerHTML = '<p slot="end">Go home</p>';
    page.element.client = service.client;
    const end = page.element.querySelector('p')!;
    await until(() => page.element.loaded.length === 20);
    expect(end.assignedSlot).to.equal(null);
    for (const count of [40, 45]) {
      window.scrollTo(0, document.documentElement.scrollHeight);
      await until(() => page.element.loaded.length === count);
    }
    await page.element.updateComplete;
    expect(end.assignedSlot === null).to.equal(false);
    window.scrollTo(0, 0);
  });
});
