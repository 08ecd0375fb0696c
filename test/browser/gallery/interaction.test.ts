import { expect, oneEvent } from '@open-wc/testing';
import { sendMouse, resetMouse } from '@web/test-runner-commands';
import { FakeService, galleryOf, makeImages, until, type GalleryPage } from '../../harness/gallery.ts';
import { press } from '../../harness/press.ts';

async function gallery(attributes: Record<string, string | boolean> = {}, count = 12): Promise<GalleryPage> {
  const page = await galleryOf(new FakeService(await makeImages(count)), {
    layout: 'grid',
    columns: '4',
    ...attributes,
  });
  await page.tilesAre(count);
  return page;
}

async function clickAt(element: HTMLElement, options: { button?: 'left' } = {}): Promise<void> {
  const { left, top, width, height } = element.getBoundingClientRect();
  await sendMouse({
    type: 'click',
    position: [Math.round(left + width / 2), Math.round(top + height / 2)],
    ...options,
  });
}

afterEach(() => resetMouse());

describe('the keyboard', () => {
  it('has one stop for all images, and the arrow keys lead among them', async () => {
    const page = await gallery();
    page.face('photo0').focus();
    await press('ArrowRight');
    await until(() => page.focused === 'photo1');
    await press('ArrowDown');
    await until(() => page.focused === 'photo5');
    await press('ArrowUp');
    await until(() => page.focused === 'photo1');
    await press('End');
    await until(() => page.focused === 'photo11');
    await press('Home');
    await until(() => page.focused === 'photo0');
    const stops = page.tiles.filter((tile) => tile.querySelector<HTMLElement>('.face')!.tabIndex === 0);
    expect(stops.map((tile) => tile.dataset['id'])).to.deep.equal(['photo0']);
  });

  it('goes the other way where one writes from right to left', async () => {
    const page = await gallery({ dir: 'rtl' });
    page.face('photo0').focus();
    await press('ArrowLeft');
    await until(() => page.focused === 'photo1');
  });

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

describe('dragging', () => {
  const at = (element: HTMLElement, part: number): [number, number] => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [Math.round(left + width * part), Math.round(top + height / 2)];
  };

  it('puts an image beside the one it is dropped on, and opens nothing', async () => {
    const page = await gallery({ reorderable: true, lightbox: true });
    let told: string[] = [];
    page.element.addEventListener('imgpro-reorder', (event) => (told = event.detail.ids));
    await sendMouse({ type: 'move', position: at(page.face('photo0'), 0.5) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(page.face('photo2'), 0.5) });
    await sendMouse({ type: 'move', position: at(page.face('photo2'), 0.8) });
    await until(() => page.root.querySelector('.marker'));
    await sendMouse({ type: 'up' });
    await until(() => told.length > 0);
    expect(told.slice(0, 4)).to.deep.equal(['photo1', 'photo2', 'photo0', 'photo3']);
    expect(page.root.querySelector('.marker')).to.equal(null);
    expect(page.viewer).to.equal(null);
  });

  it('is called off with Escape', async () => {
    const page = await gallery({ reorderable: true });
    await sendMouse({ type: 'move', position: at(page.face('photo0'), 0.5) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(page.face('photo2'), 0.8) });
    await until(() => page.root.querySelector('.marker'));
    await press('Escape');
    await until(() => !page.root.querySelector('.marker'));
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
    await sendMouse({ type: 'move', position: at(page.face('photo0'), 0.3) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(page.face('photo0'), 0.7) });
    await until(() => page.root.querySelector('.is-dragged'));
    await press('Escape');
    await until(() => !page.root.querySelector('.is-dragged'));
    await sendMouse({ type: 'up' });
    expect(clicks).to.equal(0);
    await clickAt(page.face('photo0'));
    expect(clicks).to.equal(1);
    document.removeEventListener('click', look);
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

describe('the actions', () => {
  const ready = async (service: FakeService, count: number) => {
    const page = await galleryOf(service, { manage: true, 'page-size': 100 });
    await page.tilesAre(count);
    return page;
  };

  it('delete after a question, and tell what was done', async () => {
    const service = new FakeService(await makeImages(5));
    const page = await ready(service, 5);
    page.element.select(['photo1', 'photo3']);
    await page.element.updateComplete;
    page.button('Delete').click();
    await page.element.updateComplete;
    expect(page.dialog!.open).to.equal(true);
    expect(page.text).to.contain('Delete 2 images?');
    await page.still();
    await expect(page.element).to.be.accessible();
    setTimeout(() => page.button('Delete 2 images').click());
    const { detail } = await oneEvent(page.element, 'imgpro-delete');
    expect(detail).to.deep.equal({ ids: ['photo1', 'photo3'], errors: [] });
    await page.tilesAre(3);
    expect(page.ids).to.deep.equal(['photo0', 'photo2', 'photo4']);
    expect(page.text).to.contain('2 images deleted');
    // The button is gone with the selection; what comes next in the gallery takes over.
    await until(() => page.focused === 'photo2');
    expect(page.element.selection).to.deep.equal([]);
  });

  it('do nothing when the person thinks better of it', async () => {
    const service = new FakeService(await makeImages(3));
    const page = await ready(service, 3);
    page.element.select(['photo1']);
    await page.element.updateComplete;
    page.button('Delete').click();
    await page.element.updateComplete;
    await press('Escape');
    await until(() => page.dialog === null);
    expect(service.calls.every(({ method }) => method === 'GET')).to.equal(true);
    expect(page.element.selection).to.deep.equal(['photo1']);
  });

  it('ask nothing when a listener prevents it', async () => {
    const page = await ready(new FakeService(await makeImages(3)), 3);
    page.element.addEventListener('imgpro-before-delete', (event) => event.preventDefault());
    page.element.select(['photo1']);
    await page.element.updateComplete;
    page.button('Delete').click();
    await page.element.updateComplete;
    expect(page.dialog).to.equal(null);
  });

  it('go a hundred at a time, and keep selected what could not be done', async () => {
    const service = new FakeService(await makeImages(150));
    service.locked = new Set(['photo7', 'photo120']);
    const page = await galleryOf(service, { manage: true, 'page-size': 100 });
    await until(() => page.element.loaded.length === 100);
    await page.element.loadMore();
    expect(page.element.loaded).to.have.length(150);
    page.element.selectAll();
    await page.element.updateComplete;
    page.button('Delete').click();
    await page.element.updateComplete;
    setTimeout(() => page.button('Delete 150 images').click());
    const { detail } = await oneEvent(page.element, 'imgpro-delete');
    expect(detail.ids).to.have.length(148);
    expect(detail.errors.map(({ id }: { id: string }) => id)).to.deep.equal(['photo7', 'photo120']);
    expect(
      service.calls
        .filter(({ method }) => method === 'DELETE')
        .map(({ body }) => (body['ids'] as string[]).length),
    ).to.deep.equal([100, 50]);
    await page.tilesAre(2);
    expect(page.element.selection).to.deep.equal(['photo7', 'photo120']);
    expect(page.text).to.contain('2 images could not be deleted').and.to.contain('2 of them are locked.');
    await page.still();
    await expect(page.element).to.be.accessible();
  });

  it('leave the focus in the gallery when their button goes', async () => {
    const page = await ready(new FakeService(await makeImages(3)), 3);
    page.element.select(['photo1']);
    await page.element.updateComplete;
    page.button('Clear selection').focus();
    page.button('Clear selection').click();
    await until(() => page.focused === 'photo0');
  });

  it('change a caption', async () => {
    const service = new FakeService(await makeImages(3, { caption: 'Old' }));
    const page = await ready(service, 3);
    page.element.select(['photo1']);
    await page.element.updateComplete;
    page.button('Edit details').click();
    await page.element.updateComplete;
    const field = page.root.querySelector('textarea')!;
    expect(field.value).to.equal('Old');
    expect(page.root.activeElement).to.equal(field);
    await page.still();
    await expect(page.element).to.be.accessible();
    field.value = 'New';
    setTimeout(() => page.button('Save').click());
    const { detail } = await oneEvent(page.element, 'imgpro-update');
    expect(detail.ids).to.deep.equal(['photo1']);
    await until(() => page.tile('photo1').textContent!.includes('New'));
    expect(page.element.selection).to.deep.equal(['photo1']);
  });

  it('make private after saying what that means, and public at once', async () => {
    const service = new FakeService(await makeImages(3));
    const page = await ready(service, 3);
    page.element.select(['photo0']);
    await page.element.updateComplete;
    page.button('Make private').click();
    await page.element.updateComplete;
    expect(page.text).to.contain('address of the file itself');
    setTimeout(() => page.root.querySelector<HTMLButtonElement>('dialog .primary')!.click());
    await oneEvent(page.element, 'imgpro-update');
    await until(() => page.hasButton('Make public'));
    setTimeout(() => page.button('Make public').click());
    await oneEvent(page.element, 'imgpro-update');
    expect(service.images[0]!.public).to.equal(true);
  });

  it('are offered only as far as the token goes', async () => {
    const service = new FakeService(await makeImages(3));
    const real = window.fetch;
    window.fetch = service.fetch;
    try {
      const page = await galleryOf(null, { manage: true, 'api-url': 'https://api.example/v1' });
      page.element.tokenProvider = async () => ({
        token: 't',
        policy: { abilities: ['list', 'read', 'delete'] },
      });
      await page.tilesAre(3);
      page.element.select(['photo0']);
      await until(() => page.hasButton('Delete') && !page.hasButton('Edit details'));
      page.element.tokenProvider = async () => ({
        token: 't2',
        policy: { abilities: ['list', 'read', 'update'], fields: ['alt_text'] },
      });
      await oneEvent(page.element, 'imgpro-load-page');
      page.element.select(['photo0']);
      await until(() => page.hasButton('Edit details') && !page.hasButton('Delete'));
      page.button('Edit details').click();
      await until(() => page.dialog?.open);
      expect([...page.dialog!.querySelectorAll('label')].map((label) => label.textContent)).to.deep.equal([
        'Alt text',
      ]);
    } finally {
      window.fetch = real;
    }
  });
});
