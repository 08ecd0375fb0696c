import { expect, oneEvent } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import { FakeService, galleryOf, makeImages, until, type GalleryPage } from '../../harness/gallery.ts';
import { emulateMedia } from '../../harness/emulation.ts';
import { press } from '../../harness/press.ts';
import { slide, touch as finger, touchscreen } from '../../harness/touch.ts';

async function gallery(attributes: Record<string, string | boolean> = {}, count = 12): Promise<GalleryPage> {
  const page = await galleryOf(new FakeService(await makeImages(count)), {
    layout: 'grid',
    columns: '4',
    ...attributes,
  });
  await page.tilesAre(count);
  return page;
}

/** Takes an image up with the mouse and carries it to a point. */
async function carry(page: GalleryPage, id: string, to: [number, number]): Promise<void> {
  await sendMouse({ type: 'move', position: page.at(page.tile(id)) });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [to[0] - 8, to[1]] });
  await sendMouse({ type: 'move', position: to });
}

/** The orders that the page is told of. */
function orders(page: GalleryPage): string[][] {
  const heard: string[][] = [];
  page.element.addEventListener('imgpro-reorder', ({ detail }) => heard.push(detail.ids));
  return heard;
}

const dragged = (page: GalleryPage) => page.root.querySelector<HTMLElement>('.is-dragged');
const frame = (page: GalleryPage) => page.root.querySelector<HTMLElement>('.drop-place');
const names = (...numbers: number[]) => numbers.map((number) => `photo${number}`);

/** Where the tiles stand, apart from what still glides: the numbers that the sheet places them by. */
function places(page: GalleryPage): Record<string, string> {
  const side = (tile: HTMLElement, name: string) => tile.style.getPropertyValue(name);
  return Object.fromEntries(
    page.tiles.map((tile) => [tile.dataset['id']!, `${side(tile, '--_x')} ${side(tile, '--_y')}`]),
  );
}

/** The animations that an element is given from now on: on a busy machine one is over before anybody looks. */
function animationsOf(element: HTMLElement): Animation[] {
  const given: Animation[] = [];
  element.animate = (...how) => {
    const animation = HTMLElement.prototype.animate.apply(element, how);
    given.push(animation);
    return animation;
  };
  return given;
}

afterEach(async () => {
  await resetMouse();
  window.scrollTo(0, 0);
});

describe('the keyboard', () => {
  it('moves an image with Ctrl+Shift+arrow, and the focus with it', async () => {
    const page = await gallery({ reorderable: true });
    page.face('photo2').focus();
    const reordered = oneEvent(page.element, 'imgpro-reorder');
    // Until the keys are up again: the next chord would lose its Control to them.
    await press('Control+Shift+ArrowRight');
    const { detail } = await reordered;
    expect(detail.ids.slice(0, 4)).to.deep.equal(['photo0', 'photo1', 'photo3', 'photo2']);
    await until(() => page.focused === 'photo2');
    await press('Control+Shift+ArrowDown');
    await until(() => page.ids[7] === 'photo2');
  });

  it('says where the image is now', async () => {
    const page = await gallery({ reorderable: true });
    page.face('photo2').focus();
    await press('Control+Shift+ArrowRight');
    await until(() => page.status.endsWith('place 4 of 12'));
  });
});

describe('dragging', () => {
  it('puts an image into the place of the one it is dropped on, tells of it once, and opens nothing', async () => {
    const page = await gallery({ reorderable: true, lightbox: true });
    const heard = orders(page);
    await carry(page, 'photo0', page.at(page.tile('photo2')));
    await until(() => dragged(page));
    await sendMouse({ type: 'up' });
    await until(() => heard.length > 0);
    expect(heard.map((ids) => ids.slice(0, 4))).to.deep.equal([names(1, 2, 0, 3)]);
    expect(frame(page) === null).to.equal(true);
    expect(page.viewer === null).to.equal(true);
  });

  for (const layout of ['rows', 'columns', 'grid'])
    for (const dir of ['ltr', 'rtl'])
      it(`lets the others make room as they will stand: ${layout}, ${dir}`, async () => {
        const page = await gallery({ reorderable: true, layout, dir }, 14);
        const target = page.at(page.tile('photo5'));
        const glides = animationsOf(page.tile('photo2'));
        await carry(page, 'photo1', target);
        await until(() => frame(page)?.style.getPropertyValue('--_w'));
        await until(() => glides.length > 0);
        const shown = places(page);
        const room = frame(page)!;
        shown['photo1'] = `${room.style.getPropertyValue('--_x')} ${room.style.getPropertyValue('--_y')}`;
        // The carried tile is where the pointer is, by the point that it was taken at.
        const [x, y] = page.at(dragged(page)!);
        expect(Math.hypot(x - target[0], y - target[1])).to.be.lessThan(page.tile('photo1').offsetWidth / 2);
        await sendMouse({ type: 'up' });
        await until(() => dragged(page) === null);
        expect(page.ids.indexOf('photo1')).to.equal(5);
        expect(places(page)).to.deep.equal(shown);
      });

  it('changes the order by what is let go, not by what it was carried over', async () => {
    const page = await gallery({ reorderable: true });
    const heard = orders(page);
    const home = page.at(page.tile('photo5'));
    const before = places(page);
    await carry(page, 'photo5', page.at(page.tile('photo10')));
    await until(() => dragged(page));
    await sendMouse({ type: 'move', position: home });
    await until(() => places(page)['photo10'] === before['photo10']);
    await sendMouse({ type: 'up' });
    await until(() => dragged(page) === null);
    expect(heard).to.deep.equal([]);
  });

  it('moves an image that is not ready like any other', async () => {
    const page = await galleryOf(null, { layout: 'grid', columns: 4, reorderable: true });
    const images = await makeImages(8);
    Object.assign(images[0]!, { status: 'processing' });
    Object.assign(images[1]!, { status: 'failed' });
    Object.assign(images[2]!, { blocked: true });
    page.element.images = images;
    await page.tilesAre(8);
    const heard = orders(page);
    for (const id of names(0, 1, 2)) {
      await carry(page, id, page.at(page.tiles.at(-1)!));
      await until(() => dragged(page));
      await sendMouse({ type: 'up' });
      await until(() => dragged(page) === null);
      await page.still();
    }
    expect(heard.map((ids) => ids.at(-1))).to.deep.equal(names(0, 1, 2));
  });

  it('glides nowhere where motion is not wanted', async function () {
    if (!(await emulateMedia({ reducedMotion: 'reduce' }))) this.skip();
    try {
      const page = await gallery({ reorderable: true });
      await carry(page, 'photo0', page.at(page.tile('photo6')));
      await until(() => places(page)['photo1'] === '0 0');
      expect(page.tile('photo1').getAnimations()).to.have.length(0);
      await sendMouse({ type: 'up' });
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });

  it('is called off with Escape', async () => {
    const page = await gallery({ reorderable: true });
    await sendMouse({ type: 'move', position: page.at(page.face('photo0')) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: page.at(page.face('photo2'), 0.8) });
    await until(() => page.root.querySelector('.is-dragged'));
    await press('Escape');
    await until(() => !page.root.querySelector('.is-dragged'));
    await sendMouse({ type: 'up' });
    expect(page.ids[0]).to.equal('photo0');
  });

  it('is no click when it is called off and the button let go', async () => {
    const page = await gallery({ reorderable: true });
    let clicks = 0;
    const look = (event: Event) => {
      if (!event.defaultPrevented) clicks++;
      event.preventDefault(); // the page stays, even if this fails
    };
    document.addEventListener('click', look);
    await sendMouse({ type: 'move', position: page.at(page.face('photo0'), 0.3) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: page.at(page.face('photo0'), 0.7) });
    await until(() => page.root.querySelector('.is-dragged'));
    await press('Escape');
    await until(() => !page.root.querySelector('.is-dragged'));
    await sendMouse({ type: 'up' });
    expect(clicks).to.equal(0);
    await sendMouse({ type: 'click', position: page.at(page.face('photo0')) });
    expect(clicks).to.equal(1);
    document.removeEventListener('click', look);
  });

  it('gives everything back with Escape', async () => {
    const page = await gallery({ reorderable: true });
    const heard = orders(page);
    const before = places(page);
    await carry(page, 'photo0', page.at(page.tile('photo6')));
    await until(() => places(page)['photo1'] !== before['photo1']);
    await press('Escape');
    await until(() => dragged(page) === null);
    expect(places(page)).to.deep.equal(before);
    expect(page.tile('photo0').style.getPropertyValue('translate')).to.equal('');
    await sendMouse({ type: 'up' });
    expect(heard).to.deep.equal([]);
  });

  it('survives images that come and go meanwhile', async () => {
    const images = await makeImages(12);
    const page = await galleryOf(null, { layout: 'grid', columns: 4, reorderable: true });
    page.element.images = images;
    await page.tilesAre(12);
    await carry(page, 'photo5', page.at(page.tile('photo10')));
    await until(() => dragged(page));
    page.element.images = images.filter(({ id }) => id !== 'photo5');
    await page.tilesAre(11);
    await until(() => dragged(page) === null && frame(page) === null);
    await sendMouse({ type: 'up' });
    expect(page.ids).not.to.include('photo5');
  });

  it('ends when the gallery leaves the page', async () => {
    const page = await gallery({ reorderable: true });
    await carry(page, 'photo5', page.at(page.tile('photo10')));
    await until(() => dragged(page));
    const { element } = page;
    const box = element.parentElement!;
    element.remove();
    await until(() => frame(page) === null);
    box.append(element);
    await until(() => page.tiles.length === 12);
    expect(dragged(page) === null).to.equal(true);
    await sendMouse({ type: 'up' });
  });

  it('scrolls the box that the gallery is in, and then the window', async () => {
    const page = await gallery({ reorderable: true }, 40);
    const box = page.element.parentElement!;
    box.style.setProperty('block-size', '400px');
    box.style.setProperty('overflow', 'auto');
    const after = document.createElement('div');
    after.style.setProperty('block-size', '2000px');
    box.after(after);
    await page.placed();
    const { bottom, left } = box.getBoundingClientRect();
    await carry(page, 'photo0', [Math.round(left + 100), Math.round(bottom - 5)]);
    await until(() => box.scrollTop > 300);
    expect(window.scrollY).to.equal(0);
    const end = box.scrollHeight - box.clientHeight;
    await until(() => Math.abs(box.scrollTop - end) < 2);
    await sendMouse({ type: 'move', position: [Math.round(left + 100), window.innerHeight - 2] });
    await until(() => window.scrollY > 50);
    await sendMouse({ type: 'up' });
    await until(() => dragged(page) === null);
    expect(page.ids.indexOf('photo0')).to.be.greaterThan(30);
    after.remove();
  });

  it('carries an image across a long list of which only a part is in the page', async () => {
    const page = await galleryOf(null, { layout: 'grid', columns: 4, reorderable: true });
    page.element.images = await makeImages(3000);
    await until(() => page.element.loaded.length === 3000 && page.tiles.length > 0);
    const heard = orders(page);
    await carry(page, 'photo1', [300, Math.round(window.innerHeight / 2)]);
    await until(() => dragged(page));
    window.scrollTo(0, 90_000);
    await until(() => page.ids.length > 10 && !page.ids.includes('photo9'));
    await until(() => frame(page)!.getBoundingClientRect().top > -300);
    const under = dragged(page)!.getBoundingClientRect();
    expect(under.top).to.be.within(-50, window.innerHeight);
    await sendMouse({ type: 'up' });
    await until(() => heard.length > 0);
    const place = heard[0]!.indexOf('photo1');
    expect(place).to.be.within(1700, 2000);
    expect(heard).to.have.length(1);
    expect(window.scrollY).to.be.within(89_000, 91_000);
  });

  for (const { name, css } of [
    { name: 'zoom .5', css: { zoom: '0.5' } },
    { name: 'zoom 1.5', css: { zoom: '1.5' } },
    { name: 'scale .7', css: { transform: 'scale(0.7)', 'transform-origin': '0 0' } },
  ])
    it(`keeps the tile at the pointer under ${name}`, async () => {
      const page = await galleryOf(
        new FakeService(await makeImages(12)),
        { layout: 'grid', columns: 4, reorderable: true },
        480,
      );
      await page.tilesAre(12);
      for (const [property, value] of Object.entries(css))
        page.element.parentElement!.style.setProperty(property, value);
      await page.placed();
      const target = page.at(page.tile('photo6'));
      await carry(page, 'photo1', target);
      await until(() => {
        const [x, y] = dragged(page) ? page.at(dragged(page)!) : [0, 0];
        return Math.hypot(x - target[0], y - target[1]) < 4;
      });
      await sendMouse({ type: 'up' });
      await until(() => page.ids.indexOf('photo1') === 6);
    });
});

describe('clicks', () => {
  const click = async (page: GalleryPage, id: string) =>
    sendMouse({ type: 'click', position: page.at(page.tile(id)) });
  const picked = (page: GalleryPage) =>
    [...page.root.querySelectorAll<HTMLElement>('.is-picked')].map(({ dataset }) => dataset['id']);
  const isOff = (page: GalleryPage, name: string) =>
    page.button(name).getAttribute('aria-disabled') === 'true';
  const pressButton = async (page: GalleryPage, name: string) =>
    sendMouse({ type: 'click', position: page.at(page.button(name)) });

  it('move one image after the other to the places of others, where nothing can be selected', async () => {
    const page = await gallery({ reorderable: true, lightbox: true });
    const heard = orders(page);
    await pressButton(page, 'Move images');
    await until(() => page.status === 'Choose the image to move');
    await click(page, 'photo0');
    await until(() => page.status === 'Choose its new place');
    expect(picked(page)).to.deep.equal(['photo0']);
    await click(page, 'photo2');
    await until(() => page.status.endsWith('place 3 of 12'));
    await page.still();
    await click(page, 'photo5');
    await click(page, 'photo1');
    await until(() => heard.length === 2);
    expect(heard.map((ids) => ids.slice(0, 4))).to.deep.equal([names(1, 2, 0, 3), names(5, 1, 2, 0)]);
    await until(() => page.focused === 'photo5');
    expect(picked(page)).to.deep.equal([]);
    await pressButton(page, 'Done moving');
    await page.still();
    await click(page, 'photo5');
    await until(() => page.viewer);
    page.element.close();
    await until(() => !page.viewer);
  });

  it('move an image by steps, to the start and to the end, as far as there is a way', async () => {
    const page = await gallery({ reorderable: true });
    const heard = orders(page);
    await pressButton(page, 'Move images');
    await until(() => page.hasButton('Move earlier'));
    expect(isOff(page, 'Move earlier')).to.equal(true);
    await click(page, 'photo2');
    await until(() => !isOff(page, 'Move earlier'));
    for (const name of ['Move earlier', 'Move later', 'Move to end', 'Move to start'])
      await pressButton(page, name);
    await until(() => heard.length === 4);
    expect(heard.map((ids) => ids.indexOf('photo2'))).to.deep.equal([1, 2, 11, 0]);
    await until(() => isOff(page, 'Move to start') && isOff(page, 'Move earlier'));
    await pressButton(page, 'Move earlier');
    expect(heard).to.have.length(4);
    // The button keeps the focus, so that it can be pressed again.
    expect(page.root.activeElement === page.button('Move earlier')).to.equal(true);
    expect(await page.element.updateComplete.then(() => picked(page))).to.deep.equal(['photo2']);
  });

  it('move what is selected together, told of once; it stays selected', async () => {
    const page = await gallery({ reorderable: true, selectable: true });
    const heard = orders(page);
    page.element.select(['photo1', 'photo4']);
    await until(() => page.hasButton('Move'));
    await pressButton(page, 'Move');
    await until(() => page.status === 'Choose their new place');
    expect(picked(page)).to.deep.equal(names(1, 4));
    await click(page, 'photo6');
    await until(() => heard.length > 0);
    expect(heard.map((ids) => ids.slice(0, 8))).to.deep.equal([names(0, 2, 3, 5, 6, 1, 4, 7)]);
    await until(() => page.hasButton('Move'));
    expect(page.status).to.equal('2 images: places 6 to 7 of 12');
    expect(page.element.selection).to.deep.equal(names(1, 4));
  });

  it('can be keys: Enter and Space pick and place, Escape ends it where the image is', async () => {
    const page = await gallery({ reorderable: true, selectable: true });
    const heard = orders(page);
    page.element.select(['photo3']);
    await until(() => page.hasButton('Move'));
    page.button('Move').focus();
    await press('Enter');
    await until(() => page.root.activeElement?.ariaLabel === 'Move to start');
    page.face('photo0').focus();
    await press(' ');
    await until(() => heard.length === 1);
    expect(heard[0]!.slice(0, 4)).to.deep.equal(names(3, 0, 1, 2));
    await until(() => page.hasButton('Move'));
    page.button('Move').focus();
    await press('Enter');
    await until(() => page.hasButton('Done moving'));
    await press('Escape');
    await until(() => page.focused === 'photo3');
    expect(page.hasButton('Done moving')).to.equal(false);
    expect(page.element.selection).to.deep.equal(['photo3']);
  });

  it('leave alone what has gone meanwhile', async () => {
    const images = await makeImages(6);
    const page = await galleryOf(null, { layout: 'grid', columns: 4, reorderable: true });
    page.element.images = images;
    await page.tilesAre(6);
    await pressButton(page, 'Move images');
    await click(page, 'photo1');
    await until(() => picked(page).length === 1);
    page.element.images = images.filter(({ id }) => id !== 'photo1');
    await page.tilesAre(5);
    await click(page, 'photo2');
    await until(() => picked(page).join() === 'photo2');
  });

  for (const [selectable, name] of [
    [false, 'Move images'],
    [true, 'Move'],
  ] as const)
    it(`are accessible, begun by “${name}”`, async () => {
      const page = await gallery({ reorderable: true, selectable });
      page.element.select(['photo3']);
      await until(() => page.hasButton(name));
      await pressButton(page, name);
      await until(() => page.hasButton('Done moving'));
      await page.still();
      await expect(page.element).to.be.accessible();
    });
});

describe('a real finger', () => {
  let able = false;
  before(async () => (able = await touchscreen(true)));
  after(() => touchscreen(false));
  beforeEach(function () {
    if (!able) this.skip();
  });

  it('takes an image up by staying, and puts it where it lets go', async () => {
    const page = await gallery({ reorderable: true, lightbox: true });
    const heard = orders(page);
    const start = page.at(page.tile('photo0'));
    await finger('touchStart', start);
    await until(() => dragged(page));
    await slide(start, page.at(page.tile('photo6')));
    await finger('touchEnd');
    await until(() => heard.length > 0);
    expect(heard[0]!.indexOf('photo0')).to.equal(6);
    expect(heard).to.have.length(1);
    expect(page.viewer === null).to.equal(true);
  });

  it('selects an image that it takes up and lets go', async () => {
    const page = await gallery({ reorderable: true, selectable: true });
    const heard = orders(page);
    await finger('touchStart', page.at(page.tile('photo3')));
    await until(() => dragged(page));
    expect(page.element.selection).to.deep.equal([]);
    await finger('touchEnd');
    await until(() => page.element.selection.length === 1);
    expect(page.element.selection).to.deep.equal(['photo3']);
    expect(heard).to.deep.equal([]);
  });

  it('scrolls at the edge with the image, once it has gone there', async () => {
    const page = await gallery({ reorderable: true, 'page-size': '80' }, 80);
    const low = page.ids.findLast((id) => {
      const { top, height } = page.tile(id).getBoundingClientRect();
      return top + height / 2 < window.innerHeight - 10;
    })!;
    const x = page.at(page.tile('photo1'))[0];
    const start: [number, number] = [x, window.innerHeight - 30];
    expect(low).to.be.a('string');
    await finger('touchStart', start);
    await until(() => dragged(page));
    // The thumb rests near the edge: nothing runs away from it.
    for (let frames = 0; frames < 10; frames++) await new Promise(requestAnimationFrame);
    expect(window.scrollY).to.equal(0);
    await slide(start, [x, window.innerHeight - 4]);
    await until(() => window.scrollY > 500);
    await slide([x, window.innerHeight - 4], [x, 300]);
    await finger('touchEnd');
    await until(() => dragged(page) === null);
  });

  it('joined by a second one gives the image back', async () => {
    const page = await gallery({ reorderable: true });
    const heard = orders(page);
    const start = page.at(page.tile('photo0'));
    await finger('touchStart', start);
    await until(() => dragged(page));
    const at = page.at(page.tile('photo6'));
    await slide(start, at);
    await finger('touchStart', at, page.at(page.tile('photo9')));
    await until(() => dragged(page) === null);
    await finger('touchEnd');
    expect(heard).to.deep.equal([]);
    expect(page.ids[0]).to.equal('photo0');
  });

  it('that swipes scrolls the page', async () => {
    await gallery({ reorderable: true, 'page-size': '60' }, 60);
    const from: [number, number] = [200, window.innerHeight - 100];
    await finger('touchStart', from);
    await slide(from, [200, 60]);
    await until(() => window.scrollY > 100);
    await finger('touchEnd');
  });
});
