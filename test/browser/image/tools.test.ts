import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { Image } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import { currentLightbox } from '../../../src/elements/shared/lightbox/lightbox.ts';
import { ImageHarness, storedImage } from '../../harness/image.ts';
import { warningsDuring } from '../../harness/warnings.ts';

async function shown(set: (element: ImgproImage) => void): Promise<ImageHarness> {
  const element = document.createElement('imgpro-image');
  element.alt = 'A ridge';
  set(element);
  const harness = new ImageHarness(element);
  (await fixture<HTMLElement>(html`<div></div>`)).append(element);
  return harness;
}

/** Texts put on the clipboard while `act` runs; a `refused` clipboard takes nothing. */
async function copiedDuring(act: () => Promise<unknown>, refused = false): Promise<string[]> {
  const copied: string[] = [];
  const clipboard = {
    writeText: (text: string) =>
      refused ? Promise.reject(new Error('No permission.')) : Promise.resolve(void copied.push(text)),
  };
  Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
  try {
    await act();
  } finally {
    delete (navigator as { clipboard?: unknown }).clipboard;
  }
  return copied;
}

/** The links that are followed while `act` runs: their addresses, and the names they save under. */
async function followedDuring(act: () => Promise<unknown>): Promise<{ href: string; name: string }[]> {
  const followed: { href: string; name: string }[] = [];
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    followed.push({ href: this.href, name: this.download });
  };
  try {
    await act();
    await waitUntil(() => followed.length > 0, 'a link is followed', { timeout: 5000 });
  } finally {
    HTMLAnchorElement.prototype.click = click;
  }
  return followed;
}

describe('imgpro-image, with actions', () => {
  let image: Image;
  before(async () => {
    image = await storedImage({ name: 'ridge.jpeg' });
  });

  it('is accessible', async () => {
    const harness = await shown((element) =>
      Object.assign(element, { image, actions: 'download copy-link', zoomable: true }),
    );
    await harness.becomes('ready');
    await expect(harness.element).to.be.accessible();
    expect(harness.button('download')!.ariaLabel).to.equal('Download: A ridge');
    expect(harness.button('copy-link')!.ariaLabel).to.equal('Copy link: A ridge');
  });

  it('has no buttons unless they are asked for', async () => {
    const harness = await shown((element) => (element.image = image));
    await harness.becomes('ready');
    expect(harness.element.renderRoot.querySelector('button')).to.be.null;
  });

  it('saves the file itself, under its name, though it comes from elsewhere', async () => {
    const harness = await shown((element) => Object.assign(element, { image, actions: 'download' }));
    await harness.becomes('ready');
    const [link] = await followedDuring(async () => harness.button('download')!.click());
    expect(link!.href).to.match(/^blob:/);
    expect(link!.name).to.equal('ridge.jpg');
    const saved = await (await fetch(link!.href)).blob();
    expect(saved.size).to.equal((await (await fetch(image.url)).blob()).size);
  });

  it('opens the file where it may not be fetched', async () => {
    const harness = await shown((element) => Object.assign(element, { image, actions: 'download' }));
    await harness.becomes('ready');
    const { fetch: real } = window;
    window.fetch = () => Promise.reject(new TypeError('Refused to connect.'));
    try {
      const [link] = await followedDuring(async () => harness.button('download')!.click());
      expect(link).to.deep.equal({ href: image.url, name: '' });
    } finally {
      window.fetch = real;
    }
  });

  it('copies the address of the page that shows it, and says so', async () => {
    const harness = await shown((element) => Object.assign(element, { image, actions: 'copy-link' }));
    await harness.becomes('ready');
    const news = () => harness.element.renderRoot.querySelector('[role=status]')!.textContent;
    expect(
      await copiedDuring(async () => {
        harness.button('copy-link')!.click();
        await waitUntil(() => news() === 'Link copied', 'says so', { timeout: 5000 });
      }),
    ).to.deep.equal([image.page_url]);
  });

  it('says when the browser lets nothing be copied', async () => {
    const harness = await shown((element) => Object.assign(element, { image, actions: 'copy-link' }));
    await harness.becomes('ready');
    const { execCommand } = document;
    document.execCommand = () => false;
    try {
      await copiedDuring(async () => {
        harness.button('copy-link')!.click();
        await waitUntil(
          () =>
            harness.element.renderRoot.querySelector('[role=status]')!.textContent ===
            'The link could not be copied',
        );
      }, true);
    } finally {
      document.execCommand = execCommand;
    }
  });

  it('tells of a copy again, as another text with the same words', async () => {
    const harness = await shown((element) => Object.assign(element, { image, actions: 'copy-link' }));
    await harness.becomes('ready');
    const news = () => harness.element.shadowRoot!.querySelector('.news')!.textContent;
    const heard: string[] = [];
    await copiedDuring(async () => {
      for (let times = 0; times < 3; times += 1) {
        const before = news();
        harness.button('copy-link')!.click();
        await waitUntil(() => news() !== before, 'the text is the same');
        heard.push(news());
      }
    });
    expect(heard.map((text) => text.trim())).to.deep.equal(Array(3).fill('Link copied'));
  });

  it('offers nothing of a flagged picture before it is revealed', async () => {
    const flagged = { ...image, nsfw: true };
    const harness = await shown((element) =>
      Object.assign(element, { image: flagged, actions: 'download copy-link' }),
    );
    await harness.becomes('nsfw');
    expect(harness.button('download')).to.be.null;
    expect(harness.button('copy-link')).to.be.null;
  });

  it('tells the author of an action that there is not', async () => {
    const said = await warningsDuring(async () => {
      const harness = await shown((element) => Object.assign(element, { image, actions: 'download print' }));
      await harness.becomes('ready');
    });
    expect(said.filter((words) => words.includes('actions="print"'))).to.have.length(1);
  });

  it('the viewer has both', async () => {
    const harness = await shown((element) => Object.assign(element, { image, zoomable: true }));
    await harness.becomes('ready');
    harness.img.click();
    await waitUntil(() => currentLightbox(), 'the viewer opens', { timeout: 5000 });
    const controls = document.querySelector('.imgpro-lightbox-controls')!.shadowRoot!;
    const [link] = await followedDuring(async () =>
      controls.querySelector<HTMLElement>('.download')!.click(),
    );
    expect(link!.name).to.equal('ridge.jpg');
    const copied = await copiedDuring(async () => {
      controls.querySelector<HTMLElement>('.copy-link')!.click();
      await waitUntil(() => controls.querySelector('.news')!.textContent === 'Link copied', 'says so', {
        timeout: 5000,
      });
    });
    expect(copied).to.deep.equal([image.page_url]);
    await copiedDuring(async () => {
      controls.querySelector<HTMLElement>('.copy-link')!.click();
      const isOther = () => /^Link copied\s$/.test(controls.querySelector('.news')!.textContent);
      await waitUntil(isOther, 'the same again is no other text');
    });
    currentLightbox()!.close();
    await waitUntil(() => !currentLightbox(), 'the viewer closes', { timeout: 5000 });
  });
});
