import { expect, oneEvent } from '@open-wc/testing';
import ar from '../../../src/locales/ar.ts';
import de from '../../../src/locales/de.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import { setViewport } from '../../harness/emulation.ts';
import { until } from '../../harness/gallery.ts';
import { freshEntry, tidyUp, viewerOf, type ViewerPage } from '../../harness/viewer.ts';

/** Takes the place of something of the browser until the test is over. */
const replaced: (() => void)[] = [];
function replace(owner: object, name: string, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  replaced.push(() =>
    before ? Object.defineProperty(owner, name, before) : Reflect.deleteProperty(owner, name),
  );
}

const news = (page: ViewerPage) => page.controls.querySelector('.news')!.textContent!.trim();

async function opened(id = 'photo1'): Promise<ViewerPage> {
  const page = await viewerOf();
  await page.gallery.element.open(id);
  await page.opened();
  return page;
}

describe('the buttons of the viewer', () => {
  before(() => {
    registerLocale(de);
    registerLocale(ar);
  });
  beforeEach(freshEntry);
  afterEach(async () => {
    for (const restore of replaced.splice(0)) restore();
    await tidyUp();
    document.documentElement.removeAttribute('dir');
    document.documentElement.lang = 'en';
  });

  it('save the file of the image under its name', async () => {
    const page = await opened();
    const saved: string[] = [];
    replace(HTMLAnchorElement.prototype, 'click', function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    page.control('download').click();
    await until(() => saved.length > 0);
    expect(saved).to.deep.equal(['photo-1.jpg']);
  });

  it('copy the address of its page, and say so', async () => {
    const copied: string[] = [];
    replace(navigator, 'clipboard', { writeText: async (text: string) => void copied.push(text) });
    const page = await opened();
    page.control('copy-link').click();
    await until(() => news(page) === 'Link copied');
    expect(copied).to.deep.equal(['https://img.example/photo1']);
    page.control('next').click();
    await until(() => news(page) === '');
  });

  it('say that it could not be copied', async () => {
    replace(navigator, 'clipboard', {
      writeText: () => Promise.reject(new DOMException('', 'NotAllowedError')),
    });
    replace(document, 'execCommand', () => false);
    const page = await opened();
    page.control('copy-link').click();
    await until(() => news(page) === 'The link could not be copied');
  });

  it('share it where the device can', async () => {
    const shared: ShareData[] = [];
    replace(navigator, 'canShare', () => true);
    replace(navigator, 'share', async (data: ShareData) => void shared.push(data));
    const page = await opened();
    page.control('share').click();
    await until(() => shared.length > 0);
    expect(shared).to.deep.equal([{ url: 'https://img.example/photo1', title: 'photo1' }]);
    expect(news(page)).to.equal('');
  });

  it('… and are fewer where it cannot', async () => {
    replace(navigator, 'share', undefined);
    const page = await opened();
    expect(page.has('share')).to.equal(false);
    expect(page.has('copy-link')).to.equal(true);
  });

  it('copy the address where sharing fails, and say nothing when a person gives it up', async () => {
    let name = 'NotAllowedError';
    const copied: string[] = [];
    replace(navigator, 'canShare', () => true);
    replace(navigator, 'share', () => Promise.reject(new DOMException('', name)));
    replace(navigator, 'clipboard', { writeText: async (text: string) => void copied.push(text) });
    const page = await opened();
    page.control('share').click();
    await until(() => news(page) === 'Link copied');
    name = 'AbortError';
    page.control('next').click();
    await until(() => page.position === '3 of 6');
    page.control('share').click();
    await new Promise(requestAnimationFrame);
    expect(copied).to.have.length(1);
    expect(news(page)).to.equal('');
  });

  it('have the names of the page’s language', async () => {
    for (const [lang, names] of [
      ['de', ['Vergrößern', 'Herunterladen', 'Link kopieren', 'Bildseite öffnen', 'Schließen']],
      ['ar', ['تكبير', 'تنزيل', 'نسخ الرابط', 'فتح صفحة الصورة', 'إغلاق']],
    ] as const) {
      document.documentElement.lang = lang;
      const page = await opened();
      await until(() => page.has('zoom'));
      const labels = [...page.controls.querySelectorAll('.bar .icon-button:not(.share)')].map(
        ({ ariaLabel }) => ariaLabel,
      );
      expect(labels).to.deep.equal(names);
      page.gallery.element.close();
      await page.closed();
      page.gallery.element.remove();
    }
  });

  it('are large enough for a finger, and all in view, on a narrow phone', async function () {
    if (!(await setViewport({ width: 360, height: 640 }))) this.skip();
    replace(navigator, 'canShare', () => true);
    replace(navigator, 'share', () => Promise.resolve());
    document.documentElement.dir = 'rtl';
    try {
      const page = await opened();
      await until(() => page.has('zoom'));
      const buttons = [...page.controls.querySelectorAll<HTMLElement>('.icon-button')];
      expect(buttons).to.have.length(8);
      const boxes = [...buttons, page.controls.querySelector<HTMLElement>('.position')!].map((element) => ({
        name: element.className,
        box: element.getBoundingClientRect(),
      }));
      for (const { name, box } of boxes) {
        expect(box.left, name).to.be.at.least(0);
        expect(box.right, name).to.be.at.most(360);
        if (name === 'position') continue;
        expect(box.width, name).to.be.at.least(44);
        expect(box.height, name).to.be.at.least(44);
      }
      for (const [at, one] of boxes.entries())
        for (const other of boxes.slice(at + 1)) {
          const apart =
            one.box.right <= other.box.left ||
            other.box.right <= one.box.left ||
            one.box.bottom <= other.box.top ||
            other.box.bottom <= one.box.top;
          expect(apart, `${one.name} and ${other.name}`).to.equal(true);
        }
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('are not there for a picture that is not to be seen yet', async () => {
    const page = await viewerOf(1);
    const image = page.gallery.element.loaded[0]!;
    page.gallery.element.images = [
      { ...image, nsfw: true, transformable: true, page_url: 'https://img.example/x' },
    ];
    await until(() => page.gallery.element.loaded[0]?.nsfw);
    await page.gallery.element.open('photo0');
    await page.opened();
    for (const name of ['download', 'copy-link', 'share']) expect(page.has(name), name).to.equal(false);
    page.controls.querySelector<HTMLButtonElement>('.veil button')!.click();
    await until(() => page.has('download'));
    const closed = oneEvent(page.gallery.element, 'imgpro-close');
    page.control('close').click();
    await closed;
  });
});
