import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Image } from '../../../src/api/types.ts';
import ar from '../../../src/locales/ar.ts';
import de from '../../../src/locales/de.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import { MOST_ON_PAPER } from '../../../src/elements/gallery/stage/in-page.ts';
import { emulateMedia } from '../../harness/emulation.ts';
import { FakeService, galleryOf, GalleryPage, makeImages, picture, until } from '../../harness/gallery.ts';

/** Images of so many months, newest first, as many in each. */
async function months(count: number, each: number): Promise<Image[]> {
  return (await makeImages(count * each)).map((image, i) => ({
    ...image,
    published_at: new Date(2026, 4 - Math.floor(i / each), 17, 12).toISOString(),
  }));
}

const sections = ({ root }: GalleryPage) => [...root.querySelectorAll<HTMLElement>('section')];
const headings = ({ root }: GalleryPage) =>
  [...root.querySelectorAll('h3')].map((heading) => heading.textContent!.trim());
const setsize = (page: GalleryPage, id: string) => page.tile(id).getAttribute('aria-setsize');
const posinset = (page: GalleryPage, id: string) => page.tile(id).getAttribute('aria-posinset');

async function grouped(images: Image[], attributes: Record<string, string | number | boolean> = {}) {
  const page = await galleryOf(null, { 'group-by': 'month', ...attributes });
  page.element.images = images;
  await until(() => page.element.loaded.length === images.length && page.tiles.length > 0);
  await page.element.updateComplete;
  return page;
}

afterEach(() => {
  document.documentElement.lang = 'en';
  window.scrollTo(0, 0);
});
afterEach(() => emulateMedia({}));

describe('the headings of groups', () => {
  it('are months in the language of the page, and follow a change of it', async () => {
    for (const table of [de, ar]) registerLocale(table);
    const page = await grouped(await months(2, 3));
    expect(headings(page)).to.deep.equal(['May 2026', 'April 2026']);
    document.documentElement.lang = 'de';
    await until(() => headings(page)[0] === 'Mai 2026');
    document.documentElement.lang = 'ar';
    const arabic = new Intl.DateTimeFormat('ar', { month: 'long', year: 'numeric' }).format(
      new Date(2026, 4, 1),
    );
    await until(() => headings(page)[0] === arabic);
  });

  it('are days', async () => {
    registerLocale(de);
    const images = await months(2, 2);
    images[1]!.published_at = new Date(2026, 4, 16, 12).toISOString();
    const page = await grouped(images, { 'group-by': 'day' });
    expect(headings(page)).to.deep.equal([
      'Sunday, May 17, 2026',
      'Saturday, May 16, 2026',
      'Friday, April 17, 2026',
    ]);
    document.documentElement.lang = 'de';
    await until(() => headings(page)[0] === 'Sonntag, 17. Mai 2026');
  });

  it('tell drafts and images without a date apart', async () => {
    const images = await months(1, 3);
    images[0] = { ...images[0]!, published_at: null };
    images[2] = { ...images[2]!, published_at: null, created_at: '' };
    const page = await grouped(images);
    expect(headings(page)).to.deep.equal(['Not published', 'May 2026', 'Without a date']);
  });

  it('tell of children what the page wrote of them', async () => {
    const src = await picture(600, 400);
    const element = await fixture<GalleryPage['element']>(html`
      <imgpro-gallery group-by="month">
        <a data-id="one" data-published-at="2026-05-17T12:00:00Z"
          ><img src=${src} width="6" height="4" alt=""
        /></a>
        <a data-id="two"><img src=${src} width="6" height="4" alt="" /></a>
      </imgpro-gallery>
    `);
    const page = new GalleryPage(element);
    await page.tilesAre(2);
    expect(headings(page)).to.deep.equal(['May 2026', 'Without a date']);
  });

  it('come, go and change at run time', async () => {
    const images = await months(2, 4);
    const page = await grouped(images);
    page.element.groupBy = null;
    await until(() => sections(page).length === 0);
    expect(page.ids).to.have.length(8);
    expect(page.root.querySelector('.list')!.getAttribute('role')).to.equal('list');
    page.element.groupBy = 'day';
    await until(() => headings(page)[0] === 'Sunday, May 17, 2026');
    page.element.groupBy = 'month';
    await until(() => headings(page)[0] === 'May 2026');
    expect(page.ids).to.deep.equal(images.map(({ id }) => id));
  });

  it('follow an image whose date changes, and keep the focus and the place', async () => {
    const service = new FakeService(await months(2, 40));
    service.images[0] = { ...service.images[0]!, published_at: null, public: false };
    service.images[1] = { ...service.images[1]!, published_at: null, public: false };
    const page = await galleryOf(null, { 'group-by': 'month', uploader: 'up', layout: 'grid', columns: 5 });
    page.element.images = service.images;
    await page.tilesAre(80);
    expect(headings(page)).to.deep.equal(['Not published', 'May 2026', 'April 2026']);
    await page.element.scrollToImage('photo60');
    page.face('photo60').focus();
    const { top } = page.tile('photo60').getBoundingClientRect();
    const up = await fixture<HTMLElement>(html`<div id="up"></div>`);
    const published = service.images.slice(0, 2).map((image, i) => ({
      ...image,
      public: true,
      published_at: i === 0 ? service.images[2]!.published_at : new Date(2026, 5, 2).toISOString(),
    }));
    Object.assign(up, { images: published });
    const detail = { ids: ['photo0', 'photo1'], errors: [] };
    up.dispatchEvent(new CustomEvent('imgpro-update', { detail, bubbles: true }));
    await until(() => headings(page)[0] === 'May 2026');
    expect(headings(page)).to.deep.equal(['May 2026', 'June 2026', 'May 2026', 'April 2026']);
    await page.placed();
    expect(page.focused).to.equal('photo60');
    expect(page.tile('photo60').getBoundingClientRect().top).to.be.closeTo(top, 2);
  });
});

describe('a group', () => {
  it('that goes on over pages has an open count, and then the right one', async () => {
    const service = new FakeService(await months(2, 30));
    const page = await galleryOf(service, {
      'group-by': 'month',
      'page-size': 20,
      layout: 'grid',
      columns: 1,
    });
    await until(() => page.element.loaded.length === 20);
    await page.element.updateComplete;
    expect([headings(page).length, setsize(page, 'photo0'), posinset(page, 'photo3')]).to.deep.equal([
      1,
      '-1',
      '4',
    ]);
    window.scrollTo(0, document.documentElement.scrollHeight);
    await until(() => page.element.loaded.length === 40);
    await until(() => headings(page).length === 2);
    expect([setsize(page, 'photo0'), setsize(page, 'photo35'), posinset(page, 'photo35')]).to.deep.equal([
      '30',
      '-1',
      '6',
    ]);
    window.scrollTo(0, document.documentElement.scrollHeight);
    await until(() => page.element.loaded.length === 60);
    await page.element.updateComplete;
    expect(setsize(page, 'photo35')).to.equal('30');
    expect(headings(page)).to.deep.equal(['May 2026', 'April 2026']);
  });

  for (const layout of ['rows', 'columns', 'grid'])
    it(`is left and entered by the arrow keys: ${layout}`, async () => {
      const page = await grouped(await months(3, 5), { layout });
      page.face('photo4').focus();
      await sendKeys({ press: 'ArrowRight' });
      await until(() => page.focused === 'photo5');
      await sendKeys({ press: 'ArrowLeft' });
      await until(() => page.focused === 'photo4');
      await sendKeys({ press: 'ArrowDown' });
      await until(() => Number(page.focused!.slice(5)) >= 5 && Number(page.focused!.slice(5)) < 10);
      await sendKeys({ press: 'ArrowUp' });
      await until(() => Number(page.focused!.slice(5)) < 5);
      await sendKeys({ press: 'End' });
      await until(() => page.focused === 'photo14');
      await sendKeys({ press: 'Home' });
      await until(() => page.focused === 'photo0');
    });

  it('stands in the page only near the view, where there are thousands', async () => {
    const page = await grouped(
      (await makeImages(5000)).map((image, i) => ({
        ...image,
        published_at: new Date(2026, 4 - Math.floor(i / 84), 17, 12).toISOString(),
      })),
      { layout: 'grid', columns: 5 },
    );
    const list = page.root.querySelector('.list')!;
    for (const part of [0, 0.4, 1, 0.7]) {
      window.scrollTo(0, part * document.documentElement.scrollHeight);
      await until(() => {
        const rects = page.tiles.map((tile) => tile.getBoundingClientRect());
        return rects.some(({ top, bottom }) => top < 300 && bottom > 100) ? true : false;
      }, `tiles at ${part}`);
      await page.placed();
      expect(sections(page).length).to.be.within(1, 12);
      expect(page.tiles.length).to.be.lessThan(200);
      for (const section of sections(page)) {
        const { top, bottom } = section.getBoundingClientRect();
        for (const tile of section.querySelectorAll('.tile')) {
          const rect = tile.getBoundingClientRect();
          expect(rect.top).to.be.within(top + 50, bottom);
        }
      }
    }
    expect(list.getBoundingClientRect().height).to.be.greaterThan(1000 * 150);
  });

  it('has its heading in view below the toolbar while one scrolls in it', async () => {
    const page = await grouped(await months(2, 60), { manage: true, layout: 'grid', columns: 3 });
    await page.element.scrollToImage('photo40');
    const bar = page.root.querySelector('[part~="toolbar"]')!.getBoundingClientRect();
    const heading = sections(page)[0]!.querySelector('.group-name')!.getBoundingClientRect();
    expect(bar.top).to.equal(0);
    expect(heading.top).to.be.closeTo(bar.bottom, 10);
    expect(heading.bottom).to.be.lessThan(page.tile('photo40').getBoundingClientRect().bottom);
    // A tile that the keys lead to is not below them.
    page.face('photo40').focus();
    for (let i = 0; i < 6; i++) await sendKeys({ press: 'ArrowUp' });
    await until(() => page.focused === 'photo22');
    expect(page.tile('photo22').getBoundingClientRect().top).to.be.at.least(heading.bottom - 1);
  });

  it('stands from right to left', async () => {
    registerLocale(ar);
    const page = await grouped(await months(2, 5), { dir: 'rtl', lang: 'ar', selectable: true });
    expect(page.box('photo0').left).to.be.greaterThan(page.box('photo1').left);
    const name = page.root.querySelector('h3')!.getBoundingClientRect();
    const list = page.root.querySelector('.list')!.getBoundingClientRect();
    expect(list.right - name.right).to.be.lessThan(20);
    await expect(page.element).to.be.accessible();
  });

  it('is accessible, empty of nothing and full of all', async () => {
    const page = await grouped(await months(2, 5), { manage: true, lightbox: true });
    page.element.select(['photo1']);
    await page.element.updateComplete;
    await page.still();
    await expect(page.element).to.be.accessible();
    for (const section of sections(page))
      expect(section.querySelector('[role="list"]')!.children.length).to.be.greaterThan(0);
  });

  it('is on paper with its heading', async () => {
    const page = await grouped(await months(20, 40), { layout: 'grid', columns: 5 });
    window.dispatchEvent(new Event('beforeprint'));
    expect(page.tiles).to.have.length(800);
    expect(sections(page)).to.have.length(20);
    window.dispatchEvent(new Event('afterprint'));
    expect(page.tiles.length).to.be.lessThan(250);
  });
});

describe('paper', () => {
  it('ends, with a sentence that says how much is left out', async () => {
    const page = await grouped(await months(25, 100), { layout: 'grid', columns: 5 });
    const sentence = () => page.root.querySelector('.paper');
    expect(sentence()).to.equal(null);
    await page.element.scrollToImage('photo2400');
    page.face('photo2400').focus();
    window.dispatchEvent(new Event('beforeprint'));
    const printed = page.tiles.filter((tile) => !tile.matches('.is-unprinted'));
    expect([printed.length, printed.at(-1)!.dataset['id']]).to.deep.equal([MOST_ON_PAPER, 'photo1999']);
    if (await emulateMedia({ media: 'print' })) {
      expect(sections(page).at(-1)!.offsetHeight).to.equal(0);
      expect(sections(page).at(-2)!.offsetHeight).to.be.greaterThan(100);
      expect(getComputedStyle(sentence()!).display).to.equal('block');
      await emulateMedia({});
    }
    expect(sentence()!.textContent).to.contain('500 more images are not printed.');
    window.dispatchEvent(new Event('afterprint'));
    expect(sentence()).to.equal(null);
    expect(page.tiles.length).to.be.lessThan(250);
    expect(page.focused).to.equal('photo2400');
  });
});
