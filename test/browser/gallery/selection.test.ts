import { expect, oneEvent } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import { FakeService, galleryOf, makeImages, until, type GalleryPage } from '../../harness/gallery.ts';
import { screenRect } from '../../../src/elements/gallery/stage/viewport.ts';
import { press } from '../../harness/press.ts';
import { slide, touch as finger, touchscreen } from '../../harness/touch.ts';

async function gallery(
  attributes: Record<string, string | boolean> = {},
  count = 12,
  width = 800,
): Promise<GalleryPage> {
  const service = new FakeService(await makeImages(count));
  const page = await galleryOf(service, { layout: 'grid', columns: '4', ...attributes }, width);
  await page.tilesAre(count);
  return page;
}

async function clickAt(element: HTMLElement): Promise<void> {
  const { left, top, width, height } = element.getBoundingClientRect();
  await sendMouse({
    type: 'click',
    position: [Math.round(left + width / 2), Math.round(top + height / 2)],
  });
}

/** The events of a selection, with their ids. */
function changes(page: GalleryPage): string[][] {
  const heard: string[][] = [];
  page.element.addEventListener('imgpro-selection-change', ({ detail }) => heard.push(detail.ids));
  return heard;
}

const names = (...numbers: number[]) => numbers.map((number) => `photo${number}`);

afterEach(async () => {
  await resetMouse();
  window.scrollTo(0, 0);
});

describe('the keyboard', () => {
  it('selects with Space, and a run with Shift', async () => {
    const page = await gallery({ selectable: true });
    page.face('photo1').focus();
    await press(' ');
    expect(page.element.selection).to.deep.equal(['photo1']);
    await press('Shift+ArrowRight');
    await press('Shift+ArrowDown');
    await until(() => page.focused === 'photo6');
    expect(page.element.selection).to.deep.equal([
      'photo1',
      'photo2',
      'photo3',
      'photo4',
      'photo5',
      'photo6',
    ]);
    await press('Shift+ArrowUp');
    await until(() => page.element.selection.length === 2);
    expect(page.element.selection).to.deep.equal(['photo1', 'photo2']);
  });

  it('selects all with Ctrl+A and nothing with Escape', async () => {
    const page = await gallery({ selectable: true });
    page.face('photo3').focus();
    await press('Control+a');
    expect(page.element.selection).to.have.length(12);
    await press('Escape');
    expect(page.element.selection).to.deep.equal([]);
  });

  it('selects all from the toolbar, too, and says what it chose', async () => {
    const page = await gallery({ selectable: true, 'page-size': '12' }, 12);
    await until(() => page.hasButton('Select all'));
    page.button('Select all').focus();
    await press('Control+a');
    expect(page.element.selection).to.have.length(12);
    await until(() => page.status === '12 selected');
  });

  it('says that more can be loaded than all it has selected', async () => {
    const service = new FakeService(await makeImages(400));
    const page = await galleryOf(service, { selectable: true, 'page-size': 100, layout: 'grid', columns: 2 });
    await until(() => page.tiles.length > 0);
    const { length } = page.element.loaded;
    expect(page.element.hasMore).to.equal(true);
    page.face('photo0').focus();
    await press('Control+a');
    expect(page.element.selection).to.have.length(length);
    await until(() => page.status === `All ${length} loaded images selected. There are more.`);
  });

  it('leaves Ctrl+A in a field of the page’s to that field', async () => {
    const page = await gallery({ selectable: true });
    const field = document.createElement('input');
    field.slot = 'toolbar';
    page.element.append(field);
    await until(() => page.root.querySelector('.toolbar'));
    field.focus();
    await press('Control+a');
    expect(page.element.selection).to.deep.equal([]);
  });
});

describe('the mouse', () => {
  it('selects at the check mark, and a run with Shift', async () => {
    const page = await gallery({ selectable: true });
    await clickAt(page.check('photo1'));
    expect(page.element.selection).to.deep.equal(['photo1']);
    expect(page.check('photo1').getAttribute('aria-checked')).to.equal('true');
    page
      .check('photo4')
      .dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, shiftKey: true }));
    expect(page.element.selection).to.deep.equal(['photo1', 'photo2', 'photo3', 'photo4']);
  });

  it('selects with a plain click while something is selected', async () => {
    const page = await gallery({ selectable: true, lightbox: true });
    page.element.select(['photo0']);
    await page.element.updateComplete;
    await clickAt(page.face('photo2'));
    expect(page.element.selection).to.deep.equal(['photo0', 'photo2']);
    expect(page.viewer).to.equal(null);
  });

  it('tells of the selection in the order of the gallery', async () => {
    const page = await gallery({ selectable: true });
    setTimeout(() => page.element.select(['photo7', 'photo2', 'nowhere']));
    const { detail } = await oneEvent(page.element, 'imgpro-selection-change');
    expect(detail).to.deep.equal({ ids: ['photo2', 'photo7'] });
    await until(() => page.text.includes('2 selected'));
    expect(page.element.matches(':state(selecting)')).to.equal(true);
  });

  it('follows the link where there is neither viewer nor selection', async () => {
    const page = await gallery();
    let prevented: boolean | undefined;
    const look = (event: Event) => {
      prevented = event.defaultPrevented;
      event.preventDefault();
    };
    document.addEventListener('click', look, { once: true });
    await clickAt(page.face('photo2'));
    expect(prevented).to.equal(false);
  });
});

describe('a rubber band', () => {
  /** The space between the first two columns, beside a tile. */
  const space = (page: GalleryPage, id: string, down = 0.5): [number, number] => {
    const { right, top, height } = page.tile(id).getBoundingClientRect();
    return [Math.round(right + 4), Math.round(top + height * down)];
  };
  const begin = async (page: GalleryPage, from: [number, number], to: [number, number]) => {
    await sendMouse({ type: 'move', position: from });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: to });
  };
  const band = (page: GalleryPage) => page.root.querySelector<HTMLElement>('.band');

  it('begins between the tiles, selects what it touches, and tells of it once', async () => {
    const page = await gallery({ selectable: true, lightbox: true });
    page.element.select(['photo11']);
    await page.element.updateComplete;
    const heard = changes(page);
    await begin(page, space(page, 'photo0'), page.at(page.tile('photo6')));
    await until(() => page.element.selection.length === 4);
    const drawn = band(page)!.getBoundingClientRect();
    expect(Math.abs(drawn.left - space(page, 'photo0')[0])).to.be.lessThan(2);
    expect(Math.abs(drawn.bottom - page.at(page.tile('photo6'))[1])).to.be.lessThan(2);
    expect(heard).to.deep.equal([]);
    await sendMouse({ type: 'move', position: page.at(page.tile('photo2')) });
    await until(() => page.element.selection.length === 2);
    await sendMouse({ type: 'up' });
    expect(heard).to.deep.equal([names(1, 2)]);
    expect(band(page) === null).to.equal(true);
    expect(page.viewer === null).to.equal(true);
    await until(() => page.status === '2 selected');
  });

  it('adds with Ctrl', async () => {
    const page = await gallery({ selectable: true });
    page.element.select(['photo11']);
    const [x, y] = space(page, 'photo0');
    const event = (type: string, [clientX, clientY]: [number, number]) =>
      new PointerEvent(type, {
        ...{
          clientX,
          clientY,
          ctrlKey: true,
          pointerType: 'mouse',
          pointerId: 1,
          bubbles: true,
          composed: true,
        },
      });
    page.root.querySelector('.list')!.dispatchEvent(event('pointerdown', [x, y]));
    window.dispatchEvent(event('pointermove', page.at(page.tile('photo1'))));
    window.dispatchEvent(event('pointerup', page.at(page.tile('photo1'))));
    expect(page.element.selection).to.deep.equal(names(1, 11));
  });

  it('is called off with Escape: what was selected is selected again, and nobody hears of it', async () => {
    const page = await gallery({ selectable: true });
    page.element.select(['photo11']);
    const heard = changes(page);
    await begin(page, space(page, 'photo0'), page.at(page.tile('photo6')));
    await until(() => page.element.selection.length === 4);
    await press('Escape');
    expect(page.element.selection).to.deep.equal(['photo11']);
    expect(band(page) === null).to.equal(true);
    await sendMouse({ type: 'up' });
    expect(page.element.selection).to.deep.equal(['photo11']);
    expect(heard).to.deep.equal([]);
  });

  it('selects no text, and begins nowhere where nothing can be selected', async () => {
    const page = await gallery({ selectable: true }, 4);
    const after = document.createElement('p');
    after.textContent = 'Text of the page after the gallery';
    page.element.after(after);
    await begin(page, space(page, 'photo0'), page.at(after));
    await until(() => band(page));
    await sendMouse({ type: 'up' });
    expect(getSelection()!.toString()).to.equal('');
    page.element.selectable = false;
    await page.element.updateComplete;
    page.element.clearSelection();
    await begin(page, space(page, 'photo0'), page.at(page.tile('photo2')));
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(band(page) === null).to.equal(true);
    await sendMouse({ type: 'up' });
  });

  it('leaves a drag of a picture to the browser, and a click between the tiles does nothing', async () => {
    const page = await gallery({ selectable: true });
    page.element.select(['photo3']);
    let dragged = 0;
    page.root.addEventListener('dragstart', (event) => {
      if (!event.defaultPrevented) dragged++;
      event.preventDefault();
    });
    const img = page.picture('photo0')!;
    img.dispatchEvent(
      new PointerEvent('pointerdown', { bubbles: true, composed: true, pointerType: 'mouse' }),
    );
    img.dispatchEvent(new DragEvent('dragstart', { bubbles: true, composed: true, cancelable: true }));
    expect(dragged).to.equal(1);
    await sendMouse({ type: 'click', position: space(page, 'photo0') });
    expect(page.element.selection).to.deep.equal(['photo3']);
  });

  it('scrolls at the edge, and goes on from where it began', async () => {
    const page = await gallery({ selectable: true, 'page-size': '60' }, 60);
    const start = space(page, 'photo0');
    await begin(page, start, [start[0] + 40, window.innerHeight - 4]);
    await until(() => window.scrollY > 600);
    await sendMouse({ type: 'move', position: [start[0] + 40, Math.round(window.innerHeight / 2)] });
    await sendMouse({ type: 'up' });
    const selected = page.element.selection;
    // The second column, from the first row on.
    expect(selected.slice(0, 3)).to.deep.equal(names(1, 5, 9));
    expect(selected.every((id) => Number(id.slice(5)) % 4 === 1)).to.equal(true);
    expect(selected.length).to.be.greaterThan(4);
  });

  it('makes the page neither longer nor wider, wherever it is drawn to', async () => {
    const page = await gallery({ selectable: true });
    const { scrollHeight, scrollWidth } = document.documentElement;
    const [x, y] = space(page, 'photo0');
    const event = (type: string, clientX: number, clientY: number) =>
      new PointerEvent(type, {
        ...{ clientX, clientY, pointerType: 'mouse', pointerId: 1, bubbles: true, composed: true },
      });
    page.root.querySelector('.list')!.dispatchEvent(event('pointerdown', x, y));
    window.dispatchEvent(event('pointermove', x + 3000, y + 5000));
    await until(() => page.element.selection.length === 9);
    expect(document.documentElement.scrollHeight).to.equal(scrollHeight);
    expect(document.documentElement.scrollWidth).to.equal(scrollWidth);
    window.dispatchEvent(event('pointerup', x, y));
  });

  for (const { name, css, wrap } of [
    { name: 'zoom .5', css: { zoom: '0.5' }, wrap: false },
    { name: 'zoom 1.5', css: { zoom: '1.5' }, wrap: false },
    { name: 'scale .5', css: { transform: 'scale(0.5)', 'transform-origin': '0 0' }, wrap: false },
    {
      name: 'a box that scrolls in a shadow tree',
      css: { 'block-size': '400px', overflow: 'auto' },
      wrap: true,
    },
  ])
    for (const dir of ['ltr', 'rtl'])
      it(`is where the mouse is under ${name}, ${dir}`, async () => {
        const page = await gallery({ selectable: true, dir }, 40, 500);
        const box = page.element.parentElement!;
        for (const [property, value] of Object.entries(css)) box.style.setProperty(property, value);
        if (wrap) {
          const host = document.createElement('div');
          box.before(host);
          host.attachShadow({ mode: 'open' }).append(box);
          box.scrollTop = 300;
        }
        await page.placed();
        const visible = page.ids.find((id) => screenRect(page.tile(id)).top > 80)!;
        const first = Number(visible.slice(5));
        const id = `photo${Math.ceil(first / 4) * 4}`;
        const next = `photo${Math.ceil(first / 4) * 4 + 2}`;
        const one = screenRect(page.tile(id));
        const beside = screenRect(page.tile(`photo${Number(id.slice(5)) + 1}`));
        const from: [number, number] = [
          Math.round(dir === 'ltr' ? (one.right + beside.left) / 2 : (one.left + beside.right) / 2),
          Math.round(one.top + one.height / 2),
        ];
        await begin(page, from, page.at(page.tile(next), 0.5, 0.6));
        await until(() => page.element.selection.length > 0);
        await sendMouse({ type: 'up' });
        const base = Math.ceil(first / 4) * 4;
        expect(page.element.selection).to.deep.equal(names(base + 1, base + 2));
        box.getRootNode() instanceof ShadowRoot && (box.getRootNode() as ShadowRoot).host.remove();
      });

  it('goes on in a list that is higher than a browser can make it', async () => {
    const page = await galleryOf(null, { selectable: true, layout: 'grid', columns: 1 }, 400);
    page.element.images = await makeImages(40_000);
    await until(() => page.element.loaded.length === 40_000);
    await page.element.scrollToImage('photo39000');
    await until(() => page.ids.includes('photo39000'));
    const tile = page.tile('photo39000').getBoundingClientRect();
    // Between two tiles of the one column.
    const from: [number, number] = [Math.round(tile.left + 50), Math.round(tile.top - 2)];
    await begin(page, from, [from[0] + 30, Math.round(tile.top + tile.height / 2)]);
    await until(() => page.element.selection.length > 0);
    await sendMouse({ type: 'up' });
    expect(page.element.selection).to.deep.equal(['photo39000']);
  });
});

describe('the check mark of a group', () => {
  const byMonth = async () => {
    const page = await galleryOf(null, { selectable: true, 'group-by': 'month' });
    const images = await makeImages(9);
    images.forEach((image, at) => (image.published_at = `2026-0${5 - Math.floor(at / 3)}-15T12:00:00Z`));
    page.element.images = images;
    await page.tilesAre(9);
    return page;
  };
  const check = (page: GalleryPage, at: number) =>
    page.root.querySelectorAll<HTMLElement>('.group-check')[at]!;

  it('selects the whole group, and says how much of it is selected', async () => {
    const page = await byMonth();
    const states = () => [0, 1, 2].map((at) => check(page, at).getAttribute('aria-checked'));
    expect(states()).to.deep.equal(['false', 'false', 'false']);
    const name = check(page, 1).getAttribute('aria-labelledby')!;
    expect(page.root.getElementById(name)!.textContent).to.equal('April 2026');
    const heard = changes(page);
    check(page, 1).click();
    await page.element.updateComplete;
    expect(page.element.selection).to.deep.equal(names(3, 4, 5));
    expect(states()).to.deep.equal(['false', 'true', 'false']);
    page.element.select(names(0, 3, 4, 5));
    await page.element.updateComplete;
    expect(states()).to.deep.equal(['mixed', 'true', 'false']);
    check(page, 0).click();
    check(page, 1).click();
    await page.element.updateComplete;
    expect(page.element.selection).to.deep.equal(names(0, 1, 2));
    expect(heard).to.have.length(4);
    await page.still();
    await expect(page.element).to.be.accessible();
  });

  it('is where the Tab key leads from the images of its group', async () => {
    const page = await byMonth();
    page.face('photo4').focus();
    await page.element.updateComplete;
    expect([0, 1, 2].map((at) => check(page, at).tabIndex)).to.deep.equal([-1, 0, -1]);
    check(page, 1).focus();
    await press(' ');
    expect(page.element.selection).to.deep.equal(names(3, 4, 5));
  });
});

describe('a finger', () => {
  const touch = (type: string, target: HTMLElement, x = 20, y = 20) => {
    const { left, top } = target.getBoundingClientRect();
    const event = new PointerEvent(type, {
      pointerType: 'touch',
      isPrimary: true,
      bubbles: true,
      composed: true,
      clientX: left + x,
      clientY: top + y,
    });
    target.dispatchEvent(event);
  };

  it('selects by a long press, and the click that follows opens nothing', async () => {
    const page = await gallery({ selectable: true, lightbox: true });
    touch('pointerdown', page.face('photo3'));
    await until(() => page.element.selection.length === 1);
    touch('pointerup', page.face('photo3'));
    page
      .face('photo3')
      .dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, detail: 1 }));
    expect(page.element.selection).to.deep.equal(['photo3']);
    expect(page.viewer).to.equal(null);
  });

  it('that scrolls selects nothing', async () => {
    const page = await gallery({ selectable: true });
    touch('pointerdown', page.face('photo3'));
    touch('pointermove', page.face('photo3'), 20, 60);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(page.element.selection).to.deep.equal([]);
  });
});

describe('a real finger', () => {
  let able = false;
  before(async () => (able = await touchscreen(true)));
  after(() => touchscreen(false));
  beforeEach(function () {
    if (!able) this.skip();
  });

  const hold = async (page: GalleryPage, id: string) => {
    const point = page.at(page.tile(id));
    await finger('touchStart', point);
    await until(() => page.element.selection.length > 0);
    return point;
  };

  it('that stays and goes on selects the run to where it is, and tells of it once', async () => {
    const page = await gallery({ selectable: true, lightbox: true });
    const heard = changes(page);
    const start = await hold(page, 'photo1');
    await slide(start, page.at(page.tile('photo6')));
    await until(() => page.element.selection.length === 6);
    await slide(page.at(page.tile('photo6')), page.at(page.tile('photo3')));
    await until(() => page.element.selection.length === 3);
    expect(heard).to.deep.equal([]);
    await finger('touchEnd');
    await until(() => heard.length > 0);
    expect(heard).to.deep.equal([names(1, 2, 3)]);
    expect(page.viewer === null).to.equal(true);
  });

  it('that begins on a selected image takes the run out', async () => {
    const page = await gallery({ selectable: true });
    page.element.select(names(0, 1, 2, 3, 4));
    const point = page.at(page.tile('photo1'));
    await finger('touchStart', point);
    await until(() => page.element.selection.length === 4);
    await slide(point, page.at(page.tile('photo3')));
    await until(() => page.element.selection.length === 2);
    await finger('touchEnd');
    expect(page.element.selection).to.deep.equal(names(0, 4));
  });

  it('scrolls at the edge, and far from where it began', async () => {
    const page = await galleryOf(null, { selectable: true, layout: 'grid', columns: 4 });
    page.element.images = await makeImages(2000);
    await until(() => page.tiles.length > 0);
    const start = await hold(page, 'photo1');
    await slide(start, [start[0], window.innerHeight - 3]);
    await until(() => window.scrollY > 3000);
    await slide([start[0], window.innerHeight - 3], [start[0], window.innerHeight / 2], 3);
    await finger('touchEnd');
    expect(page.element.selection.length).to.be.greaterThan(40);
    expect(page.element.selection[0]).to.equal('photo1');
  });

  it('joined by a second one keeps what it has selected, and ends', async () => {
    const page = await gallery({ selectable: true });
    const heard = changes(page);
    const start = await hold(page, 'photo1');
    const at = page.at(page.tile('photo2'));
    await slide(start, at);
    await until(() => page.element.selection.length === 2);
    await finger('touchStart', at, page.at(page.tile('photo9')));
    await until(() => heard.length > 0);
    expect(heard).to.deep.equal([names(1, 2)]);
    await finger('touchEnd');
    expect(page.element.selection).to.deep.equal(names(1, 2));
  });

  it('that swipes scrolls the page, and selects nothing', async () => {
    const page = await gallery({ selectable: true, reorderable: true, 'page-size': '60' }, 60);
    const from: [number, number] = [200, window.innerHeight - 100];
    await finger('touchStart', from);
    await slide(from, [200, 60]);
    await until(() => window.scrollY > 100);
    await finger('touchEnd');
    expect(page.element.selection).to.deep.equal([]);
  });

  it('sees captions without hovering', async () => {
    const page = await galleryOf(new FakeService(await makeImages(3, { caption: 'By the sea' })));
    await page.tilesAre(3);
    expect(matchMedia('(hover: none)').matches).to.equal(true);
    await until(() => getComputedStyle(page.root.querySelector('.caption')!).opacity === '1');
  });
});

it('leaves the long press to the browser where nothing can be selected or moved', async () => {
  const page = await gallery();
  const touch = () => getComputedStyle(page.face('photo0'));
  expect(touch().touchAction).to.equal('auto');
  expect(touch().userSelect || touch().webkitUserSelect).not.to.equal('none');
  page.element.reorderable = true;
  await page.element.updateComplete;
  expect(touch().touchAction).to.equal('manipulation');
  expect(touch().userSelect || touch().webkitUserSelect).to.equal('none');
});
