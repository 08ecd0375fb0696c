import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { Image } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import { forgetRevealed } from '../../../src/elements/image/revealed.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import { renderImage } from '../../../src/image/html.ts';
import { apiUrl, changeImage, ImageHarness, owner, requestsFor, storedImage } from '../../harness/image.ts';
import { painted } from '../../harness/shifts.ts';

async function shown(set: (element: ImgproImage) => void): Promise<ImageHarness> {
  const element = document.createElement('imgpro-image');
  element.alt = 'A statue';
  set(element);
  const harness = new ImageHarness(element);
  (await fixture<HTMLElement>(html`<div></div>`)).append(element);
  return harness;
}

describe('imgpro-image, flagged', () => {
  let image: Image;
  beforeEach(async () => {
    forgetRevealed();
    const { id } = await storedImage();
    await changeImage(id, { nsfw: true });
    image = await owner.images.get(id);
  });

  it('is accessible', async () => {
    const harness = await shown((element) => (element.image = image));
    await harness.becomes('nsfw');
    await expect(harness.element).to.be.accessible();
  });

  it('only the server’s blurred picture is in the page until somebody asks', async () => {
    const harness = await shown((element) => {
      element.image = image;
      element.link = 'file';
      element.placeholder = 'blur';
    });
    await harness.becomes('nsfw');
    await painted();
    const markup = harness.element.outerHTML + harness.element.shadowRoot!.innerHTML;
    for (const [address] of markup.matchAll(/https?:[^"\s]+/g)) expect(address).to.contain('blur=60');
    for (const address of await requestsFor(image.id, 'file')) expect(address).to.contain('blur=60');
    expect(harness.words).to.equal('Sensitive content');
  });

  it('reveal shows the sharp picture, tells, and links', async () => {
    const harness = await shown((element) => {
      element.image = image;
      element.link = 'file';
    });
    await harness.becomes('nsfw');
    harness.button('reveal')!.click();
    await harness.becomes('ready');
    expect(harness.img.getAttribute('src')).to.equal(image.url);
    expect(harness.img.srcset).to.contain('426w');
    expect((harness.img.parentElement as HTMLAnchorElement).href).to.equal(image.url);
    expect(harness.count('imgpro-reveal')).to.equal(1);
    expect(harness.states).to.deep.equal(['nsfw', 'loading', 'ready']);
  });

  for (const [name, set, focused] of [
    [
      'the button that opens the viewer',
      { zoomable: true },
      (harness: ImageHarness) => harness.button('zoom'),
    ],
    ['the link around it', { link: 'file' as const }, (harness: ImageHarness) => harness.img.closest('a')],
    [
      'its place, where nothing can be done with it',
      {},
      (harness: ImageHarness) => harness.element.renderRoot.querySelector('.base'),
    ],
  ] as const)
    it(`reveal hands the focus to ${name}`, async () => {
      const harness = await shown((element) => Object.assign(element, set, { image }));
      await harness.becomes('nsfw');
      harness.button('reveal')!.focus();
      harness.button('reveal')!.click();
      await harness.becomes('ready');
      await waitUntil(() => focused(harness)?.matches(':focus'), 'the focus');
    });

  it('remembers the choice for the session', async () => {
    const first = await shown((element) => (element.image = image));
    await first.becomes('nsfw');
    first.element.reveal();
    const second = await shown((element) => (element.image = image));
    await second.becomes('ready');
    expect(JSON.parse(sessionStorage.getItem('imgpro-revealed')!)).to.deep.equal([image.id]);
  });

  it('nsfw="show" shows it, nsfw="hide" offers no way to it', async () => {
    const open = await shown((element) => {
      element.image = image;
      element.nsfw = 'show';
    });
    await open.becomes('ready');
    const closed = await shown((element) => {
      element.image = image;
      element.nsfw = 'hide';
    });
    await closed.becomes('nsfw');
    expect(closed.button('reveal')).to.be.null;
    expect(closed.element.querySelector('img')).to.be.null;
    closed.element.reveal();
    await closed.element.updateComplete;
    expect(closed.element.state).to.equal('nsfw');
  });

  it('one that the server cannot blur is hidden behind the same card', async () => {
    const harness = await shown((element) => (element.image = { ...image, transformable: false, sizes: {} }));
    await harness.becomes('nsfw');
    expect(harness.element.querySelector('img')).to.be.null;
    harness.button('reveal')!.click();
    await harness.becomes('ready');
    expect(harness.img.getAttribute('src')).to.equal(image.url);
  });

  it('an author’s own picture of a flagged image is concealed until asked for', async () => {
    const img = new Image(320, 240);
    img.alt = 'A statue';
    img.src = image.url;
    const harness = await shown((element) => {
      element.image = image;
      element.append(img);
    });
    await harness.becomes('nsfw');
    expect(img.getBoundingClientRect().width).to.equal(0);
    harness.button('reveal')!.click();
    await harness.becomes('ready');
    expect(img.getBoundingClientRect().width).to.equal(320);
  });

  it('what a server rendered blurred is revealed with the help of the API', async () => {
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const content = document
      .createRange()
      .createContextualFragment(
        renderImage(image, { alt: 'A statue' }).replace('<imgpro-image', `<imgpro-image api-url="${apiUrl}"`),
      );
    const harness = new ImageHarness(content.firstElementChild as ImgproImage);
    place.append(content);
    await harness.becomes('nsfw');
    const asked = (await requestsFor(image.id, 'api')).length;
    harness.button('reveal')!.click();
    await harness.becomes('ready');
    expect(harness.img.getAttribute('src')).to.equal(image.url);
    expect((await requestsFor(image.id, 'api')).length - asked).to.equal(1);
    expect(harness.states).to.deep.equal(['nsfw', 'loading', 'ready']);
  });

  it('once revealed, a blurred picture that comes late is not taken for the sharp one', async () => {
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const content = document
      .createRange()
      .createContextualFragment(
        renderImage(image, { alt: 'A statue' }).replace('<imgpro-image', `<imgpro-image api-url="${apiUrl}"`),
      );
    const harness = new ImageHarness(content.firstElementChild as ImgproImage);
    place.append(content);
    await harness.becomes('nsfw');
    harness.button('reveal')!.click();
    harness.img.dispatchEvent(new Event('load'));
    await harness.becomes('ready');
    expect(harness.img.getAttribute('src')).to.equal(image.url);
    expect(harness.states).to.deep.equal(['nsfw', 'loading', 'ready']);
  });
});
