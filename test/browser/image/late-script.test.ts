import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { Image } from '../../../src/api/index.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import { renderImage } from '../../../src/image/html.ts';
import { apiUrl, holdFile, storedImage } from '../../harness/image.ts';

/** A page with imgpro.css alone, whose script comes when it is told to. */
async function page(body: string) {
  const frame = await fixture<HTMLIFrameElement>(
    html`<iframe title="A page" width="600" height="700"></iframe>`,
  );
  const { contentWindow, contentDocument } = frame;
  const document = contentDocument!;
  document.open();
  document.write(
    `<!doctype html><html lang="en"><title>x</title><link rel="stylesheet" href="/src/imgpro.css">` +
      `<body style="margin: 0">${body}<p>Below</p></body></html>`,
  );
  document.close();
  await waitUntil(() => document.readyState === 'complete' && document.styleSheets.length === 1, 'the page', {
    timeout: 6000,
  });
  return {
    document,
    element: document.querySelector('imgpro-image') as ImgproImage,
    below: () => document.querySelector('p:last-of-type')!.getBoundingClientRect().top,
    async script() {
      const script = document.createElement('script');
      script.type = 'module';
      script.src = '/src/define/image.ts';
      document.head.append(script);
      await contentWindow!.customElements.whenDefined('imgpro-image');
      await document.querySelector('imgpro-image')!.updateComplete;
    },
  };
}

/** Whether a style may read a ratio off the element; where it may not, the place is 4/3 until the script is there. */
const readsRatios = CSS.supports('aspect-ratio: attr(ratio type(*), 4 / 3)');

describe('imgpro-image and a script that comes late', () => {
  let image: Image;
  before(async () => {
    image = await storedImage({ width: 1500, height: 1000 });
  });

  it('imgpro.css holds the place that the picture will have', async () => {
    const { element, below, script } = await page(
      `<imgpro-image alt="" image-id="${image.id}" api-url="${apiUrl}" ratio="3/2"></imgpro-image>`,
    );
    const top = below();
    expect(element.getBoundingClientRect().height).to.equal(readsRatios ? 400 : 450);
    await script();
    // From here on it is the picture's own, in every browser.
    const place = below();
    if (readsRatios) expect(place).to.equal(top);
    expect(element.getBoundingClientRect().height).to.equal(400);
    await waitUntil(() => element.state === 'ready', 'ready', { timeout: 6000 });
    expect(below()).to.be.closeTo(place, 0.6);
  });

  it('… and that of an address with its size, no larger than that', async () => {
    const { element, below, script } = await page(
      `<imgpro-image alt="" src="${image.url}?size=s" width="300" height="200"></imgpro-image>`,
    );
    const top = below();
    expect(element.getBoundingClientRect().height).to.equal(readsRatios ? 200 : 450);
    await script();
    const place = below();
    if (readsRatios) expect(place).to.be.closeTo(top, 0.6);
    expect(element.getBoundingClientRect().height).to.be.closeTo(200, 0.6);
    await waitUntil(() => element.state === 'ready', 'ready', { timeout: 6000 });
    expect(below()).to.be.closeTo(place, 0.6);
  });

  it('what a server has put behind a picture stays there through the upgrade, until that is loaded', async () => {
    const slow = await storedImage({ width: 1500, height: 1000 });
    await holdFile(slow.url, 2500);
    const { element, document, below, script } = await page(
      // The tiny one is of another file, which is not held back.
      renderImage({ ...slow, sizes: {} }, { alt: 'A ridge', placeholder: 'blur' }).replace(
        /src="[^"]*w=32"/,
        `src="${image.url}?w=32"`,
      ),
    );
    const behind = document.querySelector<HTMLImageElement>('img[slot]')!;
    const before = behind.getBoundingClientRect();
    expect([before.width, before.height]).to.deep.equal([600, 400]);
    const top = below();
    await script();
    expect(element.state).to.equal('loading');
    expect(behind.getBoundingClientRect().width).to.be.at.least(600);
    expect(below()).to.be.closeTo(top, 0.6);
    await waitUntil(() => element.state === 'ready', 'ready', { timeout: 6000 });
    expect(behind.getBoundingClientRect().width).to.equal(0);
    expect(below()).to.be.closeTo(top, 0.6);
  });

  it('a picture from the server is there before, and stands still', async () => {
    const { element, document, below, script } = await page(
      renderImage(image, { alt: 'A ridge', placeholder: 'blur', showCaption: true }),
    );
    const img = document.querySelector<HTMLImageElement>('img[data-imgpro]')!;
    await waitUntil(() => img.complete && img.naturalWidth > 0, 'the picture', { timeout: 6000 });
    const box = img.getBoundingClientRect();
    expect(box.width).to.equal(600);
    const placeholder = document.querySelector('img[slot]')!.getBoundingClientRect();
    expect(placeholder.width).to.equal(600);
    const caption = document.querySelector('[slot=caption]')!;
    expect(caption.getBoundingClientRect().top).to.be.at.least(box.bottom);
    const top = below();
    await script();
    await waitUntil(() => element.state === 'ready', 'ready', { timeout: 6000 });
    expect(img.getBoundingClientRect()).to.deep.equal(box);
    expect(below()).to.be.closeTo(top, 0.6);
  });
});
