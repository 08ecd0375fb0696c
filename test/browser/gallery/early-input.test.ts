// Acts on a gallery before the code for them is there: they are done when that has come.
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { laterPart } from '../../../src/elements/gallery/parts.ts';
import { GalleryPage, galleryOf, makeImages, until } from '../../harness/gallery.ts';
import { replaceLoader } from '../../harness/parts.ts';

/** A gallery whose code for what people do comes when it is let. */
async function early(
  attributes: string[],
  patch: Record<string, unknown> = {},
): Promise<{ page: GalleryPage; release(error?: Error): void; asked(): boolean }> {
  const module = await laterPart.fetch();
  let release!: (error?: Error) => void;
  let asked = false;
  const gate = new Promise<void>((resolve, reject) => {
    release = (error) => (error ? reject(error) : resolve());
  });
  restore = replaceLoader(laterPart, async () => {
    asked = true;
    await gate;
    return module;
  });
  const box = await fixture<HTMLElement>(html`<div></div>`);
  box.style.inlineSize = '800px';
  const element = document.createElement('imgpro-gallery');
  for (const name of attributes) element.setAttribute(name, '');
  element.images = await makeImages(12, patch);
  box.append(element);
  const page = new GalleryPage(element);
  await page.tilesAre(12);
  return { page, release, asked: () => asked };
}

let restore: () => void;

/** Clicks, and tells whether the browser was left to follow the link. */
function clickOf(element: HTMLElement, init: MouseEventInit = {}): boolean {
  let follows = false;
  const look = (event: Event) => {
    follows = !event.defaultPrevented;
    event.preventDefault();
  };
  window.addEventListener('click', look, { once: true });
  element.dispatchEvent(
    new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, detail: 1, ...init }),
  );
  window.removeEventListener('click', look);
  return follows;
}

describe('before the code for what people do is there', () => {
  before(async () => void (await galleryOf(null)));
  afterEach(async () => {
    restore();
    document.querySelector<HTMLDialogElement>('dialog.imgpro-lightbox')?.remove();
    await sendMouse({ type: 'move', position: [0, 0] });
  });

  it('a click on an image opens the viewer once it has come, and does not leave the page', async () => {
    const { page, release } = await early(['lightbox']);
    const opened = new Promise<string>((resolve) =>
      page.element.addEventListener('imgpro-open', (event) => resolve(event.detail.id), { once: true }),
    );
    expect(clickOf(page.face('photo3'))).to.equal(false);
    release();
    expect(await opened).to.equal('photo3');
    page.element.close();
    await until(() => !page.viewer);
  });

  it('a click on an image without the viewer follows its link', async () => {
    const { page } = await early(['selectable']);
    expect(clickOf(page.face('photo3'))).to.equal(true);
  });

  it('a click with Ctrl goes to another tab, with the viewer too', async () => {
    const { page } = await early(['lightbox']);
    expect(clickOf(page.face('photo3'), { ctrlKey: true })).to.equal(true);
  });

  it('a check mark and a click after it select, in their order', async () => {
    const { page, release } = await early(['selectable']);
    await until(() => page.check('photo1'));
    page.check('photo1').click();
    expect(clickOf(page.face('photo4'))).to.equal(false);
    expect(page.element.selection).to.deep.equal([]);
    release();
    await until(() => page.element.selection.length === 2);
    expect(page.element.selection).to.deep.equal(['photo1', 'photo4']);
  });

  it('the page hears of a click once', async () => {
    const { page, release } = await early(['selectable']);
    let clicks = 0;
    page.element.addEventListener('click', () => clicks++);
    page.check('photo1').click();
    release();
    await until(() => page.element.selection.length === 1);
    expect(clicks).to.equal(1);
  });

  it('keys lead on from image to image', async () => {
    const { page, release } = await early(['selectable']);
    page.face('photo0').focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    expect(page.focused).to.equal('photo0');
    release();
    await until(() => page.focused === 'photo2');
  });

  it('an arrow does not scroll the page', async () => {
    const { page } = await early([]);
    const key = new KeyboardEvent('keydown', {
      key: 'ArrowDown',
      bubbles: true,
      cancelable: true,
      composed: true,
    });
    page.face('photo0').dispatchEvent(key);
    expect(key.defaultPrevented).to.equal(true);
  });

  it('a press that is still held becomes a band', async () => {
    const { page, release } = await early(['selectable']);
    await page.placed();
    const { right, top } = page.tile('photo0').getBoundingClientRect();
    const [x, y] = page.at(page.tile('photo1'));
    // The gap between the two.
    await sendMouse({ type: 'move', position: [Math.round(right + 3), Math.round(top + 20)] });
    await sendMouse({ type: 'down' });
    release();
    await until(() => laterPart.present);
    await page.element.updateComplete;
    await sendMouse({ type: 'move', position: [x, y] });
    await until(() => page.element.selection.length > 0);
    await sendMouse({ type: 'up' });
    expect(page.element.selection).to.deep.equal(['photo1']);
  });

  it('an image that an uploader stores is kept, and comes with the code', async () => {
    const { page, release } = await early([]);
    page.element.uploader = 'up';
    const up = await fixture(html`<div id="up"></div>`);
    for (const image of await makeImages(2, {}, 'fresh'))
      up.dispatchEvent(new CustomEvent('imgpro-upload-success', { detail: { image }, bubbles: true }));
    await page.element.updateComplete;
    expect(page.tiles.length).to.equal(12);
    release();
    await page.tilesAre(14);
    expect(page.ids.slice(0, 2)).to.deep.equal(['fresh1', 'fresh0']);
  });

  it('the way to an image is kept, and gone with the code', async () => {
    const { page, release } = await early([]);
    page.element.style.marginBlockStart = '3000px';
    const there = page.element.scrollToImage('photo11');
    release();
    await there;
    const { top, bottom } = page.tile('photo11').getBoundingClientRect();
    expect(top >= 0 && bottom <= window.innerHeight).to.equal(true);
    window.scrollTo(0, 0);
  });

  it('code that cannot be had lets a click follow its link, and says that a part is missing', async () => {
    const { page, release } = await early(['lightbox'], { page_url: '#followed' });
    clickOf(page.face('photo2'));
    restore();
    restore = replaceLoader(laterPart, () => Promise.reject(new Error('no network')));
    release(new Error('no network'));
    await until(() => location.hash === '#followed');
    expect(page.hasButton('Try again') || page.hasButton('Reload the page')).to.equal(true);
    history.replaceState(null, '', location.pathname + location.search);
  });
});
