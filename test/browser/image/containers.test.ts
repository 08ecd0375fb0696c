import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Image } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import { apiUrl, ImageHarness, requestsFor, storedImage } from '../../harness/image.ts';
import { press } from '../../harness/press.ts';

let image: Image;
before(async () => {
  image = await storedImage({ width: 800, height: 600 });
});
afterEach(async () => {
  document.querySelector('.imgpro-lightbox')?.dispatchEvent(new Event('cancel', { cancelable: true }));
  await waitUntil(() => !document.querySelector('.imgpro-lightbox'), 'a viewer stays', { timeout: 3000 });
});

function within(container: Element | ShadowRoot, attributes: Record<string, string> = {}): ImageHarness {
  const element = document.createElement('imgpro-image');
  for (const [name, value] of Object.entries({
    'image-id': image.id,
    'api-url': apiUrl,
    alt: 'A ridge',
    ...attributes,
  }))
    element.setAttribute(name, value);
  container.append(element);
  return new ImageHarness(element);
}

/** The viewer on the page, once it can be used. */
async function viewer(): Promise<HTMLDialogElement> {
  await waitUntil(
    () =>
      document.querySelector(
        '.imgpro-lightbox[data-state=open], [popover] .imgpro-lightbox[data-state=open]',
      ),
    'no viewer',
    {
      timeout: 5000,
    },
  );
  return document.querySelector<HTMLDialogElement>('.imgpro-lightbox')!;
}

interface Hidden {
  element: HTMLElement;
  show(): void;
}

const containers: Record<string, () => Promise<Hidden>> = {
  'a dialog': async () => {
    const element = await fixture<HTMLDialogElement>(html`<dialog></dialog>`);
    return { element, show: () => element.show() };
  },
  'a modal dialog': async () => {
    const element = await fixture<HTMLDialogElement>(html`<dialog></dialog>`);
    return { element, show: () => element.showModal() };
  },
  'a closed details': async () => {
    const element = await fixture<HTMLDetailsElement>(html`<details><summary>More</summary></details>`);
    return { element, show: () => (element.open = true) };
  },
  'a hidden section': async () => {
    const element = await fixture<HTMLElement>(html`<section hidden></section>`);
    return { element, show: () => (element.hidden = false) };
  },
  'a section without content-visibility': async () => {
    const element = await fixture<HTMLElement>(html`<section></section>`);
    element.style.setProperty('content-visibility', 'hidden');
    return { element, show: () => element.style.setProperty('content-visibility', 'visible') };
  },
  'a popover': async () => {
    const element = await fixture<HTMLElement>(html`<div popover></div>`);
    return { element, show: () => element.showPopover() };
  },
};

for (const [name, make] of Object.entries(containers))
  describe(`an image in ${name} that is opened later`, () => {
    it('is there then, as wide as its place', async () => {
      const { element, show } = await make();
      element.style.setProperty('width', '400px');
      const page = within(element);
      await page.element.updateComplete;
      show();
      await page.becomes('ready');
      await waitUntil(() => page.img.naturalWidth > 0);
      expect(page.img.getBoundingClientRect().width).to.be.closeTo(
        page.element.getBoundingClientRect().width,
        1,
      );
      expect(page.img.offsetHeight).to.be.greaterThan(100);
    });

    it('zooms above it; Escape closes the viewer alone, and the focus is back', async () => {
      const { element, show } = await make();
      const page = within(element, { zoomable: '' });
      const opener = await fixture<HTMLButtonElement>(html`<button>Open</button>`);
      opener.addEventListener('click', show);
      opener.focus();
      await sendKeys({ press: 'Enter' });
      await page.becomes('ready');
      await waitUntil(() => page.button('zoom'));
      page.button('zoom')!.focus();
      await sendKeys({ press: 'Enter' });
      const dialog = await viewer();
      const { left, top, width, height } = dialog.getBoundingClientRect();
      expect([left, top, width, height]).to.deep.equal([
        0,
        0,
        document.documentElement.clientWidth,
        innerHeight,
      ]);
      expect(dialog.contains(document.elementFromPoint(width / 2, height / 2))).to.equal(true);
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !dialog.isConnected, 'the viewer is open still', { timeout: 3000 });
      expect(
        page.element.checkVisibility({ contentVisibilityAuto: true }),
        'its place is open still',
      ).to.equal(true);
      expect(page.element.shadowRoot!.activeElement === page.button('zoom')).to.equal(true);
    });
  });

describe('an image in a shadow root of the page', () => {
  for (const mode of ['open', 'closed'] as const)
    it(`is drawn and zooms: ${mode}`, async () => {
      const host = await fixture<HTMLElement>(html`<div></div>`);
      const page = within(host.attachShadow({ mode }), { zoomable: '' });
      await page.becomes('ready');
      expect(getComputedStyle(page.img).display).to.equal('block');
      page.img.click();
      const dialog = await viewer();
      expect(dialog.matches(':modal')).to.equal(true);
    });

  it('is drawn where it is slotted', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    host.attachShadow({ mode: 'open' }).append(document.createElement('slot'));
    const page = within(host);
    await page.becomes('ready');
    expect(getComputedStyle(page.img).display).to.equal('block');
  });
});

describe('an image in a popover within a shadow root', () => {
  it('zooms, and the popover stays', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const popover = document.createElement('div');
    popover.popover = 'auto';
    host.attachShadow({ mode: 'open' }).append(popover);
    const page = within(popover, { zoomable: '' });
    popover.showPopover();
    await page.becomes('ready');
    page.img.click();
    await waitUntil(() => host.shadowRoot!.querySelector('.imgpro-lightbox[data-state=open]'), 'no viewer', {
      timeout: 5000,
    });
    const dialog = host.shadowRoot!.querySelector<HTMLDialogElement>('.imgpro-lightbox')!;
    expect(popover.matches(':popover-open')).to.equal(true);
    expect(getComputedStyle(dialog).inlineSize).to.equal(`${innerWidth}px`);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !dialog.isConnected, 'the viewer is open still', { timeout: 3000 });
    expect(popover.matches(':popover-open')).to.equal(true);
  });
});

describe('an image in a place that is inert', () => {
  it('is drawn, and offers its tools when the place can be used', async () => {
    const section = await fixture<HTMLElement>(html`<section inert></section>`);
    const page = within(section, { zoomable: '' });
    await page.becomes('ready');
    section.inert = false;
    page.button('zoom')!.focus();
    expect(page.element.shadowRoot!.activeElement === page.button('zoom')).to.equal(true);
  });
});

describe('images in a box that scrolls', () => {
  for (const direction of ['Y', 'X'] as const)
    it(`are asked for in time, and not all at once: overflow-${direction.toLowerCase()}`, async function () {
      if (!('scrollMargin' in IntersectionObserver.prototype)) return this.skip();
      const images = await Promise.all(
        Array.from({ length: 2 }, () => storedImage({ width: 64, height: 48 })),
      );
      const box = await fixture<HTMLElement>(html`<div><div class="row"></div></div>`);
      Object.assign(box.style, { width: '300px', height: '300px', overflow: 'auto' });
      const row = box.firstElementChild as HTMLElement;
      row.style.setProperty('display', 'flex');
      row.style.setProperty('flex-direction', direction === 'Y' ? 'column' : 'row');
      const spacer = (size: string) => {
        const element = document.createElement('div');
        Object.assign(element.style, { flex: 'none', [direction === 'Y' ? 'height' : 'width']: size });
        return element;
      };
      const [near, far] = images.map((one) => {
        row.append(spacer(one === images[0] ? '400px' : '9000px'));
        const page = within(row, { 'image-id': one.id });
        Object.assign(page.element.style, { flex: 'none', width: '200px' });
        return page;
      });
      await near!.becomes('ready');
      expect(await requestsFor(images[1]!.id, 'api')).to.have.length(0);
      if (direction === 'Y') box.scrollTop = 9300;
      else box.scrollLeft = 9300;
      await far!.becomes('ready');
    });
});

describe('the viewer of an image', () => {
  const situations: Record<string, (place: HTMLElement) => void> = {
    'under zoom: 1.5 of the page': () => document.documentElement.style.setProperty('zoom', '1.5'),
    'under zoom: 0.5 of the body': () => document.body.style.setProperty('zoom', '0.5'),
    'under zoom: 2 of its place': (place) => place.style.setProperty('zoom', '2'),
    'under a scaled place': (place) => place.style.setProperty('transform', 'scale(0.5)'),
  };
  afterEach(() => {
    document.documentElement.style.removeProperty('zoom');
    document.body.style.removeProperty('zoom');
  });

  for (const [situation, set] of Object.entries(situations))
    it(`fills the window, and the picture is within it, in its shape: ${situation}`, async function () {
      // Older engines give boxes in pixels of the element, and none of the window.
      if (!('currentCSSZoom' in Element.prototype)) return this.skip();
      const place = await fixture<HTMLElement>(html`<section></section>`);
      place.style.setProperty('width', '300px');
      set(place);
      const page = within(place, { zoomable: '' });
      await page.becomes('ready');
      page.img.click();
      const dialog = await viewer();
      const box = dialog.getBoundingClientRect();
      expect([box.left, box.top], 'place').to.deep.equal([0, 0]);
      expect(box.width, 'width').to.be.closeTo(innerWidth, 1);
      expect(box.height, 'height').to.be.closeTo(innerHeight, 1);
      const picture = dialog
        .querySelector('img.pswp__img:not(.pswp__img--placeholder)')!
        .getBoundingClientRect();
      expect(picture.left, 'left').to.be.at.least(-1);
      expect(picture.top, 'top').to.be.at.least(-1);
      expect(picture.right, 'right').to.be.at.most(innerWidth + 1);
      expect(picture.bottom, 'bottom').to.be.at.most(innerHeight + 1);
      expect(picture.width / picture.height, 'shape').to.be.closeTo(4 / 3, 0.02);
      expect((picture.left + picture.right) / 2, 'in the middle').to.be.closeTo(innerWidth / 2, 2);
      await press('Escape');
      await waitUntil(() => !dialog.isConnected, 'it is open still', { timeout: 3000 });
    });
});
