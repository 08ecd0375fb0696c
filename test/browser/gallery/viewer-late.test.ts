import { expect } from '@open-wc/testing';
import { until } from '../../harness/gallery.ts';
import { freshEntry, tidyUp, viewerOf } from '../../harness/viewer.ts';
import { viewerPart } from '../../../src/elements/gallery/parts.ts';
import { LateViewer } from '../../../src/elements/gallery/viewer/late-viewer.ts';
import { replaceLoader } from '../../harness/parts.ts';

const note = () => document.querySelector<HTMLElement>('.imgpro-viewer-notice');
const words = () => note()?.shadowRoot!.textContent.replace(/\s+/g, ' ').trim() ?? '';

describe('the code of the viewer', () => {
  const { load } = viewerPart;
  let putBack = () => {};
  let asked = 0;
  /** Answers with the real code, a failure, or when it is told to. */
  let answer: () => Promise<void>;

  beforeEach(() => {
    freshEntry();
    asked = 0;
    answer = () => Promise.resolve();
    LateViewer.isMissing = false;
    putBack = replaceLoader(viewerPart, async () => {
      asked++;
      await answer();
      return load();
    });
  });
  afterEach(async () => {
    await tidyUp();
    putBack();
    window.dispatchEvent(new Event('online'));
  });

  const missing = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
  const near = (element: Element) =>
    element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));

  it('is fetched when a pointer or the focus comes near, not before', async () => {
    const page = await viewerOf();
    expect(asked).to.equal(0);
    near(page.gallery.face('photo1'));
    near(page.gallery.face('photo2'));
    expect(asked).to.equal(1);
    await until(() => viewerPart.present);
    page.gallery.face('photo1').focus();
    near(page.gallery.face('photo2'));
    expect(asked).to.equal(1);
    viewerPart.provide(null);
    page.gallery.face('photo2').focus();
    expect(asked).to.equal(2);
    await until(() => viewerPart.present);
  });

  it('is not asked for again and again by a pointer, when it cannot be had', async () => {
    answer = missing;
    const page = await viewerOf();
    near(page.gallery.face('photo1'));
    await until(() => LateViewer.isMissing);
    const before = asked;
    for (const id of page.gallery.ids) near(page.gallery.face(id));
    expect(asked).to.equal(before);
    expect(note() === null).to.equal(true);
    window.dispatchEvent(new Event('online'));
    near(page.gallery.face('photo1'));
    expect(asked).to.equal(before + 1);
  });

  it('has a sign while it is waited for', async () => {
    let release = () => {};
    answer = () => new Promise((resolve) => (release = resolve));
    const page = await viewerOf();
    page.gallery.face('photo1').click();
    await until(() => words() === 'Opening the image…');
    release();
    await page.opened();
    expect(note() === null).to.equal(true);
  });

  it('opens nothing that was given up meanwhile', async () => {
    let release = () => {};
    answer = () => new Promise((resolve) => (release = resolve));
    const page = await viewerOf();
    page.gallery.face('photo1').click();
    await until(() => note());
    page.gallery.element.close();
    expect(note() === null).to.equal(true);
    release();
    await until(() => viewerPart.present);
    await page.gallery.element.updateComplete;
    expect(page.dialog === null).to.equal(true);
    expect(location.hash).to.equal('');
  });

  it('leaves a sentence and the image’s page when it cannot be had, and is asked for by the next click', async () => {
    answer = missing;
    const page = await viewerOf();
    page.gallery.face('photo1').click();
    await until(() => words().startsWith('The viewer could not be loaded.'));
    expect(location.hash).to.equal('');
    const link = note()!.shadowRoot!.querySelector('a')!;
    expect(link.href).to.equal('https://img.example/photo1');
    await expect(note()!).to.be.accessible();
    note()!.shadowRoot!.querySelector<HTMLButtonElement>('.icon-button')!.click();
    expect(note() === null).to.equal(true);
    answer = () => Promise.resolve();
    page.gallery.face('photo1').click();
    await page.opened();
    expect(location.hash).to.equal('#imgpro=photo1');
  });

  it('links nowhere where the addresses of the image are none', async () => {
    answer = missing;
    const page = await viewerOf();
    page.gallery.element.images = page.gallery.element.loaded.map((image) => ({
      ...image,
      page_url: 'javascript:alert(1)',
      url: ' java\nscript:alert(1)',
    }));
    await until(() => page.gallery.root.querySelector('.is-broken'));
    await page.gallery.element.open('photo1');
    expect(words()).to.contain('The viewer could not be loaded.');
    expect(note()!.shadowRoot!.querySelector('a') === null).to.equal(true);
    page.gallery.element.remove();
    await until(() => note() === null);
  });
});
