import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { laterPart } from '../../../src/elements/gallery/parts.ts';
import { GalleryPage, galleryOf, makeImages, until } from '../../harness/gallery.ts';
import { replaceLoader } from '../../harness/parts.ts';

async function gallery(count: number): Promise<GalleryPage> {
  const page = await galleryOf(null, { layout: 'grid', columns: 5, selectable: true });
  page.element.images = await makeImages(count);
  await until(() => page.tiles.length > 0);
  return page;
}

describe('many images', () => {
  afterEach(() => window.scrollTo(0, 0));

  it('stand in the page all at once up to five hundred', async () => {
    const page = await gallery(500);
    await page.tilesAre(500);
    expect(getComputedStyle(page.tile('photo499')).contentVisibility).to.equal('auto');
  });

  it('are in the page only near the view beyond that, in a list as long as all of them', async () => {
    const page = await gallery(3000);
    expect(page.tiles.length).to.be.lessThan(200);
    const list = page.root.querySelector('.list')!.getBoundingClientRect();
    expect(list.height).to.be.greaterThan(600 * 150);
    window.scrollTo(0, 40_000);
    await until(() =>
      page.tiles.some(
        (tile) => tile.getBoundingClientRect().top > 0 && tile.getBoundingClientRect().top < 300,
      ),
    );
    expect(page.tiles.length).to.be.lessThan(200);
    expect(page.ids).not.to.include('photo0');
  });

  it('can be gone through by keys from end to end', async () => {
    const page = await gallery(3000);
    page.face('photo0').focus();
    await sendKeys({ press: 'End' });
    await until(() => page.focused === 'photo2999');
    await sendKeys({ press: 'ArrowUp' });
    await until(() => page.focused === 'photo2994');
    await sendKeys({ press: 'Home' });
    await until(() => page.focused === 'photo0');
  });

  it('keep the focus while one scrolls away from it', async () => {
    const page = await gallery(3000);
    page.face('photo3').focus();
    window.scrollTo(0, 60_000);
    await until(() => !page.ids.includes('photo8'));
    expect(page.focused).to.equal('photo3');
  });

  it('can be scrolled to and selected by id', async () => {
    const page = await gallery(3000);
    await page.element.scrollToImage('photo1500');
    const { top } = page.tile('photo1500').getBoundingClientRect();
    expect(top).to.be.greaterThan(0).and.lessThan(window.innerHeight);
    page.element.selectAll();
    expect(page.element.selection).to.have.length(3000);
  });

  it('stand at their places around the view at once in another width, and stay there when all others have theirs', async () => {
    await laterPart.fetch();
    const page = await galleryOf(null, { layout: 'rows' });
    page.element.images = await makeImages(60_000);
    await until(() => page.element.loaded.length === 60_000 && page.tiles.length > 0);
    await page.element.scrollToImage('photo40000');
    await page.placed();
    const inView = () =>
      page.tiles
        .map(
          (tile) =>
            ({ id: tile.dataset['id']!, ...tile.getBoundingClientRect().toJSON() }) as DOMRect & {
              id: string;
            },
        )
        .filter(({ bottom, top }) => bottom > 0 && top < window.innerHeight)
        .map(({ id, left, top, width }) =>
          [id, Math.round(left), Math.round(top), Math.round(width)].join(' '),
        );
    const [first] = inView();
    const list = page.root.querySelector<HTMLElement>('.list')!;
    const height = () => list.style.getPropertyValue('--_extent');
    /** The height of the list, and the boxes in view, after each rendering that changes the height. */
    const seen = [{ extent: height(), boxes: inView() }];
    const watcher = new MutationObserver(() => {
      if (height() !== seen.at(-1)!.extent) seen.push({ extent: height(), boxes: inView() });
    });
    watcher.observe(list, { attributes: true });
    page.element.parentElement!.style.inlineSize = '500px';
    await until(() => seen.length >= 3, 'the places of all');
    watcher.disconnect();
    const [, atOnce, then] = seen;
    // The image at the top has not moved; the rows fill the new width.
    expect(atOnce!.boxes[0]!.split(' ')[2]).to.equal(first!.split(' ')[2]);
    const ends = atOnce!.boxes.map((box) => Number(box.split(' ')[1]) + Number(box.split(' ')[3]));
    expect(Math.abs(Math.max(...ends) - list.getBoundingClientRect().right)).to.be.at.most(1);
    // Then the list has its true height, and nothing in view has moved.
    expect(then!.boxes).to.deep.equal(atOnce!.boxes);
    await page.placed();
    expect(inView()).to.deep.equal(atOnce!.boxes);
  });

  it('higher than a browser can make them stay where they are when the code for that comes', async () => {
    const module = await laterPart.fetch();
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const page = await galleryOf(null, { layout: 'grid', columns: 1 });
    page.element.parentElement!.remove();
    const restore = replaceLoader(laterPart, () => gate.then(() => module));
    try {
      const box = await fixture<HTMLElement>(html`<div></div>`);
      box.style.inlineSize = '800px';
      const element = document.createElement('imgpro-gallery');
      element.layout = 'grid';
      element.columns = 1;
      element.images = await makeImages(12_000);
      box.append(element);
      const early = new GalleryPage(element);
      await until(() => element.loaded.length === 12_000 && early.tiles.length > 0);
      window.scrollTo(0, 100_000);
      const inView = () => early.tiles.find((tile) => tile.getBoundingClientRect().bottom > 0);
      await until(() => Math.abs(inView()?.getBoundingClientRect().top ?? Infinity) < 900);
      await early.element.updateComplete;
      const before = inView()!;
      const { top } = before.getBoundingClientRect();
      release();
      await until(() => window.scrollY < 99_000, 'the scroll bar where it belongs');
      await element.updateComplete;
      expect(before.isConnected).to.equal(true);
      expect(Math.abs(before.getBoundingClientRect().top - top)).to.be.at.most(1);
    } finally {
      restore();
      window.scrollTo(0, 0);
    }
  });

  it('are all on paper', async () => {
    const page = await gallery(700);
    window.dispatchEvent(new Event('beforeprint'));
    expect(page.tiles).to.have.length(700);
    expect(page.picture('photo699')!.loading).to.equal('eager');
    window.dispatchEvent(new Event('afterprint'));
    expect(page.tiles.length).to.be.lessThan(200);
  });
});
