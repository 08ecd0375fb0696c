import { expect } from '@open-wc/testing';
import { galleryOf, makeImages, until } from '../../harness/gallery.ts';

// Chromium keeps removed lazy images with automatic sizes: tiles must have none.
describe('tiles that have left the page', () => {
  afterEach(() => window.scrollTo(0, 0));

  it('are collected', async function () {
    const { gc } = globalThis as { gc?: () => void };
    if (!gc) return this.skip();
    const images = await makeImages(3000);
    for (const image of images) image.sizes = { small: { url: `${image.url}#s`, width: 300, height: 200 } };
    const page = await galleryOf(null, { layout: 'grid', columns: 5, selectable: true });
    page.element.images = images;
    await until(() => page.tiles.length > 0);
    await until(() => page.picture('photo20')!.complete);
    expect(page.picture('photo20')!.srcset).to.not.equal('');
    const seen = page.tiles.map((tile) => new WeakRef(tile.querySelector('img')!));
    window.scrollTo(0, 60_000);
    await until(() => !page.ids.includes('photo20'));
    await until(() => {
      gc();
      return seen.filter((ref) => ref.deref()).length < 5;
    }, 'the pictures are collected');
  });
});
