import { expect, oneEvent } from '@open-wc/testing';
import { FakeService, galleryOf, makeImages, until, type GalleryPage } from '../../harness/gallery.ts';
import { press } from '../../harness/press.ts';

async function managed(service: FakeService, selected: string[]): Promise<GalleryPage> {
  const page = await galleryOf(service, { manage: true, 'page-size': 100 });
  await page.tilesAre(service.images.length);
  page.element.select(selected);
  await page.element.updateComplete;
  return page;
}

/** Presses a button of the toolbar, and answers its question. */
async function answer(page: GalleryPage, button: string, reply: string): Promise<void> {
  page.button(button).focus();
  page.button(button).click();
  await page.element.updateComplete;
  page.button(reply).click();
}

const notice = (page: GalleryPage) => page.root.querySelector<HTMLElement>('.notice');
const focusedName = (page: GalleryPage) =>
  page.root.activeElement?.getAttribute('aria-label') ?? page.root.activeElement?.textContent?.trim();

describe('an action that fails', () => {
  it('says so when not one image was deleted, keeps all of them, and tries again', async () => {
    const service = new FakeService(await makeImages(4));
    const page = await managed(service, ['photo1', 'photo3']);
    service.failures = [{ status: 503, code: 'service_unavailable' }];
    await answer(page, 'Delete', 'Delete 2 images');
    await until(() => notice(page), 'the notice');
    expect(notice(page)!.getAttribute('role')).to.equal('alert');
    expect(notice(page)!.textContent).to.contain('2 images could not be deleted');
    expect(page.element.selection).to.deep.equal(['photo1', 'photo3']);
    expect(page.tiles).to.have.length(4);
    // The button went with the selection, and the next tile took over.
    expect(page.focused).to.equal('photo2');
    await page.still();
    await expect(page.element).to.be.accessible();
    page.button('Try again').focus();
    page.button('Try again').click();
    await page.tilesAre(2);
    await until(() => notice(page)?.textContent!.includes('2 images deleted'));
    expect(page.focused).to.equal('photo2');
  });

  it('says so when not one image was changed, and tries the same change again', async () => {
    const service = new FakeService(await makeImages(3));
    const page = await managed(service, ['photo1']);
    service.failures = [{ status: 503, code: 'service_unavailable' }];
    page.button('Edit details').click();
    await page.element.updateComplete;
    page.root.querySelector('textarea')!.value = 'A new one';
    page.button('Save').click();
    await until(() => notice(page)?.textContent!.includes('One image could not be changed'));
    expect(page.element.selection).to.deep.equal(['photo1']);
    page.button('Try again').click();
    await until(() => page.tile('photo1').textContent!.includes('A new one'));
    expect(service.images[1]!.caption).to.equal('A new one');
  });

  it('tries again only what may succeed', async () => {
    const service = new FakeService(await makeImages(3));
    service.locked = new Set(['photo0']);
    const page = await managed(service, ['photo0']);
    await answer(page, 'Delete', 'Delete image');
    await until(() => notice(page)?.textContent!.includes('It is locked.'));
    expect(page.hasButton('Try again')).to.equal(false);
  });

  it('says so when there is no token to be had', async () => {
    const service = new FakeService(await makeImages(3));
    const page = await managed(service, ['photo0']);
    service.client.images.deleteMany = () => Promise.reject(new Error('The token endpoint is down.'));
    await answer(page, 'Delete', 'Delete image');
    await until(() => notice(page)?.textContent!.includes('One image could not be deleted'));
    expect(page.element.selection).to.deep.equal(['photo0']);
  });
});

describe('an action under way', () => {
  it('is named, and announced once', async () => {
    const service = new FakeService(await makeImages(150));
    const page = await galleryOf(service, { manage: true, 'page-size': 100 });
    await until(() => page.element.loaded.length === 100);
    await page.element.loadMore();
    page.element.selectAll();
    await page.element.updateComplete;
    const said: string[] = [];
    const status = page.root.querySelector('[role=status]')!;
    const listener = new MutationObserver(() => said.push(status.textContent!));
    listener.observe(status, { childList: true, characterData: true, subtree: true });
    const release = service.hold();
    await answer(page, 'Delete', 'Delete 150 images');
    await until(() => page.root.querySelector('.work'));
    expect(page.root.querySelector('.work')!.textContent!.replace(/\s+/g, ' ')).to.contain(
      'Deleting 150 images… 0 of 150',
    );
    expect(
      page.root.querySelector('.work')!.matches(':is([role=status], [aria-live]) *, [role=status]'),
    ).to.equal(false);
    release();
    await oneEvent(page.element, 'imgpro-delete');
    await until(() => said.includes('150 images deleted'));
    listener.disconnect();
    expect(said).to.deep.equal(['Deleting 150 images…', '150 images deleted']);
  });
});

describe('the focus', () => {
  const cases: [string, (page: GalleryPage) => Promise<unknown>][] = [
    ['Cancel', async (page) => page.button('Cancel').click()],
    ['Save', async (page) => page.button('Save').click()],
    ['Escape', () => press('Escape')],
  ];
  for (const [name, act] of cases)
    it(`is back at the button when its question is closed by ${name}`, async () => {
      const page = await managed(new FakeService(await makeImages(3)), ['photo1']);
      page.button('Edit details').focus();
      page.button('Edit details').click();
      await page.element.updateComplete;
      await act(page);
      await until(() => page.dialog === null);
      expect(focusedName(page)).to.equal('Edit details');
    });

  it('is back at the tile whose key asked', async () => {
    const page = await managed(new FakeService(await makeImages(3)), ['photo1']);
    page.face('photo1').focus();
    await press('Delete');
    await until(() => page.dialog);
    page.button('Cancel').click();
    await until(() => page.dialog === null);
    expect(page.focused).to.equal('photo1');
  });

  it('is at the words for an empty gallery when everything is deleted', async () => {
    const page = await managed(new FakeService(await makeImages(2)), ['photo0', 'photo1']);
    await answer(page, 'Delete', 'Delete 2 images');
    await page.tilesAre(0);
    await until(() => page.root.activeElement?.matches('.message'));
    expect(page.root.activeElement!.textContent).to.contain('No images yet');
  });

  it('stays where the person went while the work was under way', async () => {
    const service = new FakeService(await makeImages(3));
    const page = await managed(service, ['photo1']);
    const elsewhere = document.createElement('input');
    page.element.before(elsewhere);
    const release = service.hold();
    await answer(page, 'Delete', 'Delete image');
    await until(() => page.dialog === null);
    elsewhere.focus();
    release();
    await page.tilesAre(2);
    await until(() => notice(page));
    expect(elsewhere.matches(':focus')).to.equal(true);
  });

  it('stays in the gallery when the notice is dismissed', async () => {
    const page = await managed(new FakeService(await makeImages(3)), ['photo1']);
    await answer(page, 'Delete', 'Delete image');
    await until(() => notice(page));
    page.button('Dismiss').focus();
    page.button('Dismiss').click();
    await until(() => page.focused);
  });

  it('stays in the gallery when its first page is tried again', async () => {
    const service = new FakeService(await makeImages(3));
    service.failures = [{ status: 500 }];
    const page = await galleryOf(service);
    await until(() => page.hasButton('Try again'));
    page.button('Try again').focus();
    const release = service.hold();
    page.button('Try again').click();
    await until(() => page.root.activeElement?.matches('.base'), 'the focus at the gallery');
    release();
    await page.tilesAre(3);
  });

  it('a question that is open when its gallery leaves the page is not there when it returns', async () => {
    const page = await managed(new FakeService(await makeImages(3)), ['photo1']);
    page.button('Delete').click();
    await page.element.updateComplete;
    const parent = page.element.parentElement!;
    page.element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    parent.append(page.element);
    await page.element.updateComplete;
    expect(page.dialog === null).to.equal(true);
  });
});
