import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import type { Image, ImgproClient } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import { ImageHarness, storedImage } from '../../harness/image.ts';

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
    await waitUntil(() => asked.length === 1);
    element.remove();
    await waitUntil(() => asked[0]!.signal.aborted);
    place.append(element);
    await waitUntil(() => asked.length === 2);
    expect(asked[1]!.signal.aborted).to.be.false;
    expect(element.state).to.equal('loading');
  });

  it('keeps its request when it is only moved', async () => {
    const { asked, client } = noting();
    const place = await fixture<HTMLElement>(html`<div><p></p></div>`);
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: '', client, imageId: image.id });
    place.append(element);
    await waitUntil(() => asked.length === 1);
    place.prepend(element);
    await nextFrame();
    expect(asked).to.have.length(1);
    expect(asked[0]!.signal.aborted).to.be.false;
  });

  it('gives up the request for an image that is no longer wanted', async () => {
    const { asked, client } = noting();
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: '', client, imageId: 'first' });
    place.append(element);
    await waitUntil(() => asked.length === 1);
    element.imageId = 'second';
    await waitUntil(() => asked.length === 2);
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
    await waitUntil(() => asked[0]!.signal.aborted);
  });

  it('is collected when nobody holds it any more', async function () {
    const { gc } = globalThis as { gc?: () => void };
    if (!gc) return this.skip();
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const seen: WeakRef<Element>[] = [];
    for (let index = 0; index < 1000; index++) {
      const element = document.createElement('imgpro-image');
      Object.assign(element, { alt: '', image });
      place.append(element);
      seen.push(new WeakRef(element));
    }
    await nextFrame();
    place.replaceChildren();
    await waitUntil(
      () => {
        gc();
        return seen.filter((ref) => ref.deref()).length < 10;
      },
      'the elements are collected',
      { timeout: 8000 },
    );
  });
});
