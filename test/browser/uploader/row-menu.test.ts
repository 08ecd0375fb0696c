// The menu in the row of a stored image: what it offers, by keyboard too, and where the focus goes.
import { expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { rowMenuPart } from '../../../src/elements/uploader/parts.ts';
import de from '../../../src/locales/de.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import { setViewport } from '../../harness/emulation.ts';
import { replaceLoader } from '../../harness/parts.ts';
import { press as pressKeys } from '../../harness/press.ts';
import { errorBody, FakeServer, pictures, uploaderPage, type UploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
let copied: string[];
const undo: (() => void)[] = [];

/** The clipboard as a test has it: it takes text, or refuses it. */
function clipboard(writeText: (text: string) => Promise<void>): void {
  const before = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  undo.push(() =>
    before
      ? Object.defineProperty(navigator, 'clipboard', before)
      : Reflect.deleteProperty(navigator, 'clipboard'),
  );
}

beforeEach(() => {
  server = new FakeServer();
  copied = [];
  clipboard(async (text) => void copied.push(text));
});
afterEach(async () => {
  fixtureCleanup();
  for (const back of undo.splice(0)) back();
  server.restore();
  await setViewport({ width: 1280, height: 800 });
});

/** A token is one for all pages with its endpoint: each page has its own. */
let pages = 0;

const ABILITIES = ['create', 'read', 'update', 'delete'];

/** A list with two stored images. */
async function storedPage(
  attributes: Record<string, string | boolean> = {},
  { abilities = ABILITIES, ...patch }: { abilities?: string[] } & Record<string, unknown> = {},
): Promise<UploaderPage> {
  server.answers.set('/imgpro/token', () => ({
    body: { token: 'token', expires_in: 600, policy: { abilities }, api_url: 'https://api.test/v1' },
  }));
  const page = await uploaderPage({
    multiple: true,
    'token-endpoint': `/imgpro/token?${(pages += 1)}`,
    ...attributes,
  });
  page.choose(...(await pictures('a.png', 'b.png')));
  await page.told('imgpro-files-added');
  page.element.upload();
  const [first, second] = await server.count(2);
  first!.store('image-a', patch);
  second!.store('image-b', patch);
  await page.shows('ready', 'ready');
  return page;
}

const menuOf = (page: UploaderPage) => page.root.querySelector<HTMLElement>('.row-menu');
const button = (page: UploaderPage, name = 'a.png') => page.button('menu', page.row(name))!;
const focused = (page: UploaderPage) => (page.root.activeElement as HTMLElement | null)?.dataset['action'];
const entries = (page: UploaderPage) =>
  [...menuOf(page)!.querySelectorAll<HTMLElement>('[role="menuitem"]')].map(
    ({ dataset }) => dataset['action'],
  );

/** Opens the menu as a keyboard does. */
async function open(page: UploaderPage, name = 'a.png'): Promise<void> {
  button(page, name).focus();
  await sendKeys({ press: 'Enter' });
  await waitUntil(() => menuOf(page)?.matches(':popover-open'), 'no menu');
}

async function press(page: UploaderPage, action: string): Promise<void> {
  page.button(action, menuOf(page)!)!.click();
  await page.rendered();
}

describe('the menu of a stored image in <imgpro-uploader>', () => {
  it('is accessible, and names its file', async () => {
    const page = await storedPage();
    expect(button(page).getAttribute('aria-label')).to.equal('Actions for a.png');
    expect(button(page).getAttribute('aria-haspopup')).to.equal('menu');
    await open(page);
    expect(button(page).getAttribute('aria-expanded')).to.equal('true');
    await page.still();
    await expect(page.element).to.be.accessible();
    await press(page, 'menu-delete');
    await page.still();
    await expect(page.element).to.be.accessible();
  });

  it('is walked by arrows, ends and letters, and left by Escape to its button', async () => {
    const page = await storedPage();
    await open(page);
    expect(entries(page)).to.deep.equal([
      'menu-copy',
      'open-page',
      'menu-moveDown',
      'menu-delete',
      'menu-remove',
    ]);
    const walk: [string, string][] = [
      ['ArrowDown', 'open-page'],
      ['End', 'menu-remove'],
      ['ArrowDown', 'menu-copy'],
      ['ArrowUp', 'menu-remove'],
      ['d', 'menu-delete'],
      ['Home', 'menu-copy'],
    ];
    expect(focused(page)).to.equal('menu-copy');
    for (const [key, action] of walk) {
      await sendKeys({ press: key });
      expect(focused(page), key).to.equal(action);
    }
    await sendKeys({ press: 'Escape' });
    expect(menuOf(page) === null).to.equal(true);
    expect(page.root.activeElement === button(page)).to.equal(true);
    expect(button(page).hasAttribute('aria-expanded')).to.equal(false);
  });

  it('goes by Shift+Tab to what stands before its button', async () => {
    const page = await storedPage();
    await open(page, 'b.png');
    await pressKeys('Shift+Tab');
    expect(menuOf(page) === null).to.equal(true);
    expect(page.root.activeElement === button(page)).to.equal(true);
  });

  it('goes by Tab to what follows its button, by a press beside it, and with its file', async () => {
    const page = await storedPage();
    await open(page);
    await sendKeys({ press: 'Tab' });
    expect(menuOf(page) === null).to.equal(true);
    expect(page.root.activeElement === button(page, 'b.png')).to.equal(true);
    await open(page, 'b.png');
    await sendMouse({ type: 'click', position: [2, 2] });
    await waitUntil(() => menuOf(page) === null);
    await open(page);
    page.element.remove(page.element.files[0]!.id);
    await waitUntil(() => menuOf(page) === null);
  });

  it('in a dialog Escape closes the menu, and not the dialog', async () => {
    const page = await storedPage({ variant: 'dialog' });
    page.element.browse();
    await page.rendered();
    await open(page);
    await sendKeys({ press: 'Escape' });
    expect(menuOf(page) === null).to.equal(true);
    expect(page.root.querySelector('dialog')!.open).to.equal(true);
  });

  for (const dir of ['ltr', 'rtl'])
    it(`is never cut off, in a window of 320 pixels: ${dir}`, async function () {
      if (!(await setViewport({ width: 320, height: 480 }))) this.skip();
      document.documentElement.dir = dir;
      undo.push(() => document.documentElement.removeAttribute('dir'));
      for (const view of ['list', 'grid']) {
        const page = await storedPage({ view });
        await open(page, 'b.png');
        const { left, top, right, bottom } = menuOf(page)!.getBoundingClientRect();
        expect(Math.min(left, top), view).to.be.at.least(0);
        expect(right, view).to.be.at.most(320);
        expect(bottom, view).to.be.at.most(480);
        fixtureCleanup();
        server.requests.length = 0;
      }
    });

  it('copies the address of the page, says so, and stays', async () => {
    const page = await storedPage();
    await open(page);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => menuOf(page)!.textContent.includes('Copied'));
    expect(copied).to.deep.equal(['https://img.test/image-a']);
    expect(focused(page)).to.equal('menu-copy');
    await waitUntil(() => page.spoken.includes('Link copied'), page.spoken, { timeout: 3000 });
  });

  it('shows the link to be copied by hand where the clipboard is refused', async () => {
    clipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    const { execCommand } = document;
    document.execCommand = () => false;
    undo.push(() => (document.execCommand = execCommand));
    const page = await storedPage();
    await open(page);
    await press(page, 'menu-copy');
    const field = menuOf(page)!.querySelector('input')!;
    await waitUntil(() => page.root.activeElement === field);
    expect(field.value).to.equal('https://img.test/image-a');
    expect(field.selectionEnd! - field.selectionStart!).to.equal(field.value.length);
    await sendKeys({ press: 'Escape' });
    expect(page.root.activeElement === button(page)).to.equal(true);
  });

  it('opens the page in a tab that knows nothing of this one', async () => {
    const page = await storedPage();
    await open(page);
    const link = menuOf(page)!.querySelector<HTMLAnchorElement>('a[data-action="open-page"]')!;
    expect([link.href, link.target, link.rel]).to.deep.equal([
      'https://img.test/image-a',
      '_blank',
      'noopener',
    ]);
  });

  it('offers no link of a private image, and says why', async () => {
    const page = await storedPage({}, { public: false });
    await open(page);
    expect(entries(page)).to.deep.equal(['menu-moveDown', 'menu-delete', 'menu-remove']);
    expect(menuOf(page)!.textContent).to.contain('Private');
  });

  it('leads to the text of the image', async () => {
    const page = await storedPage({ fields: 'caption' });
    await open(page);
    await press(page, 'menu-edit');
    await waitUntil(() => page.root.activeElement?.localName === 'textarea', 'the field has not opened');
    expect(page.root.activeElement!.closest('.file') === page.row('a.png')).to.equal(true);
  });

  it('is in each row as soon as there are two files, and in none that has nothing to offer', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    const offered = () => page.rows.map((row) => page.button('menu', row) !== null);
    page.choose(...(await pictures('a.png')));
    await waitUntil(() => page.rows.length === 1);
    expect(offered()).to.deep.equal([false]);
    page.choose(...(await pictures('b.png')));
    await waitUntil(() => page.rows.length === 2);
    expect(offered()).to.deep.equal([true, true]);
    page.element.remove(page.element.files[0]!.id);
    await waitUntil(() => page.rows.length === 1);
    expect(offered()).to.deep.equal([false]);
  });

  it('closes with its button, which is gone where nothing can be moved any more; the focus stays in the row', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    page.choose(...(await pictures('a.png', 'b.png')));
    await waitUntil(() => page.rows.length === 2);
    await open(page);
    page.element.remove(page.element.files[1]!.id);
    await waitUntil(() => page.rows.length === 1);
    await page.rendered();
    expect(menuOf(page) === null).to.equal(true);
    expect(focused(page)).to.equal('remove');
    expect(page.root.activeElement!.closest('.file') === page.row('a.png')).to.equal(true);
  });

  it('follows its file: what it offers, and the focus when the page takes the file away', async () => {
    const page = await uploaderPage({ multiple: true, concurrency: '1' });
    page.choose(...(await pictures('a.png', 'b.png', 'c.png')));
    const request = await server.next();
    await page.rendered();
    await open(page);
    expect(entries(page)).to.deep.equal(['menu-moveDown']);
    request.store('image-a');
    await waitUntil(() => entries(page).includes('menu-copy'), 'it still offers what it did before');
    expect(focused(page)).to.equal('menu-moveDown');
    page.element.remove(page.element.files[0]!.id);
    await waitUntil(() => page.rows.length === 2);
    await page.rendered();
    expect(page.root.activeElement === button(page, 'b.png')).to.equal(true);
  });

  it('takes a file off the list; the focus goes to the next row, then to the button that adds', async () => {
    const page = await storedPage();
    await open(page);
    await press(page, 'menu-remove');
    expect(page.root.activeElement === button(page, 'b.png')).to.equal(true);
    await open(page, 'b.png');
    await press(page, 'menu-remove');
    expect(focused(page)).to.equal('browse');
    expect(server.fetched.filter((line) => line.startsWith('DELETE'))).to.have.length(0);
  });

  it('deletes only after a question, and once', async () => {
    server.answers.set('/images/image-a', () => ({
      body: { id: 'image-a', object: 'image', deleted: true },
    }));
    const page = await storedPage({ 'delete-on-remove': true });
    await open(page);
    expect(entries(page)).to.deep.equal(['menu-copy', 'open-page', 'menu-moveDown', 'menu-delete']);
    await press(page, 'menu-delete');
    expect(menuOf(page)!.textContent).to.contain('Delete a.png for good?');
    expect(focused(page)).to.equal('keep');
    await press(page, 'keep');
    expect(page.root.activeElement === button(page)).to.equal(true);
    expect(page.element.files).to.have.length(2);
    await open(page);
    await press(page, 'menu-delete');
    await press(page, 'delete-now');
    await waitUntil(() => page.element.files.length === 1);
    await page.rendered();
    expect(page.root.activeElement === button(page, 'b.png')).to.equal(true);
    expect(server.fetched.filter((line) => line.startsWith('DELETE'))).to.have.length(1);
  });

  it('asks in the language of the page, also in one that it changes to meanwhile', async () => {
    const page = await storedPage();
    await open(page);
    await press(page, 'menu-delete');
    registerLocale(de);
    try {
      document.documentElement.lang = 'de';
      await waitUntil(
        () => menuOf(page)!.textContent!.includes('a.png endgültig löschen?'),
        'it stays English',
        { timeout: 8000 },
      );
      expect(menuOf(page)!.textContent).not.to.match(/Delete|Keep/);
      expect(focused(page)).to.equal('keep');
    } finally {
      document.documentElement.lang = 'en';
    }
  });

  it('offers no deletion where the token may not delete', async () => {
    const page = await storedPage({}, { abilities: ['create', 'read'] });
    await open(page);
    expect(entries(page)).to.deep.equal(['menu-copy', 'open-page', 'menu-moveDown', 'menu-remove']);
  });

  it('is closed by a second press of its button', async () => {
    const page = await storedPage();
    const { left, top } = button(page).getBoundingClientRect();
    const press = () => sendMouse({ type: 'click', position: [Math.round(left + 10), Math.round(top + 10)] });
    await press();
    await waitUntil(() => menuOf(page)?.matches(':popover-open'), 'no menu');
    await press();
    await waitUntil(() => menuOf(page) === null);
    await page.rendered();
    expect(menuOf(page) === null).to.equal(true);
  });

  it('says when an image could not be deleted, and keeps it', async () => {
    server.answers.set('/images/image-a', () => ({ status: 403, body: errorBody('forbidden') }));
    const page = await storedPage();
    await open(page);
    await press(page, 'menu-delete');
    await press(page, 'delete-now');
    await waitUntil(() => menuOf(page)!.textContent.includes('could not be deleted'));
    expect(focused(page)).to.equal('keep');
    expect(page.element.files).to.have.length(2);
  });

  it('can be asked for again when its code could not be fetched', async () => {
    const part = rowMenuPart.present!;
    let isOnline = false;
    undo.push(
      replaceLoader(rowMenuPart, () =>
        isOnline ? Promise.resolve(part) : Promise.reject(new TypeError('Failed to fetch')),
      ),
    );
    const page = await storedPage();
    button(page).click();
    await waitUntil(() => page.root.querySelector('.notice [data-action="load"]'), 'no notice', {
      timeout: 4000,
    });
    isOnline = true;
    button(page).click();
    await waitUntil(() => menuOf(page)?.matches(':popover-open'), 'no menu', { timeout: 4000 });
  });
});
