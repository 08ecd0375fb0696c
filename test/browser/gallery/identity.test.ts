import { expect, fixture, html } from '@open-wc/testing';
import type { Image } from '../../../src/api/types.ts';
import de from '../../../src/locales/de.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import { MAX_HEIGHT } from '../../../src/elements/gallery/stage/scale.ts';
import { screenRect } from '../../../src/elements/gallery/stage/viewport.ts';
import { galleryOf, type GalleryPage, makeImages, until } from '../../harness/gallery.ts';

interface Place {
  page: GalleryPage;
  scroller: Element;
}

const page = () => document.scrollingElement!;

/** The places that a gallery can stand in: each scrolls, and measures, otherwise. */
const PLACES: Record<string, (count: number) => Promise<Place>> = {
  'the window': async (count) => ({
    page: await galleryWith(count, await box('<div class="in"></div>')),
    scroller: page(),
  }),
  'a box that scrolls': async (count) => {
    const outer = await box(
      '<div class="scroller" style="height:420px;overflow:auto"><div class="in"></div></div>',
    );
    return { page: await galleryWith(count, outer), scroller: outer.querySelector('.scroller')! };
  },
  'a page under zoom': async (count) => ({
    page: await galleryWith(count, await box('<div style="zoom:.5"><div class="in"></div></div>')),
    scroller: page(),
  }),
  'a scaled box that scrolls': async (count) => {
    const outer = await box(
      '<div style="transform:scale(.5);transform-origin:0 0"><div class="scroller" style="height:800px;overflow:auto"><div class="in"></div></div></div>',
    );
    return { page: await galleryWith(count, outer), scroller: outer.querySelector('.scroller')! };
  },
};

async function box(content: string): Promise<HTMLElement> {
  const element = await fixture<HTMLElement>(html`<div></div>`);
  element.style.inlineSize = '800px';
  element.innerHTML = content;
  return element;
}

async function galleryWith(count: number, outer: HTMLElement): Promise<GalleryPage> {
  const made = await galleryOf(null, { layout: 'grid', columns: 4, selectable: true, lightbox: true });
  outer.querySelector('.in')!.append(made.element);
  made.element.images = await makeImages(count);
  await until(() => made.element.loaded.length === count && made.tiles.length > 0);
  await settled(made);
  return made;
}

async function settled(gallery: GalleryPage): Promise<void> {
  await gallery.element.updateComplete;
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
  await gallery.element.updateComplete;
}

/** Lines of the screen between which a gallery is seen. */
function seen({ scroller }: Place): [number, number] {
  if (scroller === page()) return [0, window.innerHeight];
  const { top, bottom } = screenRect(scroller);
  return [top, bottom];
}

/** The first image in view, and where its top is. */
function firstSeen(place: Place): { id: string; top: number } {
  const [from] = seen(place);
  const tile = place.page.tiles.find((each) => screenRect(each).bottom > from + 1)!;
  return { id: tile.dataset['id']!, top: screenRect(tile).top };
}

const topOf = ({ page }: Place, id: string) => screenRect(page.tile(id)).top;

/** Scrolls to the middle of the list, with the focus and a selection there. */
async function inTheMiddle(place: Place, count: number): Promise<{ id: string; top: number }> {
  const { page } = place;
  const middle = `photo${Math.floor(count / 2)}`;
  await page.element.scrollToImage(middle);
  await settled(page);
  page.face(middle).focus({ preventScroll: true });
  page.element.select([middle, 'photo5']);
  await settled(page);
  return firstSeen(place);
}

type Change = (images: Image[], first: string) => Image[];

const CHANGES: Record<string, Change> = {
  'the same images as new objects': (images) => images.map((image) => ({ ...image })),
  'the same images in another order': (images) => images.slice().reverse(),
  'new ones at the top': (images) => [
    ...images.slice(0, 7).map((image, i) => ({ ...image, id: `new${i}` })),
    ...images,
  ],
  'some that are gone': (images) => images.filter((_, i) => i % 10 !== 3),
  'others captions': (images) => images.map((image) => ({ ...image, caption: `About ${image.id}` })),
};

for (const [where, make] of Object.entries(PLACES))
  for (const count of [400, 3000])
    describe(`another array of images, ${count} in ${where}`, () => {
      afterEach(() => window.scrollTo(0, 0));

      for (const [name, change] of Object.entries(CHANGES))
        it(`keeps the selection, the focus and the place: ${name}`, async () => {
          const place = await make(count);
          const { page } = place;
          const first = await inTheMiddle(place, count);
          const focused = page.focused;
          expect(focused).to.equal(`photo${Math.floor(count / 2)}`);
          const told: unknown[] = [];
          page.element.addEventListener('imgpro-selection-change', (event) => told.push(event.detail));
          const next = change([...page.element.loaded], first.id);
          page.element.images = next;
          await until(() => page.element.loaded[0] === next[0] && page.element.loaded.length === next.length);
          await settled(page);
          expect(topOf(place, first.id)).to.be.closeTo(first.top, 2);
          expect(page.focused).to.equal(focused);
          expect([...page.element.selection].sort()).to.deep.equal(['photo5', focused].sort());
          expect(told).to.have.length(0);
        });

      it('goes on at the next image when the first in view is gone', async () => {
        const place = await make(count);
        const { page } = place;
        const first = await inTheMiddle(place, count);
        const images = [...page.element.loaded];
        const at = images.findIndex(({ id }) => id === first.id);
        page.element.images = images.toSpliced(at, 1);
        await until(() => page.element.loaded.length === count - 1);
        await settled(page);
        expect(topOf(place, images[at + 1]!.id)).to.be.closeTo(first.top, 2);
      });

      it('keeps the place when an uploader brings an image, the width and the layout change', async () => {
        const place = await make(count);
        const { page } = place;
        page.element.uploader = 'up';
        const up = await fixture(html`<div id="up"></div>`);
        const first = await inTheMiddle(place, count);
        const image = (await makeImages(1, {}, 'fresh'))[0];
        up.dispatchEvent(
          new CustomEvent('imgpro-upload-success', { detail: { file: {}, image }, bubbles: true }),
        );
        await until(() => page.element.loaded[0]?.id === 'fresh0');
        await settled(page);
        expect(topOf(place, first.id)).to.be.closeTo(first.top, 2);

        let before = firstSeen(place);
        page.element.layout = 'rows';
        await settled(page);
        expect(topOf(place, before.id)).to.be.closeTo(before.top, 2);

        before = firstSeen(place);
        page.element.groupBy = 'month';
        await settled(page);
        expect(topOf(place, before.id)).to.be.closeTo(before.top, 2);

        before = firstSeen(place);
        page.element.parentElement!.style.inlineSize = '500px';
        await until(() => page.root.querySelector<HTMLElement>('.list')!.offsetWidth <= 500);
        await page.placed();
        expect(topOf(place, before.id)).to.be.closeTo(before.top, 2);

        before = firstSeen(place);
        registerLocale(de);
        document.documentElement.lang = 'de';
        await until(() => page.root.querySelector('h3')!.textContent!.includes('Januar '));
        await settled(page);
        expect(topOf(place, before.id)).to.be.closeTo(before.top, 2);
        document.documentElement.lang = 'en';
      });
    });

describe('a list that is higher than a browser can make it', () => {
  afterEach(() => window.scrollTo(0, 0));

  it('keeps the place, too', async () => {
    const made = await galleryOf(null, { layout: 'grid', columns: 1, selectable: true, gap: 0 });
    const count = Math.ceil((1.5 * MAX_HEIGHT) / 800);
    made.element.images = await makeImages(count);
    await until(() => made.element.loaded.length === count && made.tiles.length > 0);
    const place = { page: made, scroller: page() };
    const first = await inTheMiddle(place, count);
    expect(made.root.querySelector<HTMLElement>('.list')!.offsetHeight).to.equal(MAX_HEIGHT);
    for (const change of Object.values(CHANGES)) {
      if (change === CHANGES['the same images in another order']) continue;
      const before = firstSeen(place);
      const next = change([...made.element.loaded], first.id);
      made.element.images = next;
      await until(() => made.element.loaded[0] === next[0] && made.element.loaded.length === next.length);
      await settled(made);
      expect(topOf(place, before.id)).to.be.closeTo(before.top, 2);
      expect(made.focused).to.equal(`photo${Math.floor(count / 2)}`);
    }
  });
});

describe('an open question and an open viewer', () => {
  it('outlive another array of images', async () => {
    const gallery = await galleryOf(null, { manage: true, lightbox: true });
    const images = await makeImages(30);
    gallery.element.images = images;
    await gallery.tilesAre(30);
    gallery.element.select(['photo3']);
    gallery.face('photo3').focus();
    gallery
      .face('photo3')
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true, composed: true }));
    await until(() => gallery.dialog?.open);
    const { dialog } = gallery;
    gallery.element.images = [...images].reverse();
    await until(() => gallery.ids[0] === 'photo29');
    expect(gallery.dialog === dialog && dialog!.open).to.equal(true);
    dialog!.close();
    await until(() => !gallery.dialog?.open);

    await gallery.element.open('photo7');
    await until(() => gallery.viewer);
    gallery.element.images = [...(await makeImages(3, {}, 'new')), ...images];
    await until(() => gallery.element.loaded.length === 33);
    await gallery.element.updateComplete;
    expect(gallery.viewer?.open).to.equal(true);
    expect(location.hash).to.contain('photo7');
    gallery.element.close();
    await until(() => !gallery.viewer);
  });
});

describe('groups', () => {
  it('keep their tiles when others come before them', async () => {
    const gallery = await galleryOf(null, { 'group-by': 'month', uploader: 'up' });
    const images = (await makeImages(40)).map((image, i) => ({
      ...image,
      published_at: new Date(2026, 5 - Math.floor(i / 10), 15).toISOString(),
    }));
    gallery.element.images = images;
    await gallery.tilesAre(40);
    gallery.face('photo12').focus();
    const kept = gallery.tile('photo12');
    gallery.element.images = [
      ...(await makeImages(1, { published_at: images[0]!.published_at }, 'new')),
      ...images,
    ];
    await gallery.tilesAre(41);
    expect(gallery.tile('photo12') === kept).to.equal(true);
    expect(gallery.focused).to.equal('photo12');
    gallery.element.images = [...(await makeImages(1, { published_at: null }, 'draft')), ...images];
    await until(() => gallery.ids[0] === 'draft0');
    expect(gallery.tile('photo12') === kept).to.equal(true);
    expect(gallery.focused).to.equal('photo12');
  });
});
