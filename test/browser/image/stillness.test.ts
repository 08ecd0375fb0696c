import { expect, fixture, html } from '@open-wc/testing';
import type { Image } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import { ImageHarness, owner, storedImage } from '../../harness/image.ts';
import { painted, shiftsDuring } from '../../harness/shifts.ts';

/** A column with text below the picture, which moves when the picture does. */
async function column(css = ''): Promise<HTMLElement> {
  const place = await fixture<HTMLElement>(
    html`<div class="column">
      <style>
        .column {
          inline-size: 500px;
          ${css}
        }
      </style>
      <p class="below">Text below the picture, which moves when the picture does.</p>
    </div>`,
  );
  await painted();
  return place;
}

function put(place: HTMLElement, element: Element): ImageHarness {
  const harness = new ImageHarness(element as ImgproImage);
  place.querySelector('.below')!.before(element);
  return harness;
}

/** A client that answers when it is told to. */
function held(image: Image) {
  let release = () => {};
  const answer = new Promise<Image>((resolve) => (release = () => resolve(image)));
  return { client: { images: { get: () => answer } }, release: () => release() };
}

describe('imgpro-image keeps still', () => {
  let image: Image;
  let wide: Image;
  let little: Image;
  before(async () => {
    image = await storedImage();
    wide = await storedImage({ width: 1800, height: 600 });
    little = await storedImage({ width: 300, height: 200 });
  });

  it('(the measure itself sees a shift)', async () => {
    const place = await column();
    const sum = await shiftsDuring(async () => {
      const block = document.createElement('div');
      block.style.setProperty('block-size', '200px');
      place.prepend(block);
      await painted();
    });
    expect(sum).to.be.greaterThan(0.001);
  });

  for (const [name, css, build] of [
    ['plain', '', (img: HTMLImageElement) => img],
    ['fluid', 'img { max-width: 100%; height: auto }', (img: HTMLImageElement) => img],
    ['as wide as its column', 'img { width: 100%; height: auto }', (img: HTMLImageElement) => img],
    ['a block', 'img { display: block; max-width: 100%; height: auto }', (img: HTMLImageElement) => img],
    [
      'in a picture',
      'img { max-width: 100%; height: auto }',
      (img: HTMLImageElement) => {
        const picture = document.createElement('picture');
        picture.append(img);
        return picture;
      },
    ],
  ] as const)
    for (const loaded of [true, false])
      it(`when it adopts a picture: ${name}, ${loaded ? 'loaded before' : 'still loading'}`, async () => {
        // The upgrade as on a page whose script comes late: the unknown element is laid out and painted first.
        const place = await column(css);
        const raw = document.createElement('late-image');
        const img = document.createElement('img');
        Object.assign(img, { alt: 'A ridge', width: 400, height: 300 });
        raw.append('\n  ', build(img), '\n');
        place.querySelector('.below')!.before(raw);
        if (loaded) {
          img.src = image.url;
          await img.decode();
          await painted();
        }
        // Not painted yet, so that it is still loading when the element takes it over.
        else img.src = `${image.url}?sharp=2&n=${Math.random()}`;
        const box = img.getBoundingClientRect();
        const below = place.querySelector('.below')!.getBoundingClientRect();
        const element = document.createElement('imgpro-image');
        const sum = await shiftsDuring(async () => {
          element.append(...raw.childNodes);
          raw.replaceWith(element);
          await new ImageHarness(element).becomes('ready');
        });
        expect(sum).to.equal(0);
        expect(img.getBoundingClientRect()).to.deep.equal(box);
        expect(place.querySelector('.below')!.getBoundingClientRect().top).to.equal(below.top);
      });

  for (const [name, set] of [
    ['an Image', (element: ImgproImage) => (element.image = image)],
    ['an Image smaller than its place', (element: ImgproImage) => (element.image = little)],
    ['an Image in a picture', (element: ImgproImage) => Object.assign(element, { image, formats: 'webp' })],
    [
      'an Image cut by a transform',
      (element: ImgproImage) => Object.assign(element, { image, transform: 'w=300&h=300&fit=cover' }),
    ],
    ['an Image in a link', (element: ImgproImage) => Object.assign(element, { image, link: 'page' })],
    [
      'an address with its size',
      (element: ImgproImage) =>
        Object.assign(element, { src: `${image.url}?size=s`, width: 426, height: 320 }),
    ],
  ] as const)
    it(`from the first frame to the last, made from ${name}`, async () => {
      const place = await column();
      const element = document.createElement('imgpro-image');
      element.alt = 'A ridge';
      set(element);
      const harness = put(place, element);
      await element.updateComplete;
      const top = place.querySelector('.below')!.getBoundingClientRect().top;
      expect(await shiftsDuring(() => harness.becomes('ready'))).to.equal(0);
      expect(place.querySelector('.below')!.getBoundingClientRect().top).to.be.closeTo(top, 0.6);
    });

  for (const [name, ratio, pick] of [
    ['a large one', '3/1', () => wide],
    ['one smaller than its place', '3/2', () => little],
    ['one of the usual shape, without a ratio', null, () => image],
  ] as const)
    it(`from skeleton to picture, by id with a true ratio: ${name}`, async () => {
      const place = await column();
      const element = document.createElement('imgpro-image');
      const { client, release } = held(pick());
      Object.assign(element, { alt: 'A ridge', ratio, imageId: pick().id, client });
      const harness = put(place, element);
      await harness.becomes('loading');
      const top = place.querySelector('.below')!.getBoundingClientRect().top;
      const sum = await shiftsDuring(() => {
        release();
        return harness.becomes('ready');
      });
      expect(sum).to.equal(0);
      expect(place.querySelector('.below')!.getBoundingClientRect().top).to.be.closeTo(top, 0.6);
    });

  it('from the blurred picture to the sharp one', async () => {
    const place = await column();
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: 'A ridge', image: { ...wide, nsfw: true } });
    const harness = put(place, element);
    await harness.becomes('nsfw');
    const sum = await shiftsDuring(async () => {
      element.reveal();
      await harness.becomes('ready');
    });
    expect(sum).to.equal(0);
  });

  it('when the picture turns out broken', async () => {
    const place = await column();
    const broken = { ...image, url: image.url.replace(image.id, 'nowhere9'), sizes: {} };
    const element = document.createElement('imgpro-image');
    Object.assign(element, {
      alt: 'A ridge',
      image: broken,
      client: { images: { get: () => Promise.resolve(broken) } },
    });
    const harness = put(place, element);
    await element.updateComplete;
    expect(await shiftsDuring(() => harness.becomes('error'))).to.equal(0);
  });

  for (const css of [
    'img { max-width: 100%; height: auto }',
    'img { display: block; max-width: 100%; height: auto }',
  ])
    it(`gives a broken picture’s card the place of that picture: ${css}`, async () => {
      const place = await column(css);
      const img = document.createElement('img');
      Object.assign(img, { alt: 'A ridge', width: 400, height: 300 });
      const element = document.createElement('imgpro-image');
      element.append(img);
      img.src = `${image.url.replace(image.id, 'nowhere8')}?n=${Math.random()}`;
      const harness = put(place, element);
      await element.updateComplete;
      const top = place.querySelector('.below')!.getBoundingClientRect().top;
      // Chromium itself may paint a frame with the collapsed <img> before it tells of the error.
      await harness.becomes('error');
      expect(place.querySelector('.below')!.getBoundingClientRect().top).to.equal(top);
    });

  it('a picture is never enlarged beyond its own pixels, nor wider than its place', async () => {
    const place = await column();
    for (const [given, width] of [
      [image, 500],
      [little, 300],
    ] as const) {
      const element = document.createElement('imgpro-image');
      Object.assign(element, { alt: 'A ridge', image: given });
      const harness = put(place, element);
      await harness.becomes('ready');
      expect(harness.img.getBoundingClientRect().width).to.equal(width);
    }
  });

  it('a page’s own rules for its images win, even the weakest', async () => {
    const place = await column('img { border-radius: 7px; max-width: 50% }');
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: 'A ridge', image });
    const harness = put(place, element);
    await harness.becomes('ready');
    expect(harness.img.getBoundingClientRect().width).to.equal(250);
  });

  it('fills the height that a page gives it', async () => {
    const place = await column('imgpro-image { aspect-ratio: 2 / 1 }');
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: 'A ridge', client: owner, image: { ...image, blocked: true } });
    const harness = put(place, element);
    await harness.becomes('blocked');
    expect(element.getBoundingClientRect().height).to.equal(250);
    const panel = element.renderRoot.querySelector('[part=panel]')!.getBoundingClientRect();
    expect([panel.width, panel.height]).to.deep.equal([500, 250]);
  });
});
