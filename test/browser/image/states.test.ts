import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Image } from '../../../src/api/index.ts';
import { ImgproClient } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import { image as german } from '../../../src/locales/de/image.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import {
  apiUrl,
  changeImage,
  holdFile,
  ImageHarness,
  owner,
  requestsFor,
  storedImage,
} from '../../harness/image.ts';
import { painted } from '../../harness/shifts.ts';

/** A client whose answers are given here: an Image, or an error's status and code. */
function answering(answer: (id: string, count: number) => Image | { status: number; code: string }) {
  let count = 0;
  return new ImgproClient({
    baseUrl: 'https://api.invalid/v1',
    fetch: async (input) => {
      const id = new URL(input instanceof Request ? input.url : input).pathname.split('/').at(-1)!;
      const given = answer(id, ++count);
      if ('id' in given) return Response.json(given);
      return Response.json(
        { error: { type: 'api_error', code: given.code, message: `It is ${given.code}.` } },
        { status: given.status },
      );
    },
  });
}

async function shown(set: (element: ImgproImage) => void): Promise<ImageHarness> {
  const element = document.createElement('imgpro-image');
  element.alt = 'A ridge';
  set(element);
  const harness = new ImageHarness(element);
  (await fixture<HTMLElement>(html`<div></div>`)).append(element);
  return harness;
}

describe('imgpro-image, state by state', () => {
  let image: Image;
  before(async () => {
    image = await storedImage();
  });

  it('loading: a skeleton in the shape of the picture', async () => {
    const harness = await shown((element) => {
      element.imageId = image.id;
      element.ratio = '2/1';
      element.client = { images: { get: () => new Promise(() => {}) } } as unknown as ImgproClient;
    });
    await harness.becomes('loading');
    const { width, height } = harness.skeleton!.getBoundingClientRect();
    expect(width / height).to.be.closeTo(2, 0.01);
    expect(harness.element.matches(':state(loading)')).to.be.true;
    await expect(harness.element).to.be.accessible();
  });

  it('placeholder="none" has no skeleton, and keeps the place', async () => {
    const harness = await shown((element) => {
      element.placeholder = 'none';
      element.client = { images: { get: () => new Promise(() => {}) } } as unknown as ImgproClient;
      element.imageId = image.id;
    });
    await harness.becomes('loading');
    expect(harness.skeleton).to.be.null;
    expect(harness.element.getBoundingClientRect().height).to.be.greaterThan(100);
  });

  it('placeholder="blur" shows a tiny picture while the real one loads', async () => {
    const slow = { ...image, url: image.url, sizes: {} };
    await holdFile(image.url, 800, 2); // the tiny one, too
    const harness = await shown((element) => {
      element.placeholder = 'blur';
      element.image = slow;
    });
    await harness.element.updateComplete;
    const tiny = harness.element.renderRoot.querySelector<HTMLImageElement>('.tiny');
    expect(tiny?.getAttribute('src')).to.equal(`${image.url}?w=32`);
    expect(tiny?.alt).to.equal('');
    await harness.becomes('ready');
    expect(harness.skeleton).to.be.null;
  });

  it('processing: says so calmly, and becomes the picture by itself', async () => {
    const own = await storedImage({ name: 'film.jpg' });
    await changeImage(own.id, { state: 'processing' });
    const harness = await shown((element) => {
      element.apiUrl = apiUrl;
      element.imageId = own.id;
    });
    await harness.becomes('processing');
    expect(harness.words).to.equal('Almost there');
    expect(harness.element.currentImage?.status).to.equal('processing');
    await expect(harness.element).to.be.accessible();
    await changeImage(own.id, { state: 'ready' });
    await harness.becomes('ready');
    expect(harness.states).to.deep.equal(['loading', 'processing', 'loading', 'ready']);
    expect(harness.img.getAttribute('width')).to.equal('1600');
  });

  it('processing, given as an Image: waits for it too, and shares the requests with others', async () => {
    const own = await storedImage();
    await changeImage(own.id, { state: 'processing' });
    const processing = await owner.images.get(own.id);
    const harnesses = [];
    for (let index = 0; index < 3; index++)
      harnesses.push(
        await shown((element) => {
          element.client = owner;
          element.image = processing;
        }),
      );
    for (const harness of harnesses) await harness.becomes('processing');
    const before = (await requestsFor(own.id, 'api')).length;
    await changeImage(own.id, { state: 'ready' });
    for (const harness of harnesses) await harness.becomes('ready');
    expect((await requestsFor(own.id, 'api')).length - before).to.be.within(1, 2);
  });

  it('failed: says what happened, in the words of the service if there are some', async () => {
    const harness = await shown((element) => {
      element.client = answering(() => ({ status: 422, code: 'media_failed' }));
      element.imageId = 'abc';
    });
    await harness.becomes('failed');
    expect(harness.words).to.equal('This picture could not be processed');
    const { type, detail } = harness.events.at(-1)!;
    expect([type, detail.code]).to.deep.equal(['imgpro-error', 'media_failed']);
    expect(detail.message).to.contain('It is media_failed.');
    expect(harness.button('retry')).to.be.null;
    await expect(harness.element).to.be.accessible();

    harness.element.image = { ...image, status: 'failed', failure_reason: 'The file ends too early.' };
    await harness.element.updateComplete;
    expect(harness.hint).to.equal('The file ends too early.');
  });

  it('blocked: says so, with the reason for those who are told', async () => {
    const harness = await shown((element) => {
      element.client = answering(() => ({ status: 403, code: 'media_blocked' }));
      element.imageId = 'abc';
    });
    await harness.becomes('blocked');
    expect(harness.words).to.equal('This picture was removed');
    expect(harness.events.at(-1)!.detail.code).to.equal('media_blocked');
    await expect(harness.element).to.be.accessible();

    harness.element.image = { ...image, blocked: true, block_reason: 'dmca' };
    await harness.element.updateComplete;
    expect(harness.hint).to.equal('It was removed after a copyright claim.');
    expect(harness.element.querySelector('img')).to.be.null;
  });

  it('missing: for one that never was, and one that has expired', async () => {
    const harness = await shown((element) => {
      element.apiUrl = apiUrl;
      element.imageId = 'nowhere1';
    });
    await harness.becomes('missing');
    expect(harness.words).to.equal('This picture is no longer here');
    expect(harness.events.at(-1)!.detail.code).to.equal('not_found');
    await expect(harness.element).to.be.accessible();

    // Its file is gone, and the service says so.
    harness.element.image = {
      ...{ ...image, id: 'expired1', url: image.url.replace(image.id, 'expired1'), sizes: {} },
      expires_at: '2020-01-01T00:00:00Z',
    };
    await waitUntil(() => harness.states.join().endsWith('missing,loading,missing'), undefined, {
      timeout: 8000,
    });
    await harness.element.updateComplete;
    expect(harness.element.querySelectorAll('img')).to.have.length(0);
  });

  it('ready, whatever the clock of the visitor says of its lifetime: the service decides', async () => {
    const harness = await shown((element) => {
      element.image = { ...image, expires_at: new Date(Date.now() - 3_600_000).toISOString() };
    });
    await harness.becomes('ready');
    harness.element.image = { ...image, expires_at: new Date(Date.now() + 1000).toISOString() };
    await harness.becomes('ready');
    expect(harness.states).not.to.include('missing');
  });

  it('error: a button tries again, as often as it is pressed', async () => {
    let down = true;
    const harness = await shown((element) => {
      element.client = answering(() => (down ? { status: 400, code: 'bad_request' } : image));
      element.imageId = image.id;
    });
    await harness.becomes('error');
    expect(harness.words).to.equal('This picture could not be loaded');
    await expect(harness.element).to.be.accessible();
    harness.button('retry')!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => harness.count('imgpro-error') === 2, 'a second error', { timeout: 4000 });
    expect(harness.states).to.deep.equal(['loading', 'error', 'loading', 'error']);
    const hasFocus = () => harness.button('retry')?.matches(':focus') === true;
    await waitUntil(hasFocus, 'another try needs another search for its button');
    down = false;
    await sendKeys({ press: 'Enter' });
    await harness.becomes('ready');
    expect(harness.button('retry')).to.be.null;
  });

  it('error: the file does not load although the API has the image', async () => {
    const broken = { ...image, url: image.url.replace(image.id, 'nowhere2'), sizes: {} };
    let asked = 0;
    const harness = await shown((element) => {
      element.client = answering(() => (asked++, broken));
      element.image = broken;
    });
    await harness.becomes('error');
    expect(asked).to.equal(1);
    expect(harness.events.at(-1)!.detail.code).to.equal('load_failed');
    expect(getComputedStyle(harness.element.renderRoot.querySelector('slot:not([name])')!).display).to.equal(
      'none',
    );
  });

  it('error: tries again by itself when the connection is back', async () => {
    let online = false;
    const harness = await shown((element) => {
      element.client = answering(() => (online ? image : { status: 400, code: 'bad_request' }));
      element.imageId = image.id;
    });
    await harness.becomes('error');
    online = true;
    window.dispatchEvent(new Event('online'));
    await harness.becomes('ready');
  });

  it('error: tries again also when the connection comes back while the API is being asked why', async () => {
    let asked = 0;
    await shown((element) => {
      const get = () => (asked++, new Promise(() => {}));
      element.client = { images: { get } } as unknown as ImgproClient;
      element.image = { ...image, url: image.url.replace(image.id, 'nowhere4'), sizes: {} };
    });
    await waitUntil(() => asked === 1, 'the API was not asked');
    window.dispatchEvent(new Event('online'));
    await waitUntil(() => asked === 2, 'the file was not loaded again');
  });

  it('an address that has expired is asked for anew, once', async () => {
    let asked = 0;
    const harness = await shown((element) => {
      element.client = answering(() => (asked++, image));
      element.image = { ...image, url: image.url.replace(image.id, 'expired1'), sizes: {} };
    });
    await harness.becomes('ready');
    expect(asked).to.equal(1);
    expect(harness.img.getAttribute('src')).to.equal(image.url);
    expect(harness.states).to.deep.equal(['loading', 'ready']);
  });

  it('an author’s picture that does not load learns why from the API', async () => {
    const img = new Image(320, 240);
    img.alt = 'A ridge';
    img.src = image.url.replace(image.id, 'nowhere3');
    const harness = await shown((element) => {
      element.client = answering(() => ({ status: 422, code: 'media_failed' }));
      element.imageId = 'nowhere3';
      element.append(img);
    });
    await harness.becomes('failed');
    expect(harness.img.getAttribute('src')).to.contain('nowhere3');
  });

  it('… also when that happened before the element came', async () => {
    const img = new Image(320, 240);
    img.alt = 'A ridge';
    img.src = image.url.replace(image.id, 'nowhere5');
    await img.decode().catch(() => {});
    const harness = await shown((element) => {
      element.client = answering(() => ({ status: 422, code: 'media_failed' }));
      element.imageId = 'nowhere5';
      element.append(img);
    });
    await harness.becomes('failed');
  });

  it('asks again when the page tells later how to reach the API', async () => {
    const img = new Image(320, 240);
    img.alt = 'A ridge';
    img.src = image.url.replace(image.id, 'nowhere4');
    const harness = await shown((element) => {
      element.client = answering(() => ({ status: 400, code: 'bad_request' }));
      element.imageId = 'nowhere4';
      element.append(img);
    });
    await harness.becomes('error');
    harness.element.client = answering(() => ({ status: 403, code: 'media_blocked' }));
    await harness.becomes('blocked');
  });

  it('an author’s picture of an image that is still processed is loaded again when it is ready', async () => {
    const own = await storedImage();
    await changeImage(own.id, { state: 'processing' });
    const img = new Image(320, 240);
    img.alt = 'A ridge';
    img.src = own.url;
    const before = img.outerHTML;
    const harness = await shown((element) => {
      element.client = owner;
      element.imageId = own.id;
      element.append(img);
    });
    await harness.becomes('processing');
    await changeImage(own.id, { state: 'ready' });
    await harness.becomes('ready');
    expect(img.outerHTML).to.equal(before);
    expect(img.naturalWidth).to.equal(1600);
  });

  it('an author’s picture that works is not taken away by an API that does not answer', async () => {
    const img = new Image(320, 240);
    img.alt = 'A ridge';
    img.src = image.url;
    const harness = await shown((element) => {
      element.client = answering(() => ({ status: 404, code: 'not_found' }));
      element.imageId = image.id;
      element.showCaption = true;
      element.append(img);
    });
    await harness.becomes('ready');
    await painted();
    expect(harness.element.state).to.equal('ready');
    expect(harness.count('imgpro-error')).to.equal(0);
  });

  it('processing can be told in the page’s own words, for as long as it lasts', async () => {
    let isReady = false;
    const harness = await shown((element) => {
      element.client = answering(() =>
        isReady ? image : { ...image, url: '', sizes: {}, width: null, height: null, status: 'processing' },
      );
      element.imageId = image.id;
      const words = document.createElement('p');
      words.slot = 'processing';
      words.textContent = 'Developing the film';
      element.append(words);
    });
    await harness.becomes('processing');
    const words = harness.element.querySelector('p')!;
    expect(words.checkVisibility()).to.be.true;
    isReady = true;
    await harness.becomes('ready');
    await harness.element.updateComplete;
    expect(words.checkVisibility()).to.be.false;
  });

  it('an error can be told in the page’s own words', async () => {
    const harness = await shown((element) => {
      element.client = answering(() => ({ status: 404, code: 'not_found' }));
      element.imageId = 'abc';
      const words = document.createElement('p');
      words.slot = 'error';
      words.textContent = 'Gone fishing';
      element.append(words);
    });
    await harness.becomes('missing');
    const slot = harness.element.renderRoot.querySelector<HTMLSlotElement>('slot[name=error]')!;
    expect(slot.assignedElements()[0]?.textContent).to.equal('Gone fishing');
  });

  it('the caption stands below, from the image or from the page', async () => {
    const harness = await shown((element) => {
      element.image = image;
      element.showCaption = true;
    });
    await harness.becomes('ready');
    expect(harness.caption).to.equal('A ridge at dusk');
    const own = document.createElement('b');
    own.slot = 'caption';
    own.textContent = 'Mine';
    harness.element.append(own);
    harness.element.image = { ...image, caption: null };
    await harness.element.updateComplete;
    const slot = harness.element.renderRoot.querySelector<HTMLSlotElement>('slot[name=caption]')!;
    expect(slot.assignedElements()).to.deep.equal([own]);
  });

  it('speaks the language of its place', async () => {
    registerLocale({ code: 'de', image: german });
    const place = await fixture<HTMLElement>(html`<div lang="de-AT"></div>`);
    const element = document.createElement('imgpro-image');
    element.image = { ...image, blocked: true };
    place.append(element);
    const harness = new ImageHarness(element);
    await harness.becomes('blocked');
    expect(harness.words).to.equal('Dieses Bild wurde entfernt');
  });

  it('in a place of 80 pixels the button is the whole of it, and still has its name', async () => {
    const harness = await shown((element) => {
      element.client = answering(() => ({ status: 400, code: 'bad_request' }));
      element.imageId = 'abc';
      element.style.setProperty('inline-size', '80px');
    });
    await harness.becomes('error');
    await painted();
    const button = harness.button('retry')!.getBoundingClientRect();
    const host = harness.element.getBoundingClientRect();
    expect([button.width, button.height]).to.deep.equal([host.width, host.height]);
    expect(harness.button('retry')!.ariaLabel).to.equal('Try again: A ridge');
    await expect(harness.element).to.be.accessible();
  });
});
