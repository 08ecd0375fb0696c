import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import { editingPart } from '../../../src/elements/uploader/parts.ts';
import ar from '../../../src/locales/ar.ts';
import de from '../../../src/locales/de.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import { setViewport } from '../../harness/emulation.ts';
import { press } from '../../harness/press.ts';
import { quarters, seen } from '../../harness/quarters.ts';
import { touch } from '../../harness/touch.ts';
import {
  API,
  errorBody,
  FakeServer,
  picture,
  uploaderPage,
  type UploaderPage,
} from '../../harness/uploader.ts';

const dialogOf = (page: UploaderPage) => page.root.querySelector<HTMLDialogElement>('dialog.editor');
const inside = <Kind extends HTMLElement = HTMLElement>(page: UploaderPage, selector: string) =>
  dialogOf(page)!.querySelector<Kind>(selector)!;
const size = (page: UploaderPage) => inside(page, 'summary').textContent!.replace(/[^\d×]/g, '');
const click = (page: UploaderPage, action: string) => inside(page, `[data-action="${action}"]`).click();
const closed = (page: UploaderPage) =>
  waitUntil(() => !dialogOf(page), 'the editor stays open', { timeout: 8000 });
const focused = (page: UploaderPage) => page.root.activeElement as HTMLElement | null;
const middleOf = (element: Element): [number, number] => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};
const handle = (page: UploaderPage, x: number, y: number) =>
  inside(page, `.handle[data-x="${x}"][data-y="${y}"]`);

/** Warnings of the console while something runs. */
async function warned(run: () => Promise<unknown>): Promise<string[]> {
  const { warn } = console;
  const said: string[] = [];
  console.warn = (text: string) => said.push(text);
  forgetWarnings();
  try {
    await run();
  } finally {
    console.warn = warn;
  }
  return said;
}

describe('the editor of <imgpro-uploader>', () => {
  let server: FakeServer;
  let page: UploaderPage;

  before(() => editingPart.fetch());
  beforeEach(() => (server = new FakeServer()));
  afterEach(() => {
    server.restore();
    page.element.clear();
  });

  const choose = async (attributes: Record<string, string | boolean> = {}, file?: File) => {
    page = await uploaderPage({ manual: true, editor: true, multiple: true, ...attributes });
    page.choose(file ?? (await quarters()));
    await waitUntil(() => page.button('edit'), 'no button comes', { timeout: 8000 });
  };
  const opened = () =>
    waitUntil(() => dialogOf(page)?.querySelector('.frame'), 'no picture is opened', { timeout: 8000 });
  const open = async (attributes?: Record<string, string | boolean>, file?: File) => {
    await choose(attributes, file);
    page.button('edit')!.focus();
    page.button('edit')!.click();
    await opened();
  };
  /** The file as it is sent. */
  const sent = async () => {
    page.element.upload();
    const request = await server.next();
    return { request, file: request.file! };
  };

  it('is accessible, and so is the question whether to leave', async () => {
    await open();
    await page.still();
    await expect(page.element).to.be.accessible();
    click(page, 'turn-right');
    await sendKeys({ press: 'Escape' });
    expect(!!inside(page, '[data-action="keep"]')).to.equal(true);
    await page.still();
    await expect(page.element).to.be.accessible();
  });

  it('begins at the crop, and gives the focus back', async () => {
    await open();
    expect(focused(page)?.className).to.equal('frame');
    await sendKeys({ press: 'Escape' });
    await closed(page);
    expect(focused(page)?.dataset['action']).to.equal('edit');
  });

  it('is opened from the menu of a narrow row of several, whose button has the focus afterwards', async function () {
    if (!(await setViewport({ width: 360, height: 640 }))) this.skip();
    await choose();
    expect(page.button('edit')!.checkVisibility(), 'a single row has no menu').to.equal(true);
    page.choose(await quarters({ width: 60, height: 40 }));
    await waitUntil(
      () => page.root.querySelectorAll('[data-action="menu"]').length === 2,
      'there is no menu',
    );
    const menu = page.button('menu')!;
    expect(page.button('edit')!.checkVisibility(), 'beside the menu').to.equal(false);
    menu.focus();
    menu.click();
    await waitUntil(() => page.button('menu-crop'), 'the menu has no such entry');
    expect(page.button('menu-crop')!.textContent!.trim()).to.equal('Edit image');
    page.button('menu-crop')!.click();
    await opened();
    await sendKeys({ press: 'Escape' });
    await closed(page);
    expect(focused(page)?.dataset['action']).to.equal('menu');
    await setViewport({ width: 800, height: 600 });
  });

  it('sends what was cut out, turned and mirrored, by keys alone', async () => {
    await open();
    await sendKeys({ press: 'Tab' }); // the top left corner
    expect(focused(page)?.getAttribute('aria-label')).to.equal('Top left corner');
    await press('ArrowRight', 48);
    await press('ArrowDown', 32);
    expect(size(page)).to.equal('48×32');
    expect(focused(page)?.getAttribute('aria-valuetext')).to.equal('48 × 32 px');
    inside(page, '[data-action="turn-right"]').focus();
    await sendKeys({ press: 'Enter' });
    expect(size(page)).to.equal('32×48');
    inside(page, '[data-action="done"]').focus();
    await sendKeys({ press: 'Enter' });
    await closed(page);
    const { file } = await sent();
    expect(await seen(file)).to.deep.equal({ width: 32, height: 48, quarters: [3, 3, 3, 3] });
    expect(page.element.files[0]!.size).to.equal(file.size);
  });

  it('leaves without a question when nothing has changed, and asks when something has', async () => {
    await open();
    await sendKeys({ press: 'Escape' });
    await closed(page);
    page.button('edit')!.click();
    await opened();
    click(page, 'mirror');
    await sendKeys({ press: 'Escape' });
    expect(focused(page)?.dataset['action']).to.equal('keep');
    await sendKeys({ press: 'Escape' });
    expect(!!inside(page, '[data-action="done"]')).to.equal(true);
    click(page, 'cancel');
    click(page, 'discard');
    await closed(page);
    const { file } = await sent();
    expect((await seen(file)).quarters).to.deep.equal([0, 1, 2, 3]);
  });

  it('opens again as it was left, and gives the original back', async () => {
    const original = await quarters();
    await open({}, original);
    click(page, 'turn-left');
    click(page, 'done');
    await closed(page);
    await waitUntil(() => page.element.files[0]!.size !== original.size, 'the size stays');
    page.button('edit')!.click();
    await opened();
    expect(size(page)).to.equal('64×96');
    click(page, 'reset');
    expect(size(page)).to.equal('96×64');
    click(page, 'done');
    await closed(page);
    const { file } = await sent();
    expect([file.size, file.name]).to.deep.equal([original.size, original.name]);
    expect(page.element.files[0]!.size).to.equal(original.size);
  });

  it('takes steps back, by a button and by keys', async () => {
    await open();
    click(page, 'turn-left');
    click(page, 'mirror');
    click(page, 'undo');
    expect(size(page)).to.equal('64×96');
    await press('Control+z');
    expect(size(page)).to.equal('96×64');
    expect(inside(page, '[data-action="undo"]').getAttribute('aria-disabled')).to.equal('true');
  });

  it('straightens by a slider that says its degrees', async () => {
    await open();
    const slider = inside<HTMLInputElement>(page, 'input[type="range"]');
    slider.focus();
    await press('ArrowRight', 6);
    expect(slider.getAttribute('aria-valuetext')).to.equal('3 degrees');
    const cut = size(page);
    expect(cut === '96×64').to.equal(false);
    await press('ArrowLeft', 6);
    expect(size(page)).to.equal('96×64');
  });

  it('offers the ratios of the page, and begins with the first', async () => {
    await open({ 'aspect-ratios': '1:1 16:9' });
    const names = [...dialogOf(page)!.querySelectorAll('.ratios span')].map((span) => span.textContent);
    expect(names).to.deep.equal(['Square', '16:9']);
    expect(size(page)).to.equal('64×64');
    inside<HTMLInputElement>(page, 'input[value="1:1"]').focus();
    await sendKeys({ press: 'ArrowRight' });
    expect(size(page)).to.equal('96×54');
  });

  it('takes numbers, for those who cannot drag', async () => {
    await open();
    inside<HTMLDetailsElement>(page, 'details').open = true;
    for (const [name, value] of Object.entries({ width: 48, height: 32, left: 48, top: 0 })) {
      const input = inside<HTMLInputElement>(page, `[data-number="${name}"]`);
      input.value = `${value}`;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
    expect(size(page)).to.equal('48×32');
    click(page, 'done');
    await closed(page);
    expect((await seen((await sent()).file)).quarters).to.deep.equal([1, 1, 1, 1]);
  });

  describe('in a page whose language changes', () => {
    const root = document.documentElement;
    /** All that is there to be read: what was said stays in the language that it was said in. */
    const words = (of: UploaderPage) => {
      const dialog = dialogOf(of)!.cloneNode(true) as Element;
      dialog.querySelector('.visually-hidden[role="status"]')!.remove();
      return dialog.textContent!;
    };
    const until = (check: () => boolean, message: string) => waitUntil(check, message, { timeout: 8000 });
    before(() => [ar, de].forEach(registerLocale));
    afterEach(() => {
      root.lang = 'en';
      root.removeAttribute('dir');
    });

    it('follows at once, and loses nothing of the edit, of a number that is being written, or of the focus', async () => {
      await open({ 'aspect-ratios': 'free 1:1' });
      inside<HTMLDetailsElement>(page, 'details').open = true;
      click(page, 'turn-right');
      const width = inside<HTMLInputElement>(page, '[data-number="width"]');
      width.select();
      await sendKeys({ type: '4' });
      root.lang = 'de';
      await until(() => inside(page, 'h2').textContent === 'Bild bearbeiten', 'it stays English');
      const labels = ['done', 'cancel', 'undo'].map((action) => {
        const button = inside(page, `[data-action="${action}"]`);
        return button.getAttribute('aria-label') ?? button.textContent!.trim();
      });
      expect(labels).to.deep.equal(['Fertig', 'Abbrechen', 'Rückgängig']);
      expect(inside(page, '.frame').getAttribute('aria-label')).to.equal('Ausschnitt');
      expect(words(page)).not.to.match(/Turn|Width|Cancel|Free/);
      expect([focused(page) === width, width.value, size(page)]).to.deep.equal([true, '4', '64×96']);
      await sendKeys({ type: '8' });
      await sendKeys({ press: 'Tab' });
      expect(size(page), 'the number that was begun before').to.equal('48×96');
      click(page, 'undo');
      expect(size(page)).to.equal('64×96');
      click(page, 'undo');
      expect(size(page)).to.equal('96×64');
      click(page, 'turn-right');
      click(page, 'done');
      await closed(page);
      expect((await seen((await sent()).file)).quarters).to.deep.equal([2, 0, 3, 1]);
    });

    it('runs from right to left, while it asks whether to leave', async () => {
      await open();
      click(page, 'flip');
      await sendKeys({ press: 'Escape' });
      const keep = focused(page)!;
      root.lang = 'ar';
      root.dir = 'rtl';
      await until(() => /[\u0600-\u06ff]/.test(keep.textContent!), 'it stays English');
      const dialog = dialogOf(page)!;
      expect([focused(page) === keep, dialog.matches(':dir(rtl)')]).to.deep.equal([true, true]);
      expect(words(page), 'a word of before').not.to.match(/Edit|Keep|Discard|Flip|Size/);
      await page.still();
      await expect(page.element).to.be.accessible();
    });

    it('says in the other language why a result may not be sent', async () => {
      await choose();
      page.element.maxFileSize = '100';
      page.button('edit')!.click();
      await opened();
      click(page, 'turn-right');
      click(page, 'done');
      await until(() => inside(page, '.facts').textContent!.includes('100'), 'it is not too heavy');
      root.lang = 'de';
      await until(() => inside(page, 'h2').textContent === 'Bild bearbeiten', 'it stays English');
      expect(inside(page, '.facts').textContent).to.match(/erlaubt/);
    });
  });

  it('draws a corner with the mouse, and moves the picture below the frame', async () => {
    await open({}, await quarters({ width: 960, height: 640 }));
    const [x, y] = middleOf(handle(page, 1, 1));
    const { width, height } = inside(page, '.frame').getBoundingClientRect();
    await sendMouse({ type: 'move', position: [x, y] });
    await sendMouse({ type: 'down' });
    const to: [number, number] = [Math.round(x - width / 2), Math.round(y - height / 2)];
    await sendMouse({ type: 'move', position: to });
    expect(inside(page, '.stage').hasAttribute('data-moving')).to.equal(true);
    await sendMouse({ type: 'up' });
    const near = size(page)
      .split('×')
      .map((pixels) => Math.round(Number(pixels) / 10) * 10);
    expect(near).to.deep.equal([480, 320]); // as far as a mouse can tell
    await waitUntil(() => inside(page, '.frame').getBoundingClientRect().width > width * 0.9, 'no zoom');
    const [a, b] = middleOf(inside(page, '.frame'));
    const reach = Math.round(width * 0.4);
    // By twice as much as there is, within the window: drivers have no pointer outside of it.
    for (let pull = 0; pull < 3; pull += 1) {
      await sendMouse({ type: 'move', position: [a + reach, b] });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [a - reach, b] });
      await sendMouse({ type: 'up' });
    }
    click(page, 'done');
    await closed(page);
    expect((await seen((await sent()).file)).quarters).to.deep.equal([1, 1, 1, 1]);
  });

  it('zooms by the wheel, and does not scroll the page', async () => {
    await open();
    const event = new WheelEvent('wheel', { deltaY: -300, bubbles: true, cancelable: true });
    inside(page, '.stage').dispatchEvent(event);
    expect([event.defaultPrevented, Number(size(page).split('×')[0]) < 80]).to.deep.equal([true, true]);
  });

  it('is drawn and pinched by fingers, on a small screen', async function () {
    if (!(await setViewport({ width: 360, height: 640 }))) this.skip();
    await open();
    const [x, y] = middleOf(handle(page, -1, -1));
    if (!(await touch('touchStart', [x, y]))) this.skip();
    await touch('touchMove', [x + 60, y + 40]);
    await touch('touchEnd');
    const [drawn] = size(page).split('×').map(Number);
    expect(drawn! < 96).to.equal(true);
    const [a, b] = middleOf(inside(page, '.stage'));
    await touch('touchStart', [a - 30, b], [a + 30, b]);
    await touch('touchMove', [a - 60, b], [a + 60, b]);
    await touch('touchEnd');
    const [pinched] = size(page).split('×').map(Number);
    expect(Math.abs(pinched! / drawn! - 0.5) < 0.15).to.equal(true);
    await setViewport({ width: 800, height: 600 });
  });

  it('does not let a crop become smaller than the page allows, and says why it may not be sent', async () => {
    await open({ 'min-width': '60', 'min-height': '40' });
    handle(page, 1, 1).focus();
    await press('Shift+ArrowLeft', 9);
    expect(size(page)).to.equal('60×64');
    click(page, 'reset');
    click(page, 'turn-right');
    expect(size(page)).to.equal('64×96');
    const slider = inside<HTMLInputElement>(page, 'input[type="range"]');
    slider.value = '40';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    expect(inside(page, '.facts').textContent!.trim()).to.equal('It has to be at least 60 px wide.');
    click(page, 'done');
    expect(!!dialogOf(page)).to.equal(true);
  });

  it('holds a file back while it is edited, and sends it once it is', async () => {
    page = await uploaderPage({ editor: true, multiple: true, concurrency: '1' });
    page.choose(await picture('first.png'), await quarters());
    await waitUntil(() => page.button('edit'), 'no button comes', { timeout: 8000 });
    const result = page.element.edit(page.element.files[1]!.id);
    await opened();
    (await server.next()).store();
    await page.shows('ready', 'queued');
    await page.rendered();
    expect(server.requests.length).to.equal(1);
    click(page, 'turn-right');
    click(page, 'done');
    expect((await result)!.name).to.equal('quarters.jpg');
    expect(await seen((await server.next()).file!)).to.deep.include({ width: 64, height: 96 });
  });

  it('sends other bytes under another key, and only these', async () => {
    page = await uploaderPage({ editor: true, retries: '0' });
    page.choose(await quarters());
    const first = await server.next();
    first.respond(422, errorBody('validation_error'));
    await page.shows('failed');
    const result = page.element.edit(page.element.files[0]!.id);
    await opened();
    click(page, 'turn-right');
    click(page, 'done');
    await result;
    const second = await server.next();
    expect(second.key === first.key).to.equal(false);
    expect(await seen(second.file!)).to.deep.include({ width: 64, height: 96 });
    second.store();
    await page.shows('ready');
  });

  it('is prepared after it is edited', async () => {
    await open({ 'max-dimension': '32' });
    click(page, 'turn-right');
    click(page, 'done');
    await closed(page);
    page.element.upload();
    await waitUntil(() => server.requests.length > 0, 'nothing is sent', { timeout: 8000 });
    expect(await seen(server.requests[0]!.file!)).to.deep.equal({
      ...{ width: 21, height: 32 },
      quarters: [2, 0, 3, 1],
    });
  });

  it('shows the edited picture in the row', async () => {
    await choose();
    const shown = () => page.root.querySelector<HTMLImageElement>('.thumb img');
    await waitUntil(() => shown()?.naturalWidth);
    const before = shown()!.src;
    page.button('edit')!.click();
    await opened();
    click(page, 'turn-right');
    click(page, 'done');
    await closed(page);
    await waitUntil(() => shown()!.src !== before && shown()!.complete, 'the picture stays');
    await waitUntil(() => shown()!.naturalWidth / shown()!.naturalHeight < 1, 'it is not turned');
  });

  it('closes with its file', async () => {
    await choose();
    const { id } = page.element.files[0]!;
    const result = page.element.edit(id);
    await opened();
    page.element.remove(id);
    expect([await result, dialogOf(page)]).to.deep.equal([null, null]);
  });

  it('says of what cannot be edited why, once, to the page', async () => {
    page = await uploaderPage({ manual: true, multiple: true });
    await page.element.addFiles([
      new File(['<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'], 'a.svg', {
        type: 'image/svg+xml',
      }),
    ]);
    page.element.addUrl('https://example.test/a.jpg');
    const results: unknown[] = [];
    const said = await warned(async () => {
      for (const id of ['nobody', ...page.element.files.map((file) => file.id), 'nobody'])
        results.push(await page.element.edit(id));
    });
    expect(results).to.deep.equal([null, null, null, null]);
    expect(said.map((text) => text.replace(/^.*?: /, ''))).to.deep.equal([
      'there is no file of this id.',
      'pictures of the type image/svg+xml cannot be drawn anew.',
      'the service fetches it from its address.',
    ]);
  });

  it('says of a damaged picture that it cannot be opened', async () => {
    const whole = await quarters();
    await choose({}, new File([whole.slice(0, 500)], 'cut.jpg', { type: 'image/jpeg' }));
    const said = await warned(async () => {
      const result = page.element.edit(page.element.files[0]!.id);
      await waitUntil(() => dialogOf(page)?.querySelector('.trouble'), 'nothing is said', { timeout: 8000 });
      await page.still();
      await expect(page.element).to.be.accessible();
      expect(focused(page)?.dataset['action']).to.equal('close');
      click(page, 'close');
      expect(await result).to.equal(null);
    });
    expect(said.length).to.equal(1);
  });

  it('has no button where the page has no editor, nor in a row that is being sent', async () => {
    page = await uploaderPage({ manual: true });
    page.choose(await quarters());
    await page.shows('queued');
    expect(page.button('edit')).to.equal(null);
    page.element.editor = true;
    await waitUntil(() => page.button('edit'));
    page.element.upload();
    const request = await server.next();
    await page.rendered();
    expect(page.button('edit')).to.equal(null);
    request.store();
    expect(request.url.startsWith(API)).to.equal(true);
  });
});
