import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { Image } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import { apiUrl, requestsFor, storedImage } from '../../harness/image.ts';

/** Elements far below what is seen. */
async function far(count: number, set: (element: ImgproImage) => void): Promise<ImgproImage[]> {
  const page = await fixture<HTMLElement>(html`<div><div class="above"></div></div>`);
  page.querySelector<HTMLElement>('.above')!.style.setProperty('height', '30000px');
  const elements = Array.from({ length: count }, () => {
    const element = document.createElement('imgpro-image');
    element.alt = 'A ridge';
    set(element);
    return element;
  });
  page.append(...elements);
  await Promise.all(elements.map(({ updateComplete }) => updateComplete));
  return elements;
}

const print = () => window.dispatchEvent(new Event('beforeprint'));
const areReady = (elements: ImgproImage[]) =>
  waitUntil(() => elements.every(({ state }) => state === 'ready'), 'all are there', { timeout: 5000 });

describe('a page with images, printed', () => {
  let image: Image;
  beforeEach(async () => {
    image = await storedImage({ width: 640, height: 480 });
  });

  it('asks for all images by id, though none was near', async () => {
    const elements = await far(20, (element) => Object.assign(element, { imageId: image.id, apiUrl }));
    expect(await requestsFor(image.id, 'api')).to.have.length(0);
    print();
    await areReady(elements);
    expect(elements.every(({ img }) => img!.naturalWidth > 0)).to.equal(true);
    expect(await requestsFor(image.id, 'api'), 'they share one request').to.have.length(1);
  });

  it('asks for all images that are known as well', async () => {
    const elements = await far(2, (element) => (element.image = image));
    print();
    await areReady(elements);
  });

  it('leaves a picture that is there as it is: none is loaded twice', async () => {
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: 'A ridge', image });
    (await fixture<HTMLElement>(html`<div></div>`)).append(element);
    await areReady([element]);
    const before = element.img!.outerHTML;
    print();
    await element.updateComplete;
    expect(element.img!.outerHTML).to.equal(before);
  });
});

describe('an image in a box that scrolls sideways', () => {
  it('is asked for before it is seen', async function () {
    if (!('scrollMargin' in IntersectionObserver.prototype)) return this.skip();
    const image = await storedImage({ width: 640, height: 480 });
    const box = await fixture<HTMLElement>(html`<div><div class="row"></div></div>`);
    Object.assign(box.style, { width: '300px', overflowX: 'auto' });
    const row = box.querySelector<HTMLElement>('.row')!;
    Object.assign(row.style, { width: '3000px', paddingInlineStart: '400px', boxSizing: 'border-box' });
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: 'A ridge', imageId: image.id, apiUrl });
    element.style.setProperty('width', '200px');
    row.append(element);
    await waitUntil(() => element.currentImage, 'it is near, and not asked for', { timeout: 5000 });
  });
});
