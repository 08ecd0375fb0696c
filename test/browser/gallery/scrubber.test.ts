import { expect } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import type { Image } from '../../../src/api/types.ts';
import { MAX_HEIGHT } from '../../../src/elements/gallery/stage/scale.ts';
import { screenRect } from '../../../src/elements/gallery/stage/viewport.ts';
import { FakeService, galleryOf, makeImages, until, type GalleryPage } from '../../harness/gallery.ts';
import { press } from '../../harness/press.ts';
import { slide, touch, touchscreen } from '../../harness/touch.ts';

/** So many images, and so many of them a month, back from May 2026. */
async function dated(count: number, aMonth: number): Promise<Image[]> {
  const images = await makeImages(count);
  for (const [at, image] of images.entries())
    image.published_at = new Date(2026, 4 - Math.floor(at / aMonth), 15, 12).toISOString();
  return images;
}

async function gallery(
  attributes: Record<string, string | boolean | number> = {},
  { count = 240, aMonth = 20, width = 780, zoom = 1 } = {},
): Promise<GalleryPage> {
  const page = await galleryOf(null, { layout: 'grid', columns: 4, scrubber: true, ...attributes }, width);
  page.element.parentElement!.style.zoom = String(zoom);
  page.element.images = await dated(count, aMonth);
  await until(() => valueText(page) !== '', 'a rail');
  return page;
}

const rail = (page: GalleryPage) => page.root.querySelector<HTMLElement>('[role="slider"]')!;
const valueText = (page: GalleryPage) => rail(page)?.getAttribute('aria-valuetext') ?? '';
const bubble = (page: GalleryPage) => rail(page).querySelector<HTMLElement>('.scrub-bubble')!;
const handle = (page: GalleryPage) => rail(page).querySelector<HTMLElement>('.scrub-handle')!;
const isShown = (element: Element) =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
/** Whether a tile can be seen in the window. */
const isInView = (page: GalleryPage, id: string) => {
  if (!page.ids.includes(id)) return false;
  const { top, bottom } = screenRect(page.tile(id));
  return bottom > 0 && top < window.innerHeight;
};
/** The line of the screen at a share of the rail. */
const lineOf = (page: GalleryPage, share: number): [number, number] => {
  const { top, height } = screenRect(rail(page));
  const padding = (16 * height) / rail(page).clientHeight;
  return [page.at(rail(page), 0.5)[0], Math.round(top + padding + share * (height - 2 * padding))];
};
/** Waits until the rail fades no more. Pictures in tiles out of view never end theirs in every browser. */
const settled = (page: GalleryPage) =>
  Promise.all(
    rail(page)
      .getAnimations({ subtree: true })
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished.catch(() => {})),
  );
const drag = async (page: GalleryPage, share: number) => {
  await sendMouse({ type: 'move', position: page.at(handle(page)) });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: lineOf(page, share) });
};

afterEach(async () => {
  await resetMouse();
  window.scrollTo(0, 0);
});

describe('the rail of dates', () => {
  it('is accessible: a slider with the date in words', async () => {
    const page = await gallery({ columns: 1 }, { count: 12, aMonth: 1 });
    expect(rail(page).getAttribute('aria-label')).to.equal('Timeline of the images');
    expect(rail(page).getAttribute('aria-orientation')).to.equal('vertical');
    expect(rail(page).getAttribute('aria-valuemin')).to.equal('0');
    expect(rail(page).getAttribute('aria-valuemax')).to.equal('11');
    expect(rail(page).getAttribute('aria-valuenow')).to.equal('0');
    expect(valueText(page)).to.equal('May 2026');
    rail(page).focus();
    await settled(page);
    await expect(page.element).to.be.accessible();
  });

  it('has a mark for each year, by its share of the list', async () => {
    const page = await gallery();
    const years = [...rail(page).querySelectorAll('.is-year')];
    expect(years.map((mark) => mark.textContent)).to.deep.equal(['2026', '2025']);
    // January to May are five months of twelve.
    expect(page.at(years[1]!)[1]).to.be.closeTo(lineOf(page, 5 / 12)[1], 2);
  });

  it('stays in the window while one scrolls, as high as the view', async () => {
    const page = await gallery();
    window.scrollTo(0, 1500);
    await until(() => Math.abs(screenRect(rail(page)).top) < 1);
    expect(screenRect(rail(page)).height).to.be.closeTo(window.innerHeight, 1);
  });

  it('speaks the language of the page', async () => {
    const page = await gallery({ lang: 'de', 'group-by': 'day' });
    document.documentElement.lang = 'en';
    expect(valueText(page)).to.match(/^Friday, May 15, 2026$|^Freitag, 15\. Mai 2026$/);
  });

  for (const [what, count, patch] of [
    ['few images', 12, {}],
    ['images without dates', 240, { published_at: null, created_at: '' }],
    ['drafts alone', 240, { published_at: null }],
  ] as const)
    it(`is not there for ${what}, and nothing moves when it comes`, async () => {
      const page = await galleryOf(null, { layout: 'grid', columns: 4, scrubber: true }, 780);
      page.element.images = await makeImages(count, patch);
      await page.tilesAre(count);
      await page.placed();
      expect(rail(page) === null).to.equal(true);
      const before = page.box('photo5');
      page.element.images = await dated(240, 20);
      await until(() => rail(page) !== null);
      await page.placed();
      expect(page.box('photo5')).to.deep.equal(before);
    });

  it('goes with the attribute', async () => {
    const page = await gallery();
    page.element.scrubber = false;
    await until(() => rail(page) === null);
  });

  it('stands beside the images where there is room, on either side', async () => {
    for (const dir of ['ltr', 'rtl']) {
      const page = await gallery({ dir });
      const list = screenRect(page.root.querySelector('.list')!);
      const { left, right, width } = screenRect(rail(page));
      expect(width).to.be.at.least(44);
      if (dir === 'ltr') expect(left).to.be.at.least(list.right);
      else expect(right).to.be.at.most(list.left);
      page.element.parentElement!.remove();
    }
  });
});

describe('keys on the rail of dates', () => {
  it('lead to the next month and the one before, beneath the toolbar', async () => {
    const page = await gallery({ selectable: true });
    rail(page).focus();
    await press('ArrowDown');
    await until(() => valueText(page) === 'April 2026');
    const toolbar = screenRect(page.root.querySelector('.toolbar')!).bottom;
    await until(() => Math.abs(screenRect(page.tile('photo20')).top - toolbar) < 2);
    await press('ArrowDown');
    await until(() => valueText(page) === 'March 2026' && isInView(page, 'photo40'));
    await press('ArrowUp');
    await until(() => valueText(page) === 'April 2026');
    expect(page.focused).to.equal(undefined);
  });

  it('lead through the years, and to both ends', async () => {
    const page = await gallery({ 'group-by': 'month' });
    rail(page).focus();
    await press('PageDown');
    await until(() => valueText(page) === 'December 2025' && isInView(page, 'photo100'));
    await press('End');
    await until(() => valueText(page) === 'June 2025' && isInView(page, 'photo239'));
    await press('PageUp');
    await until(() => valueText(page) === 'December 2025');
    await press('Home');
    await until(() => valueText(page) === 'May 2026' && isInView(page, 'photo0'));
  });

  it('reach each month one by one, those at the end too', async () => {
    const page = await gallery();
    rail(page).focus();
    const told = [valueText(page)];
    for (let month = 1; month < 12; month++) {
      await press('ArrowDown');
      await until(() => valueText(page) !== told.at(-1));
      told.push(valueText(page));
    }
    expect(told).to.have.length(12);
    expect(new Set(told).size).to.equal(12);
    expect(told.at(-1)).to.equal('June 2025');
    expect(rail(page).getAttribute('aria-valuenow')).to.equal('11');
  });

  it('go in the direction of writing', async () => {
    const page = await gallery({ dir: 'rtl' });
    rail(page).focus();
    await press('ArrowLeft');
    await until(() => valueText(page) === 'April 2026');
    await press('ArrowRight');
    await until(() => valueText(page) === 'May 2026');
  });
});

describe('the pointer on the rail of dates', () => {
  it('shows the date beneath it, and where a click leads', async () => {
    const page = await gallery();
    await sendMouse({ type: 'move', position: lineOf(page, 0.54) });
    await until(() => isShown(bubble(page)));
    await until(() => bubble(page).textContent === 'November 2025');
    expect(page.at(bubble(page))[1]).to.be.closeTo(lineOf(page, 0.54)[1], 2);
    expect(valueText(page)).to.equal('May 2026');
    await sendMouse({ type: 'click', position: lineOf(page, 0.54) });
    await until(() => valueText(page) === 'November 2025' && isInView(page, 'photo130'));
    await sendMouse({ type: 'move', position: [100, 300] });
    await until(() => !isShown(bubble(page)));
  });

  for (const zoom of [1, 0.5, 1.2])
    for (const dir of ['ltr', 'rtl'])
      it(`drags the handle along, ${dir}, zoom ${zoom}`, async () => {
        const page = await gallery({ dir }, { width: Math.floor(780 / zoom), count: 480, zoom });
        await until(() => Math.abs(screenRect(rail(page)).height - window.innerHeight) < 2);
        await page.placed();
        await drag(page, 0.5);
        await until(() => isInView(page, 'photo240'), 'the middle');
        await until(() => Math.abs(page.at(handle(page))[1] - lineOf(page, 0.5)[1]) < 3);
        await sendMouse({ type: 'move', position: lineOf(page, 1) });
        await until(() => isInView(page, 'photo479'), 'the end');
        await sendMouse({ type: 'move', position: lineOf(page, 0) });
        await until(() => isInView(page, 'photo0'), 'the beginning');
        await sendMouse({ type: 'up' });
        await until(() => valueText(page) === 'May 2026');
      });

  it('takes hold of the handle without moving it', async () => {
    const page = await gallery();
    window.scrollTo(0, 1200);
    await until(() => valueText(page) !== 'May 2026');
    const [x, y] = page.at(handle(page));
    await sendMouse({ type: 'move', position: [x, y + 8] });
    await sendMouse({ type: 'down' });
    await until(() => rail(page).hasAttribute('data-dragging'));
    expect(window.scrollY).to.equal(1200);
    await sendMouse({ type: 'up' });
    expect(window.scrollY).to.equal(1200);
  });

  it('leads through a box that scrolls', async () => {
    const page = await gallery();
    const box = page.element.parentElement!;
    box.style.cssText += 'block-size: 400px; overflow-y: auto;';
    window.dispatchEvent(new Event('resize'));
    await until(() => Math.abs(screenRect(rail(page)).height - 400) < 1);
    await drag(page, 1);
    await until(() => box.scrollTop + box.clientHeight >= box.scrollHeight - 100);
    expect(isInView(page, 'photo239')).to.equal(true);
    expect(window.scrollY).to.equal(0);
    await sendMouse({ type: 'up' });
  });

  it('leads through a list that is higher than a page can be', async () => {
    const page = await gallery({ columns: 1 }, { count: 40_000, aMonth: 1000 });
    await until(() => page.element.loaded.length === 40_000 && !page.element.hasMore);
    await until(() => rail(page).getAttribute('aria-valuemax') === '39');
    expect(page.root.querySelector<HTMLElement>('.list')!.offsetHeight).to.be.at.most(MAX_HEIGHT);
    await drag(page, 0.51);
    await until(() => valueText(page) === 'September 2024');
    await sendMouse({ type: 'up' });
    await until(() => page.ids.some((id) => /^photo20[34]/.test(id) && isInView(page, id)));
    await press('ArrowDown');
    await until(() => valueText(page) === 'August 2024' && isInView(page, 'photo21000'));
    await press('End');
    await until(() => isInView(page, 'photo39999'));
    await press('Home');
    await until(() => isInView(page, 'photo0'));
  });
});

describe('the end of the rail of dates', () => {
  it('loads the next page, once, and shows that it does', async () => {
    const service = new FakeService(await dated(400, 20));
    const page = await galleryOf(
      service,
      { layout: 'grid', columns: 3, scrubber: true, 'page-size': 100 },
      780,
    );
    await until(() => rail(page) !== null);
    await until(() => page.element.loaded.length === 100);
    const asked = () => service.calls.length;
    const before = asked();
    const release = service.hold();
    await drag(page, 1);
    await sendMouse({ type: 'move', position: lineOf(page, 0.99) });
    await sendMouse({ type: 'move', position: lineOf(page, 1) });
    await until(() => isShown(rail(page).querySelector('.spinner')!));
    await until(() => bubble(page).textContent === 'Loading more images…');
    expect(asked()).to.equal(before + 1);
    release();
    await until(() => page.element.loaded.length === 200);
    await until(() => !isShown(rail(page).querySelector('.spinner')!));
    await sendMouse({ type: 'up' });
    await until(() => isInView(page, 'photo99'), 'the view stays');
  });

  it('is loaded on by the End key', async () => {
    const service = new FakeService(await dated(200, 20));
    const attributes = { layout: 'grid', columns: 3, scrubber: true, 'page-size': 100 };
    const page = await galleryOf(service, attributes, 780);
    await until(() => rail(page) !== null);
    rail(page).focus();
    await press('End');
    await until(() => page.element.loaded.length === 200);
    await until(() => rail(page).getAttribute('aria-valuemax') === '9');
  });

  it('asks for nothing while the last page could not be had: that is another button', async () => {
    const service = new FakeService(await dated(200, 20));
    const attributes = { layout: 'grid', columns: 3, scrubber: true, 'page-size': 100 };
    const page = await galleryOf(service, attributes, 780);
    await until(() => rail(page) !== null);
    service.failures = [{ status: 500 }];
    rail(page).focus();
    await press('End');
    await until(() => page.hasButton('Try again'));
    const asked = service.calls.length;
    await press('Home');
    await press('End');
    await until(() => page.hasButton('Try again'));
    expect(service.calls.length).to.equal(asked);
  });
});

describe('the rail of dates where it is narrow', () => {
  const narrow = () => gallery({}, { width: 360, count: 480 });

  it('takes no room and no pointer until one scrolls', async () => {
    const page = await narrow();
    expect(page.root.querySelector<HTMLElement>('.list')!.offsetWidth).to.equal(360);
    await until(() => !isShown(rail(page)));
    expect(getComputedStyle(handle(page)).pointerEvents).to.equal('none');
    window.scrollTo(0, 400);
    await until(() => isShown(handle(page)));
    expect(getComputedStyle(handle(page)).pointerEvents).to.equal('auto');
    await until(() => !isShown(rail(page)), 'it goes again');
  });

  it('is there for the keyboard', async () => {
    const page = await gallery({ columns: 1 }, { count: 12, aMonth: 2, width: 360 });
    page.face('photo0').focus();
    await press('Tab');
    expect(page.root.activeElement === rail(page)).to.equal(true);
    await until(() => isShown(handle(page)) && isShown(bubble(page)));
    await press('ArrowDown');
    await until(() => valueText(page) === 'April 2026');
    await settled(page);
    await expect(page.element).to.be.accessible();
  });

  it('follows a finger on its handle, and the page does not scroll by itself', async function () {
    if (!(await touchscreen(true))) this.skip();
    const page = await narrow();
    window.scrollTo(0, 60);
    await until(() => isShown(handle(page)));
    const from = page.at(handle(page));
    const to: [number, number] = [from[0], lineOf(page, 0.5)[1]];
    await touch('touchStart', from);
    await slide(from, to);
    await until(() => isInView(page, 'photo240'));
    expect(rail(page).hasAttribute('data-dragging')).to.equal(true);
    await until(() => Math.abs(page.at(handle(page))[1] - to[1]) < 3);
    await touch('touchEnd');
    await until(() => !rail(page).hasAttribute('data-dragging'));
    await touchscreen(false);
  });
});
