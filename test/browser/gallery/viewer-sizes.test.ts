import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { GalleryPage, makeImages, until } from '../../harness/gallery.ts';
import { freshEntry, tidyUp, ViewerPage } from '../../harness/viewer.ts';

/** A real file of exactly this size; its address ends as that of a picture does. */
async function file(width: number, height: number): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'teal';
  context.fillRect(0, 0, width, height);
  return `${URL.createObjectURL(await canvas.convertToBlob({ type: 'image/png' }))}#.png`;
}

/** A gallery of this one child. */
async function galleryOfChild(child: string): Promise<ViewerPage> {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  box.innerHTML = `<imgpro-gallery lightbox>${child}</imgpro-gallery>`;
  const gallery = new GalleryPage(box.querySelector('imgpro-gallery')!);
  await gallery.tilesAre(1);
  await until(() => gallery.picture(gallery.ids[0]!)?.naturalWidth, 'the small picture');
  await until(() => gallery.root.querySelector('img.is-loaded'));
  return new ViewerPage(gallery);
}

/** Opens the only image; the width of what stands for it before its file is there. PhotoSwipe scales that from 250 pixels. */
async function open(page: ViewerPage): Promise<number> {
  await page.gallery.element.open(page.gallery.ids[0]!);
  const small = page.dialog!.querySelector<HTMLElement>('.pswp__img--placeholder')!;
  return 250 * new DOMMatrix(small.style.transform).a;
}

const ratio = ({ width, height }: { width: number; height: number }) => width / height;

/** The size of the picture in the layout, when it is there and nothing moves. */
async function laidOut(page: ViewerPage): Promise<DOMRect> {
  await page.opened();
  await until(() => page.picture?.naturalWidth, 'the picture');
  return page.picture!.getBoundingClientRect();
}

/** Zooms in by the button, until the picture has this width. */
async function zoomsTo(page: ViewerPage, width: number): Promise<void> {
  await until(() => page.has('zoom'));
  page.control('zoom').click();
  await until(() => Math.abs(page.picture!.getBoundingClientRect().width - width) < 4, `${width} pixels`);
}

describe('the size of a picture in the viewer', () => {
  beforeEach(freshEntry);
  afterEach(tidyUp);

  it('is that of the small one in shape, then that of its file in pixels', async () => {
    const [big, thumb] = await Promise.all([file(3000, 1500), file(300, 200)]);
    const page = await galleryOfChild(
      `<a href="${big}"><img src="${thumb}" alt="" width="300" height="200"></a>`,
    );
    // As high as the window, less the edges.
    expect(await open(page)).to.be.closeTo(Math.min(innerWidth, innerHeight * 1.5), 2);
    await page.opened();
    await until(() => page.picture && Math.abs(ratio(page.picture.getBoundingClientRect()) - 2) < 0.02);
    const { width } = await laidOut(page);
    expect(width).to.be.closeTo(innerWidth, 2);
    await zoomsTo(page, Math.min(3000, innerWidth * 3));
  });

  it('is not larger than the file', async () => {
    const [big, thumb] = await Promise.all([file(400, 200), file(200, 100)]);
    const page = await galleryOfChild(
      `<a href="${big}"><img src="${thumb}" alt="" width="600" height="300"></a>`,
    );
    await open(page);
    await laidOut(page);
    await until(() => Math.round(page.picture!.getBoundingClientRect().width) === 400);
    expect(page.has('zoom')).to.equal(false);
  });

  for (const [what, size] of [
    ['no width and height', ''],
    ['the width alone', 'width="300"'],
    ['a wrong width and height', 'width="300" height="300"'],
  ] as const)
    it(`never stretches a panorama with ${what}`, async () => {
      const [big, thumb] = await Promise.all([file(3000, 500), file(300, 50)]);
      const page = await galleryOfChild(`<a href="${big}"><img src="${thumb}" alt="" ${size}></a>`);
      expect(await open(page)).to.be.closeTo(innerWidth, 2);
      expect(ratio(await laidOut(page))).to.be.closeTo(6, 0.1);
    });

  it('never stretches a picture of the service whose size is unknown, or wrong', async () => {
    const images = await makeImages(3);
    const url = await file(3000, 500);
    Object.assign(images[0]!, { url, width: null, height: null });
    Object.assign(images[1]!, { url, width: 1000, height: 1000 });
    Object.assign(images[2]!, { url, width: 6000, height: 1000 });
    const box = await fixture<HTMLElement>(html`<div></div>`);
    box.innerHTML = '<imgpro-gallery lightbox></imgpro-gallery>';
    const gallery = new GalleryPage(box.querySelector('imgpro-gallery')!);
    gallery.element.images = images;
    await gallery.tilesAre(3);
    const page = new ViewerPage(gallery);
    await gallery.element.open('photo0');
    for (const id of ['photo0', 'photo1', 'photo2']) {
      await until(() => location.hash === `#imgpro=${id}`);
      await laidOut(page);
      await until(() => Math.abs(ratio(page.picture!.getBoundingClientRect()) - 6) < 0.1, id);
      expect(getComputedStyle(page.picture!).objectFit).to.equal('contain');
      await sendKeys({ press: 'ArrowRight' });
    }
    // The size that the service gives for the last one agrees with its shape: there are 6000 pixels.
    await zoomsTo(page, Math.min(6000, innerWidth * 3));
  });

  it('is that of the largest file, where a srcset names a larger one than the link', async () => {
    const [small, medium, large] = await Promise.all([file(400, 200), file(800, 400), file(2400, 1200)]);
    const srcset = `${small} 400w, ${large} 2400w`;
    const page = await galleryOfChild(
      `<a href="${medium}"><img src="${small}" srcset="${srcset}" sizes="300px" alt="" width="300" height="150"></a>`,
    );
    await open(page);
    await laidOut(page);
    await until(() => page.picture?.src === new URL(large, location.href).href, 'the largest');
    await zoomsTo(page, Math.min(2400, innerWidth * 3));
  });

  it('is right where the page, or what is around the gallery, is scaled', async function () {
    const page = await galleryOfChild(`<img src="${await file(1200, 600)}" alt="" width="300" height="150">`);
    const { body } = document;
    body.style.setProperty('zoom', '2');
    page.gallery.element.style.setProperty('scale', '0.5');
    try {
      await open(page);
      const { left, width, height } = await laidOut(page);
      expect(left).to.be.closeTo(0, 1);
      expect(width).to.be.closeTo(innerWidth, 2);
      expect(width / height).to.be.closeTo(2, 0.02);
      const { left: start, width: bar } = page.controls.querySelector('.bar')!.getBoundingClientRect();
      expect([start, bar]).to.deep.equal([0, innerWidth]);
    } finally {
      body.style.removeProperty('zoom');
    }
  });
});
