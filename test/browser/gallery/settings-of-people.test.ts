import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport, systemColour } from '../../harness/emulation.ts';
import { FakeService, galleryOf, makeImages, until, type GalleryPage } from '../../harness/gallery.ts';
import { faultsInEveryLanguage } from '../../harness/every-language.ts';
import { faultsOf, situations } from '../../harness/layout-faults.ts';

let sheet: CSSStyleSheet;
beforeEach(() => {
  sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
});
afterEach(async () => {
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  await emulateMedia({});
  await setViewport({ width: 1280, height: 800 });
});

/** Captions lie upon their pictures, check marks and badges too; what sticks in view lies upon what is scrolled under it. */
const ON_PURPOSE = '.caption, .check, .badge, .refused, .group-name, .toolbar, .tile';

async function asWideAsTheWindow(
  service: FakeService,
  attributes: Record<string, string | boolean> = {},
): Promise<GalleryPage> {
  const page = await galleryOf(service, attributes);
  page.element.parentElement!.style.removeProperty('inline-size');
  return page;
}

/** A gallery as wide as the window, with images in every state, two of them selected. */
async function busyGallery(attributes: Record<string, string | boolean> = {}): Promise<GalleryPage> {
  const images = await makeImages(12, { caption: 'A hill in spring, seen from the road to the lake' });
  images[1] = { ...images[1]!, status: 'failed' };
  images[2] = { ...images[2]!, status: 'processing', width: null, height: null };
  images[3] = { ...images[3]!, blocked: true };
  images[4] = { ...images[4]!, nsfw: true };
  images[5] = { ...images[5]!, url: 'blob:https://nowhere.example/none' };
  const page = await asWideAsTheWindow(new FakeService(images), { manage: true, ...attributes });
  await until(() => page.tiles.length === 12 && page.root.querySelector('.is-broken'));
  page.element.select(['photo0', 'photo6']);
  await until(() => page.hasButton('Clear selection'));
  await page.element.updateComplete;
  // It was laid out for the width of the test's own box first.
  await until(() => document.documentElement.scrollWidth <= innerWidth);
  return page;
}

const galleries: Record<string, Record<string, string | boolean>> = {
  rows: {},
  'months with a rail of dates': { 'group-by': 'month', scrubber: true },
  'cells, in another direction': { layout: 'grid', dir: 'rtl' },
};

for (const [situation, { css, ...size }] of Object.entries(situations))
  describe(`a gallery ${situation}`, () => {
    beforeEach(async function () {
      if (!(await setViewport(size))) this.skip();
      sheet.replaceSync(css);
    });

    for (const [what, attributes] of Object.entries(galleries))
      it(`shows ${what} whole, with the bar and its actions: nothing is cut, or beside the page`, async () => {
        const page = await busyGallery(attributes);
        expect(faultsOf(page.root, ON_PURPOSE)).to.deep.equal([]);
        const bar = page.root.querySelector<HTMLElement>('.toolbar')!;
        expect(bar.scrollWidth, 'the bar').to.be.at.most(bar.clientWidth);
        for (const { text, right, left } of [...bar.querySelectorAll<HTMLElement>('button, .count')]
          .filter((each) => each.checkVisibility())
          .map((each) => ({ text: each.textContent, ...each.getBoundingClientRect().toJSON() })))
          expect(left >= -1 && right <= innerWidth + 1, `${text} is within the window`).to.equal(true);
      });

    it('shows its messages whole: none, none to be had, the end', async () => {
      const empty = await asWideAsTheWindow(new FakeService([]));
      await until(() => empty.text.includes('No images yet'));
      expect(faultsOf(empty.root, '.tile')).to.deep.equal([]);
      const broken = new FakeService(await makeImages(3));
      broken.failures.push({ status: 500 });
      const failed = await asWideAsTheWindow(broken);
      await until(() => failed.hasButton('Try again'));
      expect(faultsOf(failed.root, '.tile')).to.deep.equal([]);
    });

    it('shows the question before deleting whole, and its buttons can be reached', async () => {
      const page = await busyGallery();
      page.tile('photo0').querySelector<HTMLElement>('[data-focus]')!.focus();
      page
        .tile('photo0')
        .querySelector('[data-focus]')!
        .dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true, composed: true }));
      await until(() => page.dialog?.open);
      const dialog = page.dialog!;
      expect(dialog.scrollWidth).to.be.at.most(dialog.clientWidth + 1);
      const { top, bottom } = dialog.getBoundingClientRect();
      expect(top >= -1 && bottom <= innerHeight + 1, 'within the window').to.equal(true);
      for (const button of dialog.querySelectorAll('button')) {
        button.focus();
        const box = button.getBoundingClientRect();
        expect(box.bottom <= innerHeight + 1 && box.top >= -1, `${button.textContent} is reached`).to.equal(
          true,
        );
      }
    });
  });

describe('a gallery in every language, on a narrow page', () => {
  beforeEach(async function () {
    if (!(await setViewport({ width: 320, height: 700 }))) this.skip();
  });

  for (const [what, attributes] of Object.entries(galleries))
    it(`shows ${what} whole, with the bar and its actions: no word is cut, or beside the page`, async () => {
      const page = await busyGallery(attributes);
      const faults = () => faultsOf(page.root, ON_PURPOSE);
      expect(await faultsInEveryLanguage(() => page.element.updateComplete, faults)).to.deep.equal([]);
    });

  it('shows its messages whole', async () => {
    const page = await asWideAsTheWindow(new FakeService([]));
    await until(() => page.text.includes('No images yet'));
    const faults = () => faultsOf(page.root, '.tile');
    expect(await faultsInEveryLanguage(() => page.element.updateComplete, faults)).to.deep.equal([]);
  });
});

describe('a gallery in forced colours', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    describe(colorScheme, () => {
      beforeEach(async function () {
        if (!(await emulateMedia({ colorScheme, forcedColors: 'active' }))) this.skip();
      });

      it('draws icons, marks and lines in the colours of the person', async () => {
        const page = await busyGallery();
        const text = systemColour('CanvasText');
        const style = (selector: string) => getComputedStyle(page.root.querySelector(selector)!);
        await until(() => style('.tile').borderTopColor === text);
        expect(style('.is-failed .words > .icon').stroke).to.equal(text);
        await until(
          () => style('.is-selected .mark').backgroundColor === systemColour('Highlight'),
          'the mark',
        );
        expect(style('.is-selected.tile').outlineColor).to.equal(systemColour('Highlight'));
        page.face('photo7').focus({ focusVisible: true } as FocusOptions);
        expect(getComputedStyle(page.tile('photo7')).outlineColor).to.equal(systemColour('Highlight'));
      });

      it('draws the icon of a failure', async () => {
        const service = new FakeService(await makeImages(3));
        service.failures.push({ status: 500 });
        const page = await galleryOf(service);
        await until(() => page.hasButton('Try again'));
        const icon = page.root.querySelector('.message .icon-large .icon')!;
        await until(() => getComputedStyle(icon).stroke === systemColour('CanvasText'));
      });
    });
});

describe('a gallery for a person who wants less motion', () => {
  it('runs no animation', async function () {
    if (!(await emulateMedia({ reducedMotion: 'reduce' }))) return this.skip();
    const page = await busyGallery();
    const running = page.root
      .getAnimations()
      .filter(({ effect }) => Number(effect!.getComputedTiming().activeDuration) > 1);
    expect(running.map((each) => (each as CSSAnimation).animationName)).to.deep.equal([]);
  });
});
