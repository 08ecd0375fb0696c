import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { Image } from '../../../src/api/index.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import { apiUrl, requestsFor, storedImage } from '../../harness/image.ts';

/** A page that is still being parsed, with the element defined already: its text arrives piece by piece. */
async function streamingPage() {
  const frame = await fixture<HTMLIFrameElement>(
    html`<iframe title="A page" width="600" height="600"></iframe>`,
  );
  const page = frame.contentDocument!;
  page.open();
  page.write('<!doctype html><html lang="en"><title>x</title><body>');
  const script = page.createElement('script');
  script.type = 'module';
  script.src = '/src/define/image.ts';
  page.body.append(script);
  await waitUntil(() => frame.contentWindow!.customElements.get('imgpro-image'), 'defined', {
    timeout: 8000,
  });
  const frames = async (count: number) => {
    for (; count > 0; count--)
      await new Promise((resolve) => frame.contentWindow!.requestAnimationFrame(resolve));
  };
  return { page, frames, element: () => page.querySelector('imgpro-image') as ImgproImage };
}

describe('imgpro-image while the page is parsed', () => {
  let image: Image;
  before(async () => {
    image = await storedImage();
  });

  it('waits for the author’s picture, and asks for nothing', async () => {
    const own = await storedImage();
    const { page, frames, element } = await streamingPage();
    page.write(`<imgpro-image image-id="${own.id}" api-url="${apiUrl}">`);
    await frames(3);
    expect(page.readyState).to.equal('loading');
    expect(element().querySelector('img')).to.be.null;
    expect(element().matches(':state(loading)')).to.be.false;
    page.write(`<img src="${own.url}?size=s" alt="A ridge" width="426" height="320"></imgpro-image><p>`);
    await waitUntil(() => element().state === 'ready', 'ready', { timeout: 4000 });
    expect(element().querySelectorAll('img')).to.have.length(1);
    expect(await requestsFor(own.id, 'api')).to.have.length(0);
    expect(await requestsFor(own.id, 'file')).to.have.length(1);
    page.close();
  });

  it('makes a picture of its own as soon as the parser has passed, long before the page is whole', async () => {
    const { page, element } = await streamingPage();
    page.write(`<imgpro-image alt="" image-id="${image.id}" api-url="${apiUrl}"></imgpro-image><p>More`);
    await waitUntil(() => element().state === 'ready', 'ready', { timeout: 4000 });
    expect(page.readyState).to.equal('loading');
    page.close();
  });

  it('makes one when the page ends right after it', async () => {
    const { page, element } = await streamingPage();
    page.write(`<imgpro-image alt="" image-id="${image.id}" api-url="${apiUrl}"></imgpro-image>`);
    page.close();
    await waitUntil(() => element().state === 'ready', 'ready', { timeout: 4000 });
  });
});
