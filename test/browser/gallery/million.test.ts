import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { galleryOf, makeImages, until, type GalleryPage } from '../../harness/gallery.ts';

const MILLION = 1_000_000;

/** Waits for what takes very many images their time. */
async function patiently(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 20 && !condition(); tries++) await until(condition).catch(() => {});
  expect(condition()).to.equal(true);
}

/** Images of a few shapes, their picture one small file. */
async function million(): Promise<GalleryPage> {
  const shapes = await makeImages(7);
  const images = Array.from({ length: MILLION }, (_, at) => ({
    ...shapes[at % shapes.length]!,
    id: `photo${at}`,
    filename: `${at}.jpg`,
    width: [1500, 1000, 800, 1600][(at * 7 + (at >> 3)) % 4]!,
    height: 1000,
  }));
  const page = await galleryOf(null, { layout: 'rows' });
  page.element.images = images;
  await patiently(() => page.tiles.length > 0);
  return page;
}

/** Chromium has its own, on the demo's page: `test/e2e/many.spec.ts`. */
const isChromium = 'userAgentData' in navigator;

// In the other engines: each ends the height of an element elsewhere, and the list is higher than that.
(isChromium ? describe.skip : describe)('a million images', () => {
  afterEach(() => window.scrollTo(0, 0));

  it('are all there, and End leads to the last of them, which shows its picture', async function () {
    this.timeout(170_000);
    const page = await million();
    await patiently(() => !page.element.hasMore);
    expect(page.element.loaded).to.have.length(MILLION);
    page.face('photo0').focus();
    await sendKeys({ press: 'End' });
    const last = `photo${MILLION - 1}`;
    await patiently(() => page.focused === last);
    const { top, bottom } = page.tile(last).getBoundingClientRect();
    expect(top).to.be.lessThan(window.innerHeight);
    expect(bottom).to.be.greaterThan(0);
    await patiently(() => (page.picture(last)?.naturalWidth ?? 0) > 0);
    // Nothing stands below it: the list ends with its last image.
    const end = page.root.querySelector('.list')!.getBoundingClientRect().bottom;
    expect(Math.abs(end - bottom)).to.be.at.most(1);
    await sendKeys({ press: 'Home' });
    await patiently(() => page.focused === 'photo0');
    expect(page.tile('photo0').getBoundingClientRect().top).to.be.within(-1, window.innerHeight);
  });
});
