import { expect, fixture, html } from '@open-wc/testing';
import {
  draggingPart,
  editingPart,
  managePart,
  selectingPart,
  servicePart,
  toolbarPart,
} from '../../../src/elements/gallery/parts.ts';
import type { Part } from '../../../src/elements/shared/ui/part.ts';
import { GalleryPage, galleryOf, makeImages, until } from '../../harness/gallery.ts';

const PARTS: Record<string, Part<object>> = {
  toolbar: toolbarPart,
  manage: managePart,
  selecting: selectingPart,
  dragging: draggingPart,
  editing: editingPart,
  service: servicePart,
};
type Loader = () => Promise<object>;

/** The code of a part is not on the page; how it comes is told. */
async function without(names: string[], load: (real: object) => Promise<object>): Promise<() => void> {
  const restore: (() => void)[] = [];
  for (const name of names) {
    const part = PARTS[name]!;
    const real = await part.fetch();
    const before = part.load;
    part.provide(null);
    part.load = (() => load(real)) as Loader as never;
    restore.push(() => {
      part.load = before;
      part.provide(real);
    });
  }
  return () => {
    for (const each of restore) each();
  };
}

/** A gallery as `galleryOf` makes it, but for the code that is left as it is. */
async function bareGallery(attributes: Record<string, string>): Promise<GalleryPage> {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  box.style.inlineSize = '800px';
  const element = document.createElement('imgpro-gallery');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.images = await makeImages(12);
  box.append(element);
  const page = new GalleryPage(element);
  await page.tilesAre(12);
  return page;
}

const places = (page: GalleryPage) =>
  page.tiles.map((tile) => {
    const { left, top, width, height } = tile.getBoundingClientRect();
    return [left, top, width, height];
  });

describe('code that comes late', () => {
  let restore: () => void;
  before(async () => void (await galleryOf(null)));
  afterEach(() => restore());

  for (const names of [['toolbar'], ['manage'], ['toolbar', 'manage', 'selecting', 'dragging']])
    it(`moves nothing when it comes: ${names.join(', ')}`, async () => {
      let release!: () => void;
      const gate = new Promise<void>((resolve) => (release = resolve));
      restore = await without(names, (real) => gate.then(() => real));
      const page = await bareGallery({ manage: '', reorderable: '' });
      await page.placed();
      const before = places(page);
      const { height } = page.element.getBoundingClientRect();
      expect(page.hasButton('Try again')).to.equal(false);
      page.element.select(['photo2']);
      await page.element.updateComplete;
      const selecting = places(page);
      expect(selecting).to.deep.equal(before);
      release();
      await until(() => page.hasButton('Delete'));
      await page.placed();
      expect(places(page)).to.deep.equal(before);
      expect(page.element.getBoundingClientRect().height).to.equal(height);
      expect(page.element.selection).to.deep.equal(['photo2']);
    });

  it('shows the toolbar’s slot meanwhile, and the same after', async () => {
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    restore = await without(['toolbar'], (real) => gate.then(() => real));
    const page = await bareGallery({ selectable: '' });
    const own = document.createElement('button');
    own.slot = 'toolbar';
    own.textContent = 'Mine';
    page.element.append(own);
    await until(() => own.checkVisibility() && own.getBoundingClientRect().height > 0);
    const { top } = page.tile('photo0').getBoundingClientRect();
    release();
    await until(() => page.tile('photo0').querySelector('.check'));
    await page.placed();
    expect(own.checkVisibility()).to.equal(true);
    expect(page.tile('photo0').getBoundingClientRect().top).to.equal(top);
  });

  for (const names of [['toolbar'], ['manage'], ['toolbar', 'manage']])
    it(`that cannot be had is told with a button, and works after: ${names.join(', ')}`, async () => {
      let fails = true;
      let asked = 0;
      restore = await without(names, (real) => {
        asked++;
        return fails ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(real);
      });
      const page = await bareGallery({ manage: '' });
      page.element.select(['photo1']);
      await until(() => page.hasButton('Try again'));
      expect(page.text).to.contain('A part of the gallery could not be loaded.');
      await expect(page.element).to.be.accessible();
      const before = asked;
      // The images are there meanwhile, and nothing is asked for again and again.
      page.element.select(['photo2']);
      await page.element.updateComplete;
      await new Promise((resolve) => setTimeout(resolve));
      expect(asked).to.equal(before);
      expect(page.tiles).to.have.length(12);
      fails = false;
      page.button('Try again').click();
      await until(() => page.hasButton('Delete'));
      expect(page.text).not.to.contain('could not be loaded');
      expect(page.element.selection).to.deep.equal(['photo2']);
    });

  it('that lists is not needed for images at hand', async () => {
    restore = await without(['service'], () => Promise.reject(new TypeError('Failed to fetch')));
    const page = await bareGallery({ lightbox: '' });
    expect(page.text).not.to.contain('could not');
  });

  it('that knows the token’s abilities may be missing: the actions are offered', async () => {
    const unhandled: unknown[] = [];
    const heard = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      unhandled.push(event.reason);
    };
    window.addEventListener('unhandledrejection', heard);
    restore = await without(['service'], () => Promise.reject(new TypeError('Failed to fetch')));
    try {
      const page = await bareGallery({ manage: '' });
      page.element.select(['photo1']);
      await until(() => page.hasButton('Delete'));
      // Two attempts, a second apart.
      await until(() => servicePart.present === null && performance.now() > 0);
      await servicePart.fetch().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve));
      expect(unhandled).to.have.length(0);
    } finally {
      window.removeEventListener('unhandledrejection', heard);
    }
  });
});
