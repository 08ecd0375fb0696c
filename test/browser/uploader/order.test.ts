import { expect, waitUntil } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import { orderPart } from '../../../src/elements/uploader/parts.ts';
import { replaceLoader } from '../../harness/parts.ts';
import { press } from '../../harness/press.ts';
import { slide, touch as finger, touchscreen } from '../../harness/touch.ts';
import { FakeServer, picture, pictures, uploaderPage, type UploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(async () => {
  await resetMouse();
  server.restore();
  window.scrollTo(0, 0);
});

const until = (predicate: () => unknown, message?: string) =>
  waitUntil(() => Boolean(predicate()), message, { timeout: 8000 });

const NAMES = ['a.png', 'b.png', 'c.png', 'd.png', 'e.png'];

/** An uploader with five images that are stored as `a` to `e`. */
async function stored(attributes: Record<string, string | boolean> = {}): Promise<UploaderPage> {
  const page = await uploaderPage({ multiple: true, name: 'photo', concurrency: '5', ...attributes });
  page.choose(...(await pictures(...NAMES)));
  const requests = await server.count(5);
  for (const request of requests) request.store(request.file!.name.slice(0, 1));
  await page.shows(...NAMES.map(() => 'ready'));
  page.events.length = 0;
  return page;
}

const shown = (page: UploaderPage) =>
  page.rows.map((row) => row.querySelector('.name > :first-child')!.textContent!.slice(0, 1)).join('');
const order = (page: UploaderPage) => page.element.files.map(({ name }) => name.slice(0, 1)).join('');
const list = (page: UploaderPage) => page.root.querySelector<HTMLElement>('.list')!;
const thumb = (page: UploaderPage, name: string) => page.row(name).querySelector<HTMLElement>('.thumb')!;
const carried = (page: UploaderPage) => page.root.querySelector<HTMLElement>('.is-carried');

function middle(element: Element): [number, number] {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}

/** Takes a file up with the mouse and carries it to a point. */
async function carry(page: UploaderPage, name: string, to: [number, number]): Promise<void> {
  await sendMouse({ type: 'move', position: middle(thumb(page, name)) });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [to[0], to[1] - 4] });
  await sendMouse({ type: 'move', position: to });
  await until(() => carried(page), 'nothing was taken up');
}

const data = (page: UploaderPage) => new FormData(page.element.form!).getAll('photo').join('');

describe('the keyboard', () => {
  it('moves a file with Ctrl+Shift+arrow; the focus stays with it, and its place is said', async () => {
    const page = await stored();
    page.button('menu', page.row('b.png'))!.focus();
    await press('Control+Shift+ArrowDown');
    await until(() => shown(page) === 'acbde');
    expect(order(page)).to.equal('acbde');
    await page.rendered();
    expect(page.root.activeElement === page.button('menu', page.row('b.png'))).to.equal(true);
    await until(() => page.spoken.includes('b.png is now 3 of 5'));
  });

  it('goes to either end with Home and End, and stays there', async () => {
    const page = await stored();
    page.button('menu', page.row('c.png'))!.focus();
    await press('Control+Shift+Home');
    await until(() => shown(page) === 'cabde');
    await press('Control+Shift+ArrowUp');
    await press('Control+Shift+End');
    await until(() => shown(page) === 'abdec');
  });

  it('tells the form and the page once for each act, and not at all where the value is as before', async () => {
    const page = await stored();
    expect(data(page)).to.equal('abcde');
    page.button('menu', page.row('e.png'))!.focus();
    await press('Control+Shift+ArrowUp');
    await until(() => shown(page) === 'abced');
    await page.rendered();
    expect(page.types).to.deep.equal(['input', 'change']);
    expect(page.element.value).to.deep.equal(['a', 'b', 'c', 'e', 'd']);
    expect(page.element.images.map(({ id }) => id).join('')).to.equal('abced');
    expect(data(page)).to.equal('abced');
    await press('Control+Shift+End');
    await press('Control+Shift+End'); // is there already
    await page.rendered();
    expect(page.types).to.have.length(4);
  });

  it('moves nothing while a person writes, without `multiple`, or where nothing can be changed', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, fields: 'caption' });
    page.choose(...(await pictures(...NAMES)));
    await page.shows(...NAMES.map(() => 'queued'));
    const write = () => page.row('b.png').querySelector<HTMLElement>('[data-action=write]');
    await until(write, 'no fields');
    write()!.click();
    await until(() => page.root.activeElement?.matches('input, textarea'), 'nothing to write in');
    await press('Control+Shift+ArrowDown');
    page.element.readonly = true;
    await page.rendered();
    page.row('b.png').dispatchEvent(
      new KeyboardEvent('keydown', {
        ...{ key: 'ArrowDown', ctrlKey: true, shiftKey: true, bubbles: true, composed: true },
      }),
    );
    await page.rendered();
    expect(shown(page)).to.equal('abcde');
  });
});

describe('dragging', () => {
  it('puts a file where it is let go, while the others make room', async () => {
    const page = await stored();
    const [x, y] = middle(thumb(page, 'd.png'));
    await carry(page, 'a.png', [x, y + 8]);
    await until(() => page.row('c.png').style.getPropertyValue('translate'));
    expect(order(page), 'nothing has changed yet').to.equal('abcde');
    await sendMouse({ type: 'up' });
    await until(() => shown(page) === 'bcdae');
    await page.rendered();
    expect(page.types).to.deep.equal(['input', 'change']);
    expect(page.rows.every((row) => row.getAttribute('style') === null || row.style.length === 0)).to.equal(
      true,
    );
    await until(() => page.spoken.includes('a.png is now 4 of 5'));
  });

  it('is called off by Escape, and begins with the mouse on the picture alone', async () => {
    const page = await stored();
    await carry(page, 'a.png', middle(thumb(page, 'd.png')));
    await press('Escape');
    await until(() => !carried(page));
    await sendMouse({ type: 'up' });
    await sendMouse({ type: 'move', position: middle(page.row('a.png').querySelector('.name')!) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: middle(thumb(page, 'c.png')) });
    await page.rendered();
    expect(carried(page) === null).to.equal(true);
    await sendMouse({ type: 'up' });
    expect(order(page)).to.equal('abcde');
    expect(page.types).to.deep.equal([]);
  });

  it('of tiles goes from place to place of the grid, from right to left as well', async () => {
    for (const dir of ['ltr', 'rtl']) {
      const page = await stored({ view: 'grid', dir });
      await carry(page, 'a.png', middle(thumb(page, 'c.png')));
      await sendMouse({ type: 'up' });
      await until(() => shown(page) === 'bcade');
      page.element.remove();
      server.requests.length = 0;
    }
  });

  it('is no drop of files', async () => {
    const page = await stored();
    await carry(page, 'a.png', middle(thumb(page, 'c.png')));
    const dragged = new DragEvent('dragstart', { bubbles: true, composed: true, cancelable: true });
    thumb(page, 'a.png').dispatchEvent(dragged);
    expect(dragged.defaultPrevented).to.equal(true);
    page.drag('dragenter', await picture());
    expect(page.element.matches(':state(dragging)')).to.equal(false);
    await sendMouse({ type: 'up' });
  });

  it('scrolls the list near its edge, and reaches places that were out of sight', async () => {
    const page = await stored();
    page.element.style.setProperty('--imgpro-list-size', '160px');
    const box = list(page).getBoundingClientRect();
    await carry(page, 'a.png', [middle(thumb(page, 'a.png'))[0], Math.round(box.bottom - 4)]);
    await until(() => list(page).scrollTop + list(page).clientHeight >= list(page).scrollHeight - 1);
    await sendMouse({ type: 'up' });
    await until(() => shown(page).indexOf('a') > 2);
  });

  it('follows files that go meanwhile, and ends when its own does', async () => {
    const page = await stored();
    await carry(page, 'b.png', middle(thumb(page, 'd.png')));
    page.element.remove(page.element.files[0]!.id);
    await until(() => shown(page) === 'bcde');
    page.element.remove(page.element.files[0]!.id);
    await until(() => !carried(page) && shown(page) === 'cde');
    await sendMouse({ type: 'up' });
    expect(order(page)).to.equal('cde');
  });
});

describe('a finger', () => {
  let able = false;
  before(async () => (able = await touchscreen(true)));
  after(() => touchscreen(false));
  beforeEach(function () {
    if (!able) this.skip();
  });

  /** Comes near with the pointer: the code that orders is fetched then. */
  async function near(page: UploaderPage): Promise<void> {
    list(page).dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    await page.rendered();
  }

  it('that rests on a row takes it up, and puts it where it lets go', async () => {
    const page = await stored();
    await near(page);
    const from = middle(page.row('a.png').querySelector('.about')!);
    const to = middle(page.row('c.png').querySelector('.about')!);
    await finger('touchStart', from);
    await until(() => carried(page));
    await slide(from, [to[0], to[1] + 8]);
    await until(() => page.row('b.png').style.getPropertyValue('translate'));
    await finger('touchEnd');
    await until(() => shown(page) === 'bcade');
  });

  it('that moves at once scrolls, and takes nothing up', async () => {
    const page = await stored();
    await near(page);
    page.element.style.setProperty('--imgpro-list-size', '160px');
    const from = middle(page.row('b.png').querySelector('.about')!);
    await finger('touchStart', from);
    await slide(from, [from[0], from[1] - 60]);
    await until(() => list(page).scrollTop > 0);
    expect(carried(page) === null).to.equal(true);
    await finger('touchEnd');
    expect(order(page)).to.equal('abcde');
  });
});

describe('before its code is there', () => {
  let come = () => {};
  let restore = () => {};
  beforeEach(() => {
    const module = orderPart.present!;
    restore = replaceLoader(orderPart, () => new Promise((resolve) => (come = () => resolve(module))));
  });
  afterEach(() => restore());

  it('nobody has to come near: it is fetched once there are two files', async () => {
    const page = await stored();
    await until(() => (come(), orderPart.present), 'it was not fetched');
    await until(() => list(page).hasAttribute('data-orderable'));
  });

  it('keys wait, and are done in their order', async () => {
    const page = await stored();
    page.button('menu', page.row('b.png'))!.focus();
    await press('Control+Shift+ArrowDown');
    await press('Control+Shift+ArrowDown');
    expect(order(page)).to.equal('abcde');
    come();
    await until(() => shown(page) === 'acdbe');
    await press('Control+Shift+ArrowUp');
    await until(() => shown(page) === 'acbde');
  });

  it('a press that is over takes nothing up', async () => {
    const page = await stored();
    await sendMouse({ type: 'move', position: middle(thumb(page, 'a.png')) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [2, 2] });
    await sendMouse({ type: 'up' });
    come();
    await until(() => orderPart.present);
    await page.rendered();
    await sendMouse({ type: 'move', position: middle(thumb(page, 'c.png')) });
    await page.rendered();
    expect(carried(page) === null).to.equal(true);
    expect(order(page)).to.equal('abcde');
  });

  it('a finger that rests meanwhile takes its row up when it is', async function () {
    if (!(await touchscreen(true))) return this.skip();
    try {
      const page = await stored();
      const from = middle(thumb(page, 'a.png'));
      const to = middle(thumb(page, 'c.png'));
      await finger('touchStart', from);
      come();
      await until(() => carried(page), 'nothing was taken up');
      await slide(from, [to[0], to[1] + 8]);
      await until(() => page.row('b.png').style.getPropertyValue('translate'));
      await finger('touchEnd');
      await until(() => shown(page) === 'bcade');
    } finally {
      await touchscreen(false);
    }
  });
});

describe('a list of many', () => {
  it('takes a command to the top and comes along; only a window of it is in the page', async function () {
    this.timeout(60_000);
    const page = await uploaderPage({ multiple: true });
    page.element.value = Array.from({ length: 10_000 }, (_, at) => `image${at}`);
    await until(() => page.rows.length > 0 && page.rows.length < 200);
    const box = list(page);
    box.scrollTop = box.scrollHeight / 2;
    await until(() => Number(page.rows[0]!.getAttribute('aria-posinset')) > 3000);
    const row = page.rows[8]!;
    const { id } = row.dataset;
    page.button('remove', row)!.focus();
    await page.rendered();
    await press('Control+Shift+Home');
    await until(() => page.element.files[0]!.id === id);
    await until(() => page.rows[0]?.dataset['id'] === id);
    await until(() => page.root.activeElement?.closest<HTMLElement>('.file')?.dataset['id'] === id);
    expect((page.element.value as string[]).length).to.equal(10_000);
  });

  it('keeps the row that is carried in the page, however far', async function () {
    this.timeout(60_000);
    const page = await uploaderPage({ multiple: true });
    page.element.value = Array.from({ length: 300 }, (_, at) => `image${at}`);
    await until(() => page.rows.length > 5 && page.rows.length < 200);
    const first = page.rows[0]!;
    const { id } = first.dataset;
    await sendMouse({ type: 'move', position: middle(first.querySelector('.thumb')!) });
    await sendMouse({ type: 'down' });
    const [x, y] = middle(first);
    await sendMouse({ type: 'move', position: [x, y + 40] });
    await until(() => carried(page));
    list(page).scrollTop = 6000;
    await until(() => page.rows.some((row) => Number(row.getAttribute('aria-posinset')) > 60));
    expect(first.isConnected).to.equal(true);
    await page.rendered();
    await sendMouse({ type: 'up' });
    await until(() => page.element.files.findIndex((file) => file.id === id) > 60);
    expect(page.rows.filter((row) => row.dataset['id'] === id)).to.have.length(1);
  });
});

describe('the menu of a row', () => {
  /** Opens the menu of a file, and presses an entry. */
  async function move(page: UploaderPage, name: string, entry: 'moveUp' | 'moveDown' | 'moveTop') {
    page.row(name).querySelector<HTMLElement>('[data-action=menu]')!.click();
    const item = () => page.root.querySelector<HTMLElement>(`.row-menu [data-action=menu-${entry}]`);
    await until(item, 'no such entry');
    item()!.click();
  }
  const focusedRow = (page: UploaderPage) =>
    (page.root.activeElement?.closest('.file') as HTMLElement | null)?.querySelector('.name > :first-child')
      ?.textContent;

  it('moves a file by single presses; the focus stays with its button, the value follows', async () => {
    const page = await stored();
    await move(page, 'b.png', 'moveDown');
    await until(() => shown(page) === 'acbde');
    expect(data(page)).to.equal('acbde');
    await until(() => focusedRow(page) === 'b.png', 'the focus is elsewhere');
    await move(page, 'b.png', 'moveTop');
    await until(() => shown(page) === 'bacde');
    await move(page, 'b.png', 'moveDown');
    await until(() => shown(page) === 'abcde');
  });

  it('is there for files that wait, too, but not for a single one', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    page.choose(await picture('a.png'));
    await page.shows('queued');
    expect(page.row('a.png').querySelector('[data-action=menu]')).to.equal(null);
    page.choose(await picture('b.png'));
    await page.shows('queued', 'queued');
    await move(page, 'b.png', 'moveUp');
    await until(() => shown(page) === 'ba');
  });
});
