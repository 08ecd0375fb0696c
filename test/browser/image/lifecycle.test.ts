import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { ImgproClient, type Image } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import {
  apiUrl,
  changeImage,
  holdFile,
  ImageHarness,
  requestsFor,
  storedImage,
} from '../../harness/image.ts';

/** A client that only notes what it is asked, and whether that was given up. */
function noting(answer?: Image) {
  const asked: { id: string; signal: AbortSignal }[] = [];
  const client = {
    images: {
      get: (id: string, { signal }: { signal: AbortSignal }) => {
        asked.push({ id, signal });
        return answer
          ? Promise.resolve(answer)
          : new Promise((_, reject) =>
              signal.addEventListener('abort', () => reject(signal.reason as Error)),
            );
      },
    },
  };
  return { asked, client: client as unknown as ImgproClient };
}

describe('imgpro-image comes and goes', () => {
  let image: Image;
  before(async () => {
    image = await storedImage();
  });

  it('asks for nothing far from the viewport, and when it comes near', async () => {
    const { asked, client } = noting(image);
    const place = await fixture<HTMLElement>(
      html`<div style="height: 300px; overflow: auto"><div style="height: 20000px"></div></div>`,
    );
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: '', client, imageId: image.id });
    const harness = new ImageHarness(element);
    place.append(element);
    await harness.becomes('loading');
    for (let frame = 0; frame < 5; frame++) await nextFrame();
    expect(asked).to.have.length(0);
    element.scrollIntoView();
    await harness.becomes('ready');
    expect(asked).to.have.length(1);
  });

  it('priority asks at once, wherever it is', async () => {
    const { asked, client } = noting();
    const place = await fixture<HTMLElement>(html`<div style="display: none"></div>`);
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: '', client, imageId: image.id, priority: true });
    place.append(element);
    await element.updateComplete;
    expect(asked).to.have.length(1);
  });

  it('gives up its request when it leaves, and asks again when it returns', async () => {
    const { asked, client } = noting();
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: '', client, imageId: image.id });
    place.append(element);
    await waitUntil(() => asked.length === 1, 'asks', { timeout: 4000 });
    element.remove();
    await waitUntil(() => asked[0]!.signal.aborted, 'asks', { timeout: 4000 });
    place.append(element);
    await waitUntil(() => asked.length === 2, 'asks', { timeout: 4000 });
    expect(asked[1]!.signal.aborted).to.be.false;
    expect(element.state).to.equal('loading');
  });

  it('keeps its request when it is only moved', async () => {
    const { asked, client } = noting();
    const place = await fixture<HTMLElement>(html`<div><p></p></div>`);
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: '', client, imageId: image.id });
    place.append(element);
    await waitUntil(() => asked.length === 1, 'asks', { timeout: 4000 });
    place.prepend(element);
    await nextFrame();
    expect(asked).to.have.length(1);
    expect(asked[0]!.signal.aborted).to.be.false;
  });

  it('shares the request with others of its id, and gives it up when the last of them has left', async () => {
    const { asked, client } = noting();
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const elements = [1, 2, 3].map(() => {
      const element = document.createElement('imgpro-image');
      return Object.assign(element, { alt: '', client, imageId: image.id, priority: true });
    });
    place.append(...elements);
    await Promise.all(elements.map(({ updateComplete }) => updateComplete));
    expect(asked).to.have.length(1);
    elements[0]!.remove();
    elements[2]!.imageId = 'another';
    await waitUntil(() => asked.length === 2, 'asks for another', { timeout: 4000 });
    expect(asked[0]!.signal.aborted).to.be.false;
    elements[1]!.remove();
    await waitUntil(() => asked[0]!.signal.aborted, 'gives up', { timeout: 4000 });
    // Who comes now asks anew.
    place.append(elements[0]!);
    await waitUntil(() => asked.length === 3, 'asks again', { timeout: 4000 });
    expect(asked.map(({ id }) => id)).to.deep.equal([image.id, 'another', image.id]);
  });

  it('shares an error, too, and the next try with it', async () => {
    let asked = 0;
    const client = new ImgproClient({
      baseUrl: 'https://api.invalid/v1',
      fetch: () => {
        const error = { type: 'invalid_request_error', code: 'bad_request', message: 'No.' };
        return Promise.resolve(
          ++asked === 1 ? Response.json({ error }, { status: 400 }) : Response.json(image),
        );
      },
    });
    const place = await fixture<HTMLElement>(html`<div style="width: 80px"></div>`);
    const harnesses = [1, 2, 3].map(() => {
      const element = document.createElement('imgpro-image');
      return new ImageHarness(Object.assign(element, { alt: '', client, imageId: image.id }));
    });
    place.append(...harnesses.map(({ element }) => element));
    for (const harness of harnesses) await harness.becomes('error');
    expect(asked).to.equal(1);
    for (const { element } of harnesses) element.retry();
    for (const harness of harnesses) await harness.becomes('ready');
    expect(asked).to.equal(2);
  });

  it('elements of one id and one address of the API ask the service once, and poll once', async () => {
    const own = await storedImage();
    const away = await storedImage();
    await changeImage(own.id, { state: 'processing' });
    const place = await fixture<HTMLElement>(html`<div style="width: 80px"></div>`);
    const harnesses = [own, own, own, away].map(({ id }) => {
      const element = document.createElement('imgpro-image');
      return new ImageHarness(Object.assign(element, { alt: '', apiUrl, imageId: id }));
    });
    place.append(...harnesses.map(({ element }) => element));
    await Promise.all(harnesses.slice(0, 3).map((harness) => harness.becomes('processing')));
    await harnesses[3]!.becomes('ready');
    expect(await requestsFor(away.id, 'api')).to.have.length(1);
    const polls = await requestsFor(own.id, 'api');
    await changeImage(own.id, { state: 'ready' });
    await Promise.all(harnesses.map((harness) => harness.becomes('ready')));
    // The first poll comes a second after the answer: on a slow machine it is among the first requests.
    expect(polls.length).to.be.within(1, 2);
    expect((await requestsFor(own.id, 'api')).length - polls.length).to.be.within(1, 2);
  });

  it('gives up the request for an image that is no longer wanted', async () => {
    const { asked, client } = noting();
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: '', client, imageId: 'first' });
    place.append(element);
    await waitUntil(() => asked.length === 1, 'asks', { timeout: 4000 });
    element.imageId = 'second';
    await waitUntil(() => asked.length === 2, 'asks', { timeout: 4000 });
    expect(asked[0]!.signal.aborted).to.be.true;
    expect(asked[1]!.id).to.equal('second');
  });

  it('stops polling when it leaves', async () => {
    const processing = { ...image, status: 'processing' as const, width: null, height: null, sizes: {} };
    const { asked, client } = noting(processing);
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: '', client, image: processing });
    place.append(element);
    await waitUntil(() => asked.length === 1, 'polls', { timeout: 4000 });
    element.remove();
    await waitUntil(() => asked[0]!.signal.aborted, 'asks', { timeout: 4000 });
  });

  it('loads its picture when it returns before that was loaded, and only once', async () => {
    const own = await storedImage();
    await holdFile(own.url, 400);
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: '', image: { ...own, sizes: {} }, formats: 'webp' });
    const harness = new ImageHarness(element);
    place.append(element);
    await element.updateComplete;
    element.remove();
    await nextFrame();
    expect(element.innerHTML).to.not.contain(own.id + '.jpg');
    place.append(element);
    await harness.becomes('ready');
    expect(harness.img.loading).to.equal('lazy');
    expect(element.querySelectorAll('source')).to.have.length(1);
  });

  it('asks for no file when it leaves before its turn', async () => {
    const own = await storedImage();
    const place = await fixture<HTMLElement>(
      html`<div style="height: 300px; overflow: auto"><div style="height: 20000px"></div></div>`,
    );
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: '', image: own });
    place.append(element);
    await element.updateComplete;
    await nextFrame();
    element.remove();
    for (let frame = 0; frame < 5; frame++) await nextFrame();
    expect(await requestsFor(own.id, 'file')).to.deep.equal([]);
  });

  // Chromium itself keeps removed images with automatic sizes: see light-image.ts.
  for (const [name, set] of [
    ['loaded', { image: null as Image | null }],
    ['with sources', { image: null, formats: 'webp' }],
    ['by id', { imageId: 'x' }],
  ] as const)
    it(`is collected when nobody holds it any more: ${name}`, async function () {
      const { gc } = globalThis as { gc?: () => void };
      if (!gc) return this.skip();
      const place = await fixture<HTMLElement>(html`<div></div>`);
      const { client } = noting(image);
      const seen: WeakRef<Element>[] = [];
      (() => {
        for (let index = 0; index < 300; index++) {
          const element = document.createElement('imgpro-image');
          Object.assign(element, { alt: '', client, ...set, ...('image' in set && { image }) });
          place.append(element);
          seen.push(new WeakRef(element));
        }
      })();
      await waitUntil(() => (place.firstElementChild as ImgproImage).state === 'ready', 'ready', {
        timeout: 8000,
      });
      place.replaceChildren();
      await waitUntil(
        () => {
          gc();
          return seen.filter((ref) => ref.deref()).length < 5;
        },
        'the elements are collected',
        { timeout: 8000, interval: 200 },
      );
    });
});
