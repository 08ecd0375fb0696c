import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Image } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import { forgetRevealed } from '../../../src/elements/image/revealed.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import { currentLightbox } from '../../../src/elements/shared/lightbox/lightbox.ts';
import { apiUrl, ImageHarness, storedImage } from '../../harness/image.ts';

async function shown(set: (element: ImgproImage) => void): Promise<ImageHarness> {
  const element = document.createElement('imgpro-image');
  element.alt = 'A ridge';
  element.zoomable = true;
  set(element);
  const harness = new ImageHarness(element);
  (await fixture<HTMLElement>(html`<div></div>`)).append(element);
  return harness;
}

const opened = () => waitUntil(() => currentLightbox(), 'the viewer opens', { timeout: 5000 });
const closed = () =>
  waitUntil(() => !currentLightbox() && !document.querySelector('dialog'), 'the viewer closes', {
    timeout: 5000,
  });

describe('imgpro-image, zoomable', () => {
  let image: Image;
  before(async () => {
    image = await storedImage();
  });
  beforeEach(() => forgetRevealed());
  afterEach(async () => {
    currentLightbox()?.close();
    await closed();
  });

  it('is accessible', async () => {
    const harness = await shown((element) => (element.image = image));
    await harness.becomes('ready');
    await expect(harness.element).to.be.accessible();
    expect(harness.button('zoom')!.ariaLabel).to.equal('View larger: A ridge');
  });

  it('opens the viewer by a click on the picture', async () => {
    const harness = await shown((element) => (element.image = image));
    await harness.becomes('ready');
    harness.img.click();
    await opened();
    expect(currentLightbox()!.id).to.equal(image.id);
    expect(document.querySelector('dialog')!.ariaLabel).to.equal('Image viewer');
  });

  it('nothing lies between the pointer and a picture whose size became known late', async () => {
    const harness = await shown((element) => Object.assign(element, { imageId: image.id, apiUrl }));
    await harness.becomes('ready');
    const { left, top, width, height } = harness.img.getBoundingClientRect();
    expect(document.elementFromPoint(left + width / 2, top + height / 2)?.localName).to.equal('img');
  });

  it('opens by keyboard, and gives the focus back', async () => {
    const harness = await shown((element) => (element.image = image));
    await harness.becomes('ready');
    harness.button('zoom')!.focus();
    await sendKeys({ press: 'Enter' });
    await opened();
    await sendKeys({ press: 'Escape' });
    await closed();
    await waitUntil(() => harness.element.shadowRoot!.activeElement === harness.button('zoom'), 'the focus', {
      timeout: 5000,
    });
  });

  it('shows a page’s own picture too', async () => {
    const img = new Image(426, 320);
    img.alt = 'Mine';
    img.src = `${image.url}?size=s`;
    const harness = await shown((element) => element.append(img));
    await harness.becomes('ready');
    img.click();
    await opened();
    expect(currentLightbox()!.id).to.equal(img.src);
  });

  it('shows the largest file of a page’s own picture, not the size that it has in the layout', async () => {
    const small = Object.values(image.sizes)[0]!;
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const open = async (markup: string) => {
      host.innerHTML = `<imgpro-image zoomable>${markup}</imgpro-image>`;
      const harness = new ImageHarness(host.firstElementChild as ImgproImage);
      await harness.becomes('ready');
      harness.img.click();
      await opened();
      const shown = () => document.querySelector<HTMLImageElement>('.pswp__img:not(.pswp__img--placeholder)');
      await waitUntil(() => shown()?.naturalWidth, 'the picture is there', { timeout: 5000 });
      const { scaleWidth, width } = { scaleWidth: shown()!.naturalWidth, width: shown()!.src };
      currentLightbox()!.close();
      await closed();
      return [scaleWidth, width];
    };
    const files = `${small.url} ${small.width}w, ${image.url} ${image.width}w`;
    const widest = `${image.url}`;
    const responsive = `<img alt="Mine" width="300" height="225" sizes="300px" srcset="${files}" src="${small.url}">`;
    expect((await open(responsive))[1]).to.equal(widest);
    const alone = `<img alt="Mine" width="300" height="225" src="${image.url}">`;
    expect((await open(alone))[1]).to.equal(widest);
    const dense = `<img alt="Mine" width="300" srcset="${small.url} 1x, ${image.url} 2x" src="${small.url}">`;
    expect((await open(dense))[1]).to.equal(widest);
    const inPicture = `<picture><source srcset="${files}" sizes="300px"><img alt="Mine" width="300" src="${small.url}"></picture>`;
    expect((await open(inPicture))[1]).to.equal(widest);
  });

  it('leaves a click to the link around the picture', async () => {
    const harness = await shown((element) => Object.assign(element, { image, link: 'page' }));
    await harness.becomes('ready');
    harness.element.addEventListener('click', (event) => event.preventDefault());
    harness.img.closest('a')!.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    harness.img.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    await harness.element.updateComplete;
    expect(currentLightbox()).to.be.null;
  });

  it('is no way past the veil over a flagged picture', async () => {
    const harness = await shown((element) => (element.image = { ...image, nsfw: true }));
    await harness.becomes('nsfw');
    expect(harness.button('zoom')).to.be.null;
    harness.img.click();
    expect(currentLightbox()).to.be.null;
  });

  it('takes the viewer along when it leaves the page, and keeps it when it is moved', async () => {
    const harness = await shown((element) => (element.image = image));
    await harness.becomes('ready');
    harness.img.click();
    await opened();
    const viewer = currentLightbox();
    (await fixture<HTMLElement>(html`<div></div>`)).append(harness.element);
    await harness.element.updateComplete;
    expect(currentLightbox() === viewer).to.equal(true);
    await waitUntil(() => document.querySelector('dialog[data-state=open]'), 'it has opened');
    harness.element.remove();
    await closed();
  });
});
