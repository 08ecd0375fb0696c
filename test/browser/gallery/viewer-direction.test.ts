import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { FakeService, galleryOf, makeImages, until } from '../../harness/gallery.ts';
import { swipe } from '../../harness/touch.ts';
import { freshEntry, tidyUp, ViewerPage, viewerOf } from '../../harness/viewer.ts';

const middle = (element: Element) => {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
};

/** Swipes over more than half of the window, so that its speed does not matter; false where there is no finger to be had. */
function swipeTowards(sign: number): Promise<boolean> {
  const x = sign * innerWidth * 0.7;
  const from = { x: innerWidth / 2 - x / 2, y: innerHeight / 2 };
  return swipe(from, { x: from.x + x, y: from.y });
}

async function isAt(page: ViewerPage, id: string): Promise<void> {
  await until(() => location.hash === `#imgpro=${id}`, `${id}, not ${location.hash}`);
  await until(() => page.picture?.naturalWidth, 'the picture');
}

for (const [direction, forward, back, sign] of [
  ['rtl', 'ArrowLeft', 'ArrowRight', 1],
  ['ltr', 'ArrowRight', 'ArrowLeft', -1],
] as const)
  describe(`the viewer in a page that runs ${direction}`, () => {
    beforeEach(() => {
      freshEntry();
      document.documentElement.dir = direction;
    });
    afterEach(async () => {
      await tidyUp();
      document.documentElement.removeAttribute('dir');
    });

    it('goes where the arrow keys lead in the gallery', async () => {
      const page = await viewerOf();
      page.gallery.face('photo1').focus();
      await sendKeys({ press: forward });
      await until(() => page.gallery.focused === 'photo2');
      await sendKeys({ press: 'Enter' });
      await page.opened();
      await isAt(page, 'photo2');
      await sendKeys({ press: forward });
      await isAt(page, 'photo3');
      await sendKeys({ press: back });
      await isAt(page, 'photo2');
      await sendKeys({ press: 'End' });
      await isAt(page, 'photo5');
      await sendKeys({ press: 'Home' });
      await isAt(page, 'photo0');
      expect(page.position).to.equal('1 of 6');
    });

    it('ends at the ends', async () => {
      const page = await viewerOf(2);
      void page.gallery.element.open('photo0');
      await page.opened();
      expect(page.control('previous').disabled).to.equal(true);
      await sendKeys({ press: back });
      await sendKeys({ press: forward });
      await isAt(page, 'photo1');
      expect(page.control('next').disabled).to.equal(true);
      await sendKeys({ press: forward });
      await sendKeys({ press: back });
      await isAt(page, 'photo0');
    });

    it('has its buttons on the sides that they lead to', async () => {
      const page = await viewerOf();
      void page.gallery.element.open('photo2');
      await page.opened();
      expect(Math.sign(middle(page.control('next')) - innerWidth / 2)).to.equal(-sign);
      expect(Math.sign(middle(page.control('previous')) - innerWidth / 2)).to.equal(sign);
      const icon = page.control('next').querySelector('.icon')!;
      expect(getComputedStyle(icon).scale).to.equal(direction === 'rtl' ? '-1 1' : 'none');
      page.control('next').click();
      await isAt(page, 'photo3');
      page.control('previous').click();
      await isAt(page, 'photo2');
    });

    it('has the next picture on the side that it comes from', async () => {
      const page = await viewerOf();
      void page.gallery.element.open('photo2');
      await page.opened();
      const slides = () => [...page.dialog!.querySelectorAll<HTMLImageElement>('.pswp__item .pswp__img')];
      await until(() => slides().some(({ alt }) => alt === 'photo3'));
      const next = slides().find(({ alt }) => alt === 'photo3')!;
      expect(Math.sign(middle(next) - innerWidth / 2)).to.equal(-sign);
    });

    it('follows a finger', async function () {
      const page = await viewerOf();
      void page.gallery.element.open('photo2');
      await page.opened();
      if (!(await swipeTowards(sign))) this.skip();
      await isAt(page, 'photo3');
      await swipeTowards(-sign);
      await isAt(page, 'photo2');
    });

    it('stays at what is shown when more images come at the end', async () => {
      const service = new FakeService(await makeImages(40));
      const gallery = await galleryOf(null, { lightbox: true, 'page-size': '20' });
      let release = () => {};
      gallery.element.addEventListener('imgpro-load-page', () => (release = service.hold()), { once: true });
      gallery.element.client = service.client;
      await until(() => gallery.element.loaded.length === 20);
      const page = new ViewerPage(gallery);
      void gallery.element.open('photo18');
      await page.opened();
      await isAt(page, 'photo18');
      const { picture } = page;
      release();
      await until(() => page.position === '19 of 40');
      expect(page.picture === picture).to.equal(true);
      expect(location.hash).to.equal('#imgpro=photo18');
      for (const id of ['photo19', 'photo20', 'photo21']) {
        await sendKeys({ press: forward });
        await isAt(page, id);
      }
      await sendKeys({ press: back });
      await isAt(page, 'photo20');
    });

    it('goes on from a swipe during which more images come', async function () {
      const page = await viewerOf(3);
      void page.gallery.element.open('photo1');
      await page.opened();
      const swiped = swipeTowards(sign);
      const { element } = page.gallery;
      element.images = [...(await makeImages(9))];
      if (!(await swiped)) this.skip();
      await isAt(page, 'photo2');
      await until(() => page.position === '3 of 9');
      await sendKeys({ press: forward });
      await isAt(page, 'photo3');
    });
  });
