import { expect } from '@open-wc/testing';
import { FakeService, galleryOf, makeImages, until, type GalleryPage } from '../../harness/gallery.ts';
import { press } from '../../harness/press.ts';

async function gallery(attributes: Record<string, string | boolean> = {}, count = 12): Promise<GalleryPage> {
  const page = await galleryOf(new FakeService(await makeImages(count)), {
    layout: 'grid',
    columns: '4',
    ...attributes,
  });
  await page.tilesAre(count);
  return page;
}

/** Goes by the Tab key into the gallery, from a button of the page in front of it or behind it. */
async function tabInto(page: GalleryPage, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const button = document.createElement('button');
  button.textContent = 'Beside the gallery';
  page.element[key === 'Tab' ? 'before' : 'after'](button);
  button.focus({ preventScroll: true });
  await press(key);
}

const inView = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
};

afterEach(() => window.scrollTo(0, 0));

describe('the arrow keys', () => {
  it('has one stop for all images, and the arrow keys lead among them', async () => {
    const page = await gallery();
    page.face('photo0').focus();
    await press('ArrowRight');
    await until(() => page.focused === 'photo1');
    await press('ArrowDown');
    await until(() => page.focused === 'photo5');
    await press('ArrowUp');
    await until(() => page.focused === 'photo1');
    await press('End');
    await until(() => page.focused === 'photo11');
    await press('Home');
    await until(() => page.focused === 'photo0');
    const stops = page.tiles.filter((tile) => tile.querySelector<HTMLElement>('.face')!.tabIndex === 0);
    expect(stops.map((tile) => tile.dataset['id'])).to.deep.equal(['photo0']);
  });

  it('goes the other way where one writes from right to left', async () => {
    const page = await gallery({ dir: 'rtl' });
    page.face('photo0').focus();
    await press('ArrowLeft');
    await until(() => page.focused === 'photo1');
  });

  for (const layout of ['rows', 'columns', 'grid'])
    for (const groups of [null, 'month'])
      for (const dir of ['ltr', 'rtl'])
        it(`lead through ${layout}${groups ? ' by month' : ''}, ${dir}`, async () => {
          const images = await makeImages(40);
          images.forEach(
            (image, at) => (image.published_at = `2026-0${8 - Math.floor(at / 8)}-15T12:00:00Z`),
          );
          const page = await galleryOf(null, { layout, dir, ...(groups && { 'group-by': groups }) });
          page.element.images = images;
          await page.tilesAre(40);
          const middle = () => {
            const { left, width } = page.tile(page.focused!).getBoundingClientRect();
            return left + width / 2;
          };
          const top = () => page.box(page.focused!).top;
          page.face('photo0').focus();
          const [forward, back] = dir === 'ltr' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
          await press(forward!);
          await until(() => page.focused === 'photo1');
          await press(back!);
          await until(() => page.focused === 'photo0');
          const start = [middle(), top()] as const;
          await press('ArrowDown');
          await until(() => page.focused !== 'photo0');
          expect(top()).to.be.greaterThan(start[1]);
          expect(Math.abs(middle() - start[0])).to.be.lessThan(page.tile('photo0').offsetWidth);
          await press('ArrowUp');
          await until(() => page.focused === 'photo0');
          await press('PageDown');
          await until(() => page.focused !== 'photo0');
          expect(top()).to.be.greaterThan(window.innerHeight * 0.2);
          expect(inView(page.tile(page.focused!))).to.equal(true);
          await press('PageUp');
          await until(() => page.focused === 'photo0');
          await press('End');
          await until(() => page.focused === 'photo39');
          expect(inView(page.tile('photo39'))).to.equal(true);
          await press('Home');
          await until(() => page.focused === 'photo0');
        });
});

describe('the Tab key', () => {
  it('leads into a long gallery at what is in view, wherever the mouse has scrolled it', async () => {
    const page = await galleryOf(null, { layout: 'grid', columns: 5 });
    page.element.images = await makeImages(3000);
    await until(() => page.tiles.length > 0);
    window.scrollTo(0, 40_000);
    await until(() => page.tiles.some(inView) && !page.ids.includes('photo0'));
    // A few rows on: nothing is rendered anew for them.
    window.scrollTo(0, 40_900);
    await tabInto(page);
    await until(() => page.focused !== undefined);
    expect(inView(page.tile(page.focused!))).to.equal(true);
    expect(window.scrollY).to.be.within(40_500, 41_200);
  });

  for (const key of ['Tab', 'Shift+Tab'] as const)
    it(`leads into a short gallery at what is in view: ${key}`, async () => {
      const page = await gallery({ 'page-size': '60' }, 60);
      window.scrollTo(0, 1500);
      await tabInto(page, key);
      await until(() => page.focused !== undefined);
      expect(inView(page.tile(page.focused!))).to.equal(true);
      expect(window.scrollY).to.be.within(1200, 1800);
    });

  it('leads back to where the focus was', async () => {
    const page = await gallery({ 'page-size': '60' }, 60);
    page.face('photo5').focus();
    await tabInto(page);
    expect(page.focused).to.equal('photo5');
  });
});

describe('the focus ring', () => {
  for (const groups of [null, 'month'])
    it(`is never hidden under what stays in view${groups ? ', nor under a heading' : ''}`, async () => {
      const page = await galleryOf(null, {
        layout: 'grid',
        columns: 4,
        selectable: true,
        ...(groups && { 'group-by': groups }),
      });
      page.element.style.setProperty('--imgpro-toolbar-top', '30px');
      page.element.images = await makeImages(80);
      await page.tilesAre(80);
      await until(() => page.root.querySelector('.toolbar'));
      page.face('photo60').focus();
      for (let steps = 0; steps < 14; steps++) {
        const before = page.focused;
        await press('ArrowUp');
        await until(() => page.focused !== before);
        const covers = [...page.root.querySelectorAll('.toolbar, .group-name')].filter((each) => {
          const { top, bottom } = each.getBoundingClientRect();
          const ring = page.tile(page.focused!).getBoundingClientRect().top - 5;
          return top <= ring && ring < bottom;
        });
        expect(covers.map(({ className }) => className)).to.deep.equal([]);
      }
    });
});
