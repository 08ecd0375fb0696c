import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { Image } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import { renderImage } from '../../../src/image/html.ts';
import { apiUrl, ImageHarness, requestsFor, storedImage } from '../../harness/image.ts';
import { warningsDuring } from '../../harness/warnings.ts';

/** Text becomes elements as a parser makes them: already defined ones are upgraded on insertion. */
async function parsed(markup: string): Promise<ImageHarness> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  const content = document.createRange().createContextualFragment(markup);
  const element = content.querySelector('imgpro-image') as ImgproImage;
  customElements.upgrade(content);
  const harness = new ImageHarness(element);
  place.append(content);
  return harness;
}

describe('imgpro-image', () => {
  let image: Image;
  before(async () => {
    image = await storedImage();
  });
  beforeEach(() => forgetWarnings());

  it('is accessible', async () => {
    const { element } = await parsed(
      `<imgpro-image alt="A ridge" image-id="${image.id}" api-url="${apiUrl}" show-caption link="page"></imgpro-image>`,
    );
    await new ImageHarness(element).becomes('ready');
    await expect(element).to.be.accessible();
  });

  it('upgrades from plain HTML, and leaves the author’s picture as it is', async () => {
    const own = await storedImage();
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const img = new Image(320, 240);
    img.alt = 'A ridge';
    img.className = 'mine';
    img.src = `${own.url}?size=s`;
    const before = img.outerHTML;
    await img.decode();
    const element = document.createElement('imgpro-image');
    const harness = new ImageHarness(element);
    element.append(img);
    place.append(element);
    await harness.becomes('ready');
    expect(element.querySelector('img')).to.equal(img);
    expect(img.outerHTML).to.equal(before);
    expect(element.children.length).to.equal(1);
    expect(harness.states).to.deep.equal(['ready']);
    expect(harness.count('imgpro-load')).to.equal(1);
    expect(await requestsFor(own.id, 'file')).to.have.length(1);
    expect(await requestsFor(own.id, 'api')).to.have.length(0);
  });

  it('asks for no style of a picture that is there', async () => {
    const { getComputedStyle } = window;
    let asked = 0;
    window.getComputedStyle = (element, pseudo) => {
      if (element instanceof HTMLImageElement) asked += 1;
      return getComputedStyle(element, pseudo);
    };
    try {
      const harness = await parsed(
        `<imgpro-image><img alt="A ridge" width="300" height="200" src="${image.url}"></imgpro-image>`,
      );
      await harness.becomes('ready');
    } finally {
      window.getComputedStyle = getComputedStyle;
    }
    expect(asked).to.equal(0);
  });

  it('replays an error from before the upgrade', async () => {
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const img = new Image(320, 240);
    img.alt = '';
    img.src = `${image.url.replace(image.id, 'nowhere1')}`;
    await img.decode().catch(() => {});
    const element = document.createElement('imgpro-image');
    const harness = new ImageHarness(element);
    element.append(img);
    place.append(element);
    await harness.becomes('error');
    expect(harness.events.at(-1)).to.deep.include({ type: 'imgpro-error' });
    expect(harness.events.at(-1)!.detail.code).to.equal('load_failed');
  });

  it('adopts a picture with sources, inside a link, and one behind another slot’s picture', async () => {
    const { url } = image;
    const harness = await parsed(
      `<imgpro-image><img slot="caption" src="${url}?size=m" alt=""><a href="#x"><picture>` +
        `<source srcset="${url}?size=l" media="(min-width: 1px)"><img alt="A ridge" src="${url}?size=s" width="8" height="6">` +
        `</picture></a></imgpro-image>`,
    );
    const before = harness.element.innerHTML;
    await harness.becomes('ready');
    expect(harness.element.img?.alt).to.equal('A ridge');
    expect(harness.element.innerHTML).to.equal(before);
  });

  it('makes a picture from an Image', async () => {
    const element = document.createElement('imgpro-image');
    element.image = image;
    const harness = new ImageHarness(element);
    (await fixture<HTMLElement>(html`<div></div>`)).append(element);
    await harness.becomes('ready');
    const { img } = harness;
    expect(img.getAttributeNames().filter((name) => !name.startsWith('data-'))).to.deep.equal([
      'loading',
      'sizes',
      'width',
      'height',
      'decoding',
      'alt',
      'srcset',
      'src',
    ]);
    expect(img.srcset).to.equal(
      [...Object.values(image.sizes), image].map((size) => `${size!.url} ${size!.width}w`).join(', '),
    );
    expect(img.alt).to.equal('A ridge at dusk');
    expect(await requestsFor(image.id, 'api')).to.not.include(`/v1/images/${image.id}/x`);
  });

  it('reads an Image of an older generation', async () => {
    const element = document.createElement('imgpro-image');
    const { id, url, page_url, width, height } = image;
    // As G1 wrote it: `url` is the page, `src` the file.
    const old = { id, url: page_url, src: url, name: 'old.jpg', width, height, sizes: {} };
    Object.assign(element, { alt: '', image: old });
    const harness = new ImageHarness(element);
    (await fixture<HTMLElement>(html`<div></div>`)).append(element);
    await harness.becomes('ready');
    expect(harness.img.getAttribute('src')).to.equal(url);
    expect(element.currentImage!.filename).to.equal('old.jpg');
  });

  it('reads an Image of the second generation, which has one address for file and page', async () => {
    const element = document.createElement('imgpro-image');
    const { id, url, width, height } = image;
    const old = { id, link: url, extension: 'jpg', width, height, caption: 'A ridge of old' };
    Object.assign(element, { image: old, showCaption: true });
    const harness = new ImageHarness(element);
    (await fixture<HTMLElement>(html`<div></div>`)).append(element);
    await harness.becomes('ready');
    expect(harness.img.getAttribute('src')).to.equal(url);
    expect(harness.img.alt).to.equal('A ridge of old');
    expect(harness.caption).to.equal('A ridge of old');
  });

  it('makes a picture from an id, with one request each to the API and for the file', async () => {
    const own = await storedImage();
    const harness = await parsed(
      `<imgpro-image alt="A ridge" image-id="${own.id}" api-url="${apiUrl}"></imgpro-image>`,
    );
    await harness.becomes('ready');
    expect(harness.states).to.deep.equal(['loading', 'ready']);
    expect(harness.element.currentImage?.id).to.equal(own.id);
    expect(harness.img.alt).to.equal('A ridge');
    expect(await requestsFor(own.id, 'api')).to.have.length(1);
    expect(await requestsFor(own.id, 'file')).to.have.length(1);
  });

  it('makes a picture from an address', async () => {
    const harness = await parsed(
      `<imgpro-image alt="" src="${image.url}?size=s" width="426" height="320"></imgpro-image>`,
    );
    await harness.becomes('ready');
    const { img } = harness;
    expect(img.getAttribute('src')).to.equal(`${image.url}?size=s`);
    expect([img.getAttribute('width'), img.getAttribute('height')]).to.deep.equal(['426', '320']);
    expect(img.hasAttribute('srcset')).to.be.false;
  });

  it('fills in an author’s img that has no address, and keeps what is written on it', async () => {
    const harness = await parsed(
      `<imgpro-image image-id="${image.id}" api-url="${apiUrl}"><img class="mine" alt="Mine" sizes="50vw"></imgpro-image>`,
    );
    const { img } = harness;
    await harness.becomes('ready');
    expect(harness.img).to.equal(img);
    expect([img.className, img.alt, img.sizes]).to.deep.equal(['mine', 'Mine', '50vw']);
    expect(img.srcset).to.contain('426w');
  });

  it('adopts what a server has rendered, and asks for nothing', async () => {
    const own = await storedImage();
    const markup = renderImage(own, { link: 'page', showCaption: true, formats: 'webp' });
    const harness = await parsed(markup.replace('<imgpro-image', `<imgpro-image api-url="${apiUrl}"`));
    const before = harness.element.innerHTML;
    await harness.becomes('ready');
    expect(harness.element.innerHTML).to.equal(before);
    expect(harness.element.renderRoot.querySelector('[role=figure]')).to.exist;
    expect(await requestsFor(own.id, 'api')).to.have.length(0);
    expect(await requestsFor(own.id, 'file')).to.have.length(1);
  });

  it('leaves what a server has rendered when the Image comes later, until something changes', async () => {
    const harness = await parsed(renderImage(image, { loading: 'eager', alt: 'A ridge' }));
    const before = harness.element.innerHTML;
    harness.element.image = image;
    await harness.becomes('ready');
    expect(harness.element.innerHTML).to.equal(before);
    harness.element.sizes = '50vw';
    await harness.element.updateComplete;
    expect(harness.img.sizes).to.equal('50vw');
  });

  it('another id takes the place of what a server has rendered', async () => {
    const other = await storedImage({ width: 500, height: 500 });
    const markup = renderImage(image, { link: 'page', formats: 'webp', alt: 'A ridge' });
    const harness = await parsed(markup.replace('<imgpro-image', `<imgpro-image api-url="${apiUrl}"`));
    await harness.becomes('ready');
    harness.element.imageId = other.id;
    await harness.element.updateComplete;
    expect(harness.element.state).to.equal('loading');
    expect(harness.element.innerHTML).to.not.contain(image.id);
    await harness.becomes('ready');
    expect(harness.element.innerHTML).to.not.contain(image.id);
    expect((harness.img.closest('a') as HTMLAnchorElement).href).to.equal(other.page_url);
    expect(harness.img.currentSrc).to.contain(other.id);
  });

  describe('in any order', () => {
    const steps: Record<string, (element: ImgproImage) => unknown> = {
      image: (element) => (element.image = image),
      sizes: (element) => element.setAttribute('sizes', '50vw'),
      alt: (element) => (element.alt = 'A ridge'),
      formats: (element) => element.setAttribute('formats', 'webp'),
      transform: (element) => (element.transform = { sharp: 2 }),
    };
    const orders = [Object.keys(steps), Object.keys(steps).reverse()];
    for (const order of orders)
      for (const at of [0, 2, order.length])
        it(`${order.join(', ')}, connected after ${at}`, async () => {
          const place = await fixture<HTMLElement>(html`<div></div>`);
          const element = document.createElement('imgpro-image');
          for (const [index, step] of order.entries()) {
            if (index === at) {
              place.append(element);
              await nextFrame();
            }
            steps[step]!(element);
          }
          if (!element.isConnected) place.append(element);
          await element.updateComplete;
          const { img } = element;
          expect(img?.parentElement?.localName).to.equal('picture');
          expect(img?.alt).to.equal('A ridge');
          expect(img?.sizes).to.equal('50vw');
          expect(img?.getAttribute('src')).to.equal(`${image.url}?sharp=2`);
          expect(element.querySelectorAll('img, picture, source')).to.have.length(3);
          expect(element.querySelector('source')!.srcset).to.contain('format=webp&sharp=2');
        });

    it('takes properties that were set before the upgrade', async () => {
      const place = await fixture<HTMLElement>(html`<div></div>`);
      const raw = document.implementation.createHTMLDocument().createElement('imgpro-image') as ImgproImage;
      raw.image = image;
      expect(raw).to.not.be.instanceOf(customElements.get('imgpro-image')!);
      place.append(raw);
      await new ImageHarness(raw).becomes('ready');
    });

    it('lets the author’s picture win over an Image that comes before or after it', async () => {
      for (const first of ['image', 'img']) {
        const element = document.createElement('imgpro-image');
        const img = new Image(10, 10);
        img.alt = 'Mine';
        img.src = `${image.url}?size=s`;
        const place = await fixture<HTMLElement>(html`<div></div>`);
        place.append(element);
        if (first === 'image') element.image = image;
        else element.append(img);
        await nextFrame();
        if (first === 'image') element.prepend(img);
        else element.image = image;
        await new ImageHarness(element).becomes('ready');
        expect(element.img, first).to.equal(img);
        expect(img.hasAttribute('srcset')).to.be.false;
      }
    });
  });

  describe('changes', () => {
    it('another Image gets another picture; null takes it away; the same gives it back', async () => {
      const other = await storedImage({ width: 600, height: 900 });
      const element = document.createElement('imgpro-image');
      element.image = image;
      const harness = new ImageHarness(element);
      (await fixture<HTMLElement>(html`<div></div>`)).append(element);
      await harness.becomes('ready');
      element.image = other;
      await element.updateComplete;
      await harness.becomes('ready');
      expect(element.querySelectorAll('img')).to.have.length(1);
      expect(harness.img.getAttribute('height')).to.equal('900');
      element.image = null;
      await element.updateComplete;
      expect(element.state).to.equal('loading');
      expect(element.childElementCount).to.equal(0);
      element.image = image;
      await harness.becomes('ready');
      expect(harness.img.getAttribute('src')).to.equal(image.url);
    });

    it('a change of sizes does not load again what is there', async () => {
      const own = await storedImage();
      const element = document.createElement('imgpro-image');
      element.image = own;
      const harness = new ImageHarness(element);
      (await fixture<HTMLElement>(html`<div></div>`)).append(element);
      await harness.becomes('ready');
      const { img } = harness;
      const written: (string | null)[] = [];
      const observer = new MutationObserver((records) =>
        written.push(...records.map(({ attributeName }) => attributeName)),
      );
      observer.observe(img, { attributes: true });
      element.sizes = '99vw';
      await element.updateComplete;
      await nextFrame();
      expect(written).to.deep.equal(['sizes']);
      await harness.becomes('ready');
      expect(harness.img).to.equal(img);
      expect(await requestsFor(own.id, 'file')).to.have.length(1);
    });

    it('a link is wrapped around the picture, follows the image, and goes again', async () => {
      const element = document.createElement('imgpro-image');
      element.image = image;
      element.link = 'page';
      (await fixture<HTMLElement>(html`<div></div>`)).append(element);
      await element.updateComplete;
      const { img } = element;
      expect((img!.parentElement as HTMLAnchorElement).href).to.equal(image.page_url);
      element.link = 'file';
      await element.updateComplete;
      expect((img!.parentElement as HTMLAnchorElement).href).to.equal(image.url);
      element.link = null;
      await element.updateComplete;
      expect(img!.parentElement).to.equal(element);
    });

    it('survives removal and return, and being moved', async () => {
      const harness = await parsed(
        `<imgpro-image alt="" image-id="${image.id}" api-url="${apiUrl}"></imgpro-image>`,
      );
      const { element } = harness;
      const place = element.parentElement!;
      await harness.becomes('ready');
      const { img } = harness;
      element.remove();
      await nextFrame();
      place.append(element);
      await harness.becomes('ready');
      place.prepend(element);
      await element.updateComplete;
      expect(harness.img).to.equal(img);
      expect(harness.states).to.deep.equal(['loading', 'ready']);
    });

    it('a clone shows its own image', async () => {
      const element = document.createElement('imgpro-image');
      element.image = image;
      const place = await fixture<HTMLElement>(html`<div></div>`);
      place.append(element);
      await new ImageHarness(element).becomes('ready');
      const other = await storedImage({ width: 500, height: 500 });
      const clone = element.cloneNode(true) as ImgproImage;
      clone.image = other;
      place.append(clone);
      await new ImageHarness(clone).becomes('ready');
      expect(clone.querySelectorAll('img')).to.have.length(1);
      expect(clone.img?.getAttribute('src')).to.equal(other.url);
    });
  });

  describe('tells the author, once,', () => {
    const warned = (change: (element: ImgproImage) => void) =>
      warningsDuring(async () => {
        for (let again = 0; again < 2; again++) {
          const element = document.createElement('imgpro-image');
          element.image = { ...image, caption: null };
          element.alt = 'A ridge';
          change(element);
          (await fixture<HTMLElement>(html`<div></div>`)).append(element);
          await element.updateComplete;
        }
      });

    it('of a picture without a text alternative', async () => {
      const said = await warned((element) => (element.alt = null));
      expect(said).to.have.length(1);
      expect(said[0]).to.contain('without a text alternative');
    });

    it('that alt="" is a choice, and no mistake', async () => {
      expect(await warned((element) => (element.alt = ''))).to.deep.equal([]);
    });

    it('of what the service would ignore', async () => {
      const said = await warned((element) => {
        element.setAttribute('transform', 'formt=webp');
        element.setAttribute('formats', 'jxl');
        element.setAttribute('nsfw', 'maybe');
        element.setAttribute('link', 'home');
      });
      expect(said.map((words) => /<imgpro-image ([\w-]+)/.exec(words)?.[1])).to.have.members([
        'transform',
        'formats',
        'nsfw',
        'link',
      ]);
    });

    it('of an Image that is none', async () => {
      const said = await warned((element) => (element.image = { nonsense: true } as unknown as Image));
      // A picture of the test before may arrive late, and its element repeat what it had to say.
      expect(said.filter((words) => words.includes('.image is not an Image of the API'))).to.have.length(1);
    });
  });
});
