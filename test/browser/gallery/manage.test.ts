import { expect, oneEvent } from '@open-wc/testing';
import type { Image } from '../../../src/api/types.ts';
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

/** Opens the dialog of details. */
async function editDetails(page: GalleryPage): Promise<void> {
  page.button('Edit details').focus();
  page.button('Edit details').click();
  await until(() => page.dialog?.open, 'the dialog');
}

const field = (page: GalleryPage, name: string) =>
  page.dialog!.querySelector<HTMLTextAreaElement | HTMLInputElement>(`[name="${name}"]`)!;

/** Writes in a field of the dialog, as a person does. */
async function write(page: GalleryPage, name: string, text: string): Promise<void> {
  field(page, name).focus();
  field(page, name).value = text;
  field(page, name).dispatchEvent(new Event('input', { bubbles: true }));
  await page.element.updateComplete;
}

const hintOf = (page: GalleryPage, name: string) =>
  field(page, name).closest('.field')!.querySelector('.hint')!.textContent!.replace(/\s+/g, ' ').trim();

/** The bodies of the batch requests so far. */
const sent = (service: FakeService) =>
  service.calls.filter(({ path }) => path === '/images/batch').map(({ body }) => body);

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

describe('the details of many images', () => {
  const three = async (): Promise<Image[]> => {
    const [first, second, third] = await makeImages(3);
    return [
      { ...first!, caption: 'One', metadata: { alt_text: 'A hill', credit: 'Jane' } },
      { ...second!, caption: 'Two', metadata: { alt_text: 'A hill' } },
      { ...third!, caption: null, metadata: { alt_text: 'A hill' } },
    ];
  };

  it('keep what nobody wrote in, and say where they differ', async () => {
    const service = new FakeService(await three());
    const page = await managed(service, ['photo0', 'photo1', 'photo2']);
    await editDetails(page);
    expect(field(page, 'caption').placeholder).to.equal('Different values');
    expect(field(page, 'caption').value).to.equal('');
    expect(field(page, 'alt_text').value).to.equal('A hill');
    await page.still();
    await expect(page.element).to.be.accessible();
    await write(page, 'alt_text', 'A steep hill');
    expect(hintOf(page, 'alt_text')).to.contain('All 3 images get this.');
    setTimeout(() => page.button('Save').click());
    await oneEvent(page.element, 'imgpro-update');
    expect(sent(service)).to.deep.equal([{ ids: ['photo0', 'photo1', 'photo2'], alt_text: 'A steep hill' }]);
    expect(service.images.map(({ caption }) => caption)).to.deep.equal(['One', 'Two', null]);
    expect(service.images[0]!.metadata).to.deep.equal({ alt_text: 'A steep hill', credit: 'Jane' });
  });

  it('say that an emptied field is removed from all, and can be kept after all', async () => {
    const service = new FakeService(await three());
    const page = await managed(service, ['photo0', 'photo1', 'photo2']);
    await editDetails(page);
    await write(page, 'alt_text', '');
    expect(hintOf(page, 'alt_text')).to.contain('It will be removed from all 3 images.');
    page.button('Alt text: Keep as it is').click();
    await page.element.updateComplete;
    expect(field(page, 'alt_text').value).to.equal('A hill');
    expect(page.root.activeElement === field(page, 'alt_text')).to.equal(true);
    page.button('Caption: Remove from all').click();
    await page.element.updateComplete;
    expect(hintOf(page, 'caption')).to.contain('It will be removed from all 3 images.');
    setTimeout(() => page.button('Save').click());
    await oneEvent(page.element, 'imgpro-update');
    expect(sent(service)).to.deep.equal([{ ids: ['photo0', 'photo1', 'photo2'], caption: null }]);
  });

  it('are the fields that the page names', async () => {
    const service = new FakeService(await three());
    const page = await managed(service, ['photo0']);
    page.element.fields = 'credit, caption credit';
    await editDetails(page);
    const names = [...page.dialog!.querySelectorAll('label')].map((label) => label.textContent);
    expect(names).to.deep.equal(['Credit', 'Caption']);
    await write(page, 'credit', '');
    setTimeout(() => page.button('Save').click());
    await oneEvent(page.element, 'imgpro-update');
    expect(sent(service)).to.deep.equal([{ ids: ['photo0'], credit: null }]);
  });

  it('ask nothing of the service when nothing was changed', async () => {
    const service = new FakeService(await three());
    const page = await managed(service, ['photo0', 'photo1']);
    await editDetails(page);
    page.button('Save').click();
    await until(() => page.dialog === null);
    expect(sent(service)).to.deep.equal([]);
  });
});

describe('typed text', () => {
  it('is there again after Escape, and is given up by Cancel', async () => {
    const page = await managed(new FakeService(await makeImages(3)), ['photo0', 'photo1']);
    await editDetails(page);
    await write(page, 'caption', 'Half a sen');
    await press('Escape');
    await until(() => page.dialog === null);
    await editDetails(page);
    expect(field(page, 'caption').value).to.equal('Half a sen');
    expect(page.text).to.contain('Here is what you wrote and did not save.');
    page.button('Cancel').click();
    await until(() => page.dialog === null);
    await editDetails(page);
    expect(field(page, 'caption').value).to.equal('');
  });

  it('of a save that failed is there again', async () => {
    const service = new FakeService(await makeImages(3));
    const page = await managed(service, ['photo0', 'photo1']);
    service.locked = new Set(['photo1']);
    await editDetails(page);
    await write(page, 'caption', 'A whole sentence');
    page.button('Save').click();
    await until(() => notice(page));
    await editDetails(page);
    expect(field(page, 'caption').value).to.equal('A whole sentence');
  });

  it('is composed to its end: the Escape of an input method does not close', async () => {
    const page = await managed(new FakeService(await makeImages(3)), ['photo0']);
    await editDetails(page);
    const escape = new KeyboardEvent('keydown', {
      ...{ key: 'Escape', isComposing: true, bubbles: true, cancelable: true, composed: true },
    });
    field(page, 'caption').dispatchEvent(escape);
    expect(escape.defaultPrevented).to.equal(true);
    const plain = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    field(page, 'caption').dispatchEvent(plain);
    expect(plain.defaultPrevented).to.equal(false);
  });
});

describe('expiry', () => {
  const AT = '2031-03-05T14:00:00Z';

  it('is said, and kept unless another is chosen', async () => {
    const service = new FakeService(await makeImages(3, { expires_at: AT }));
    const page = await managed(service, ['photo0']);
    page.button('Set expiry').click();
    await until(() => page.dialog?.open);
    expect(page.text).to.contain('It expires on March 5, 2031');
    await page.still();
    await expect(page.element).to.be.accessible();
    page.button('Save').click();
    await until(() => page.dialog === null);
    expect(sent(service)).to.deep.equal([]);
  });

  it('that differs is said so; a chosen one is for all', async () => {
    const service = new FakeService(await makeImages(2));
    service.images[1]!.expires_at = AT;
    const page = await managed(service, ['photo0', 'photo1']);
    page.button('Set expiry').click();
    await until(() => page.dialog?.open);
    expect(page.text).to.contain('They expire at different times.');
    const select = page.dialog!.querySelector('select')!;
    select.value = '7d';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await page.element.updateComplete;
    expect(page.text).to.contain('They will be deleted for good by themselves on');
    setTimeout(() => page.button('Save').click());
    await oneEvent(page.element, 'imgpro-update');
    expect(sent(service)).to.deep.equal([{ ids: ['photo0', 'photo1'], ttl: 604_800 }]);
  });
});

describe('a change', () => {
  it('shows at once, and where it is refused only its own fields are taken back', async () => {
    const service = new FakeService(await makeImages(3, { caption: 'Old' }));
    service.locked = new Set(['photo1']);
    const page = await managed(service, ['photo0', 'photo1']);
    page.element.uploader = 'feeder';
    const uploader = document.createElement('div') as HTMLElement & { images?: unknown };
    uploader.id = 'feeder';
    page.element.after(uploader);
    const release = service.hold();
    await editDetails(page);
    await write(page, 'caption', 'New');
    page.button('Save').click();
    await until(() => page.tile('photo1').textContent!.includes('New'), 'the caption at once');
    // Another change of the same image comes from elsewhere meanwhile.
    uploader.images = [{ ...service.images[1]!, public: false }];
    uploader.dispatchEvent(
      new CustomEvent('imgpro-update', { detail: { ids: ['photo1'] }, bubbles: true, composed: true }),
    );
    await until(() => page.tile('photo1').querySelector('.badge'), 'the lock');
    expect(page.tile('photo1').textContent).to.contain('New');
    release();
    await until(() => notice(page));
    expect(page.tile('photo0').textContent).to.contain('New');
    expect(page.tile('photo1').textContent).to.contain('Old');
    expect(page.tile('photo1').querySelector('.badge') === null).to.equal(false);
  });

  it('that follows another before its answer is sent after it, and shows above it', async () => {
    const service = new FakeService(await makeImages(3, { caption: 'Old' }));
    const page = await managed(service, ['photo0']);
    const release = service.hold();
    for (const text of ['One', 'Two']) {
      await editDetails(page);
      await write(page, 'caption', text);
      page.button('Save').click();
      await until(() => page.tile('photo0').textContent!.includes(text));
    }
    page.button('Make private').click();
    await until(() => page.dialog?.open);
    page.dialog!.querySelector<HTMLButtonElement>('.primary')!.click();
    await until(() => page.tile('photo0').querySelector('.badge'));
    expect(sent(service)).to.have.length(1);
    release();
    await until(() => sent(service).length === 3 && notice(page));
    expect(sent(service).map(({ caption, public: isPublic }) => caption ?? isPublic)).to.deep.equal([
      'One',
      'Two',
      false,
    ]);
    expect(service.images[0]!.caption).to.equal('Two');
    expect(page.tile('photo0').textContent).to.contain('Two');
  });

  it('whose answer is lost is taken back, and can be tried again', async () => {
    const service = new FakeService(await makeImages(3));
    const page = await managed(service, ['photo0']);
    service.losesAnswer = true;
    page.button('Make private').click();
    await until(() => page.dialog?.open);
    page.dialog!.querySelector<HTMLButtonElement>('.primary')!.click();
    await until(() => notice(page)?.textContent!.includes('The connection was lost'));
    expect(page.tile('photo0').querySelector('.badge') === null).to.equal(true);
    page.button('Try again').click();
    await until(() => notice(page)?.textContent!.includes('Image changed'));
    expect(page.tile('photo0').querySelector('.badge') === null).to.equal(false);
  });

  it('can be undone: every image gets what it had, and no more requests than there are values', async () => {
    const images = await makeImages(4);
    const captions = ['A', 'A', null, 'B'];
    const service = new FakeService(images.map((image, at) => ({ ...image, caption: captions[at]! })));
    const page = await managed(service, ['photo0', 'photo1', 'photo2', 'photo3']);
    const said: string[] = [];
    const status = page.root.querySelector('[role=status]')!;
    const listener = new MutationObserver(() => said.push(status.textContent!));
    listener.observe(status, { childList: true, characterData: true, subtree: true });
    await editDetails(page);
    await write(page, 'caption', 'All');
    page.button('Save').click();
    await until(() => page.hasButton('Undo'));
    await until(() => said.includes('4 images changed. It can be undone.'));
    listener.disconnect();
    expect(said.filter((words) => words.includes('undone'))).to.have.length(1);
    await page.still();
    await expect(page.element).to.be.accessible();
    page.button('Undo').focus();
    page.button('Undo').click();
    await until(() => notice(page)?.textContent!.includes('4 images are as they were before'));
    expect(sent(service).slice(1)).to.deep.equal([
      { ids: ['photo0', 'photo1'], caption: 'A' },
      { ids: ['photo2'], caption: null },
      { ids: ['photo3'], caption: 'B' },
    ]);
    expect(service.images.map(({ caption }) => caption)).to.deep.equal(captions);
    expect(page.hasButton('Undo')).to.equal(false);
    await until(() => page.root.activeElement !== null, 'the focus in the gallery');
  });
});

describe('a deletion', () => {
  it('takes its tiles at once; those refused come back where they stood, selected', async () => {
    const service = new FakeService(await makeImages(6));
    service.locked = new Set(['photo2', 'photo5']);
    const page = await managed(service, ['photo1', 'photo2', 'photo3', 'photo5']);
    const release = service.hold();
    await answer(page, 'Delete', 'Delete 4 images');
    await page.tilesAre(2);
    expect(page.element.selection).to.deep.equal([]);
    release();
    await page.tilesAre(4);
    expect(page.ids).to.deep.equal(['photo0', 'photo2', 'photo4', 'photo5']);
    expect(page.element.selection).to.deep.equal(['photo2', 'photo5']);
    expect(page.hasButton('Undo')).to.equal(false);
  });

  it('of one after the other brings each back among its neighbours', async () => {
    const service = new FakeService(await makeImages(6));
    service.locked = new Set(['photo2', 'photo3']);
    const page = await managed(service, ['photo2']);
    const release = service.hold();
    await answer(page, 'Delete', 'Delete image');
    await page.tilesAre(5);
    page.element.select(['photo3']);
    await page.element.updateComplete;
    await answer(page, 'Delete', 'Delete image');
    await page.tilesAre(4);
    release();
    await page.tilesAre(6);
    expect(page.ids).to.deep.equal(['photo0', 'photo1', 'photo2', 'photo3', 'photo4', 'photo5']);
    expect(page.root.querySelectorAll('.notice.is-trouble')).to.have.length(2);
  });

  it('keeps its images away when the gallery loads anew meanwhile', async () => {
    const service = new FakeService(await makeImages(4));
    const page = await managed(service, ['photo1']);
    const list = await service.client.images.list({ limit: 100 }).page();
    const release = service.hold();
    await answer(page, 'Delete', 'Delete image');
    await page.tilesAre(3);
    page.element.images = list.data;
    await oneEvent(page.element, 'imgpro-load-page');
    await page.element.updateComplete;
    expect(page.ids).to.deep.equal(['photo0', 'photo2', 'photo3']);
    release();
    await until(() => notice(page));
    expect(page.ids).to.deep.equal(['photo0', 'photo2', 'photo3']);
  });

  it('goes on to its end when the gallery leaves the page', async () => {
    const service = new FakeService(await makeImages(3));
    const page = await managed(service, ['photo1']);
    const release = service.hold();
    await answer(page, 'Delete', 'Delete image');
    await page.tilesAre(2);
    page.element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    setTimeout(release);
    const { detail } = await oneEvent(page.element, 'imgpro-delete');
    expect(detail).to.deep.equal({ ids: ['photo1'], errors: [] });
    expect(service.images.map(({ id }) => id)).to.deep.equal(['photo0', 'photo2']);
  });

  it('of many can be stopped: what was done stays, the rest comes back selected', async () => {
    const service = new FakeService(await makeImages(250));
    const page = await galleryOf(service, { manage: true, 'page-size': 100 });
    while (page.element.hasMore) await page.element.loadMore();
    page.element.selectAll();
    await page.element.updateComplete;
    const release = service.hold();
    await answer(page, 'Delete', 'Delete 250 images');
    await until(() => page.hasButton('Stop'));
    expect(page.tiles).to.have.length(0);
    page.button('Stop').click();
    await page.element.updateComplete;
    setTimeout(release);
    const { detail } = await oneEvent(page.element, 'imgpro-delete');
    expect(detail.ids).to.have.length(100);
    expect(new Set(detail.errors.map(({ error }: { error: { code: string } }) => error.code))).to.deep.equal(
      new Set(['cancelled']),
    );
    await page.tilesAre(150);
    expect(page.element.selection).to.have.length(150);
    expect(page.text).to.contain('100 images deleted');
    expect(page.text).to.contain('Stopped before 150 images; they are still selected.');
    expect(page.root.querySelectorAll('.refused')).to.have.length(0);
  });
});

describe('a refused image', () => {
  it('says why on its tile, until the notice is dismissed', async () => {
    const service = new FakeService(await makeImages(3));
    service.locked = new Set(['photo0']);
    service.missing = new Set(['photo2']);
    const page = await managed(service, ['photo0', 'photo1', 'photo2']);
    await editDetails(page);
    await write(page, 'caption', 'New');
    page.button('Save').click();
    await until(() => notice(page));
    const marks = [...page.root.querySelectorAll<HTMLElement>('.refused')];
    expect(marks.map(({ title }) => title)).to.deep.equal([
      'Not done: the image is locked',
      'Not done: the image no longer exists',
    ]);
    const described = page.root.getElementById(page.face('photo0').getAttribute('aria-describedby')!);
    expect(described!.textContent!.trim()).to.equal('Not done: the image is locked');
    expect(page.text).to.contain('2 images could not be changed It is locked. It no longer exists.');
    await page.still();
    await expect(page.element).to.be.accessible();
    page.button('Dismiss').click();
    await page.element.updateComplete;
    expect(page.root.querySelectorAll('.refused')).to.have.length(0);
  });
});

describe('the dialog', () => {
  it('is not opened again by a rendering between its closing and the event of it', async () => {
    const page = await managed(new FakeService(await makeImages(3)), ['photo0']);
    page.button('Set expiry').click();
    await until(() => page.dialog?.open);
    const dialog = page.dialog!;
    let closings = 0;
    dialog.addEventListener('close', () => (closings += 1));
    dialog.close();
    page.element.requestUpdate();
    await page.element.updateComplete;
    expect(dialog.open).to.equal(false);
    await until(() => page.dialog === null);
    expect(closings).to.equal(1);
  });

  it('works inside a modal dialog of the page, which its Escape leaves open', async () => {
    const page = await managed(new FakeService(await makeImages(3)), ['photo0']);
    const modal = document.createElement('dialog');
    page.element.parentElement!.before(modal);
    modal.append(page.element.parentElement!);
    modal.showModal();
    await until(() => page.tiles.length === 3);
    page.element.select(['photo0']);
    await page.element.updateComplete;
    // By a key: without a person's doing browsers close both dialogs at once.
    page.button('Edit details').focus();
    await press('Enter');
    await until(() => page.dialog?.open);
    expect(page.root.activeElement === field(page, 'caption')).to.equal(true);
    await press('Escape');
    await until(() => page.dialog === null);
    expect(modal.open).to.equal(true);
    expect(focusedName(page)).to.equal('Edit details');
    modal.close();
  });
});

describe('the toolbar where it is narrow', () => {
  for (const width of [280, 360])
    it(`has every action within reach at ${width} pixels`, async () => {
      const page = await galleryOf(new FakeService(await makeImages(3)), { manage: true }, width);
      await page.tilesAre(3);
      page.element.select(['photo0']);
      await page.element.updateComplete;
      const bar = page.root.querySelector<HTMLElement>('.toolbar')!;
      expect(bar.scrollWidth <= bar.clientWidth).to.equal(true);
      page.button('More actions').click();
      const menu = page.root.querySelector<HTMLElement>('.actions')!;
      await until(() => menu.matches(':popover-open'));
      const names = [...menu.querySelectorAll('button')].map((button) => button.innerText.trim());
      expect(names).to.deep.equal(['Edit details', 'Make private', 'Set expiry', 'Delete']);
      const { left, right, top, bottom } = menu.getBoundingClientRect();
      expect(left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight).to.equal(true);
      for (const button of menu.querySelectorAll('button'))
        expect(button.getBoundingClientRect().height >= 44).to.equal(true);
      await page.still();
      await expect(page.element).to.be.accessible();
    });

  for (const width of [280, 360])
    it(`has room for its words at ${width} pixels, when there is more, and while it works on many`, async () => {
      const service = new FakeService(await makeImages(250));
      const page = await galleryOf(service, { manage: true, 'page-size': 100 }, width);
      await oneEvent(page.element, 'imgpro-load-page');
      const release = service.hold();
      await until(() => page.hasButton('Select all 100 loaded'));
      const bar = page.root.querySelector<HTMLElement>('.toolbar')!;
      const fits = () => {
        const { left, right, bottom } = bar.getBoundingClientRect();
        return [...bar.querySelectorAll<HTMLElement>('button, .count, .work')].every((part) => {
          const box = part.getBoundingClientRect();
          return box.width === 0 || (box.left >= left && box.right <= right && box.bottom <= bottom);
        });
      };
      expect(fits()).to.equal(true);
      release();
      while (page.element.hasMore) await page.element.loadMore();
      page.element.select(page.element.loaded.slice(0, 240).map(({ id }) => id));
      await page.element.updateComplete;
      const done = service.hold();
      await answer(page, 'Delete', 'Delete 240 images');
      await until(() => page.hasButton('Stop'));
      expect(fits()).to.equal(true);
      page.element.select([page.element.loaded[0]!.id]);
      await page.element.updateComplete;
      expect(fits()).to.equal(true);
      done();
      await oneEvent(page.element, 'imgpro-delete');
    });

  it('closes its menu by Escape, which leaves the selection, and gives the focus back after a question', async () => {
    const page = await galleryOf(new FakeService(await makeImages(3)), { manage: true }, 300);
    await page.tilesAre(3);
    page.element.select(['photo0']);
    await page.element.updateComplete;
    const menu = page.root.querySelector<HTMLElement>('.actions')!;
    page.button('More actions').focus();
    await press('Enter');
    await until(() => menu.matches(':popover-open'));
    await press('Escape');
    await until(() => !menu.matches(':popover-open'));
    expect(page.element.selection).to.deep.equal(['photo0']);
    await press('Enter');
    await until(() => menu.matches(':popover-open'));
    await press('Tab');
    expect(page.root.activeElement!.textContent!.trim()).to.equal('Edit details');
    await press('Enter');
    await until(() => page.dialog?.open);
    expect(menu.matches(':popover-open')).to.equal(false);
    await press('Escape');
    await until(() => page.dialog === null);
    expect(focusedName(page)).to.equal('More actions');
  });
});

describe('selecting all', () => {
  it('says what has been loaded, and loads the rest when it is asked to', async () => {
    const service = new FakeService(await makeImages(250));
    const page = await galleryOf(service, { manage: true, 'page-size': 100 });
    await oneEvent(page.element, 'imgpro-load-page');
    const release = service.hold();
    await until(() => page.hasButton('Select all 100 loaded'));
    page.button('Select all 100 loaded').click();
    await page.element.updateComplete;
    expect(page.text).to.contain('All 100 loaded images selected. There are more.');
    page.button('Load all').click();
    await page.element.updateComplete;
    expect(page.hasButton('Stop')).to.equal(true);
    release();
    await until(() => page.element.loaded.length === 250);
    await until(() => page.hasButton('Select all'));
    expect(page.element.selection).to.have.length(100);
  });

  it('loads no further page once it is stopped', async () => {
    const service = new FakeService(await makeImages(500));
    const page = await galleryOf(service, { manage: true, 'page-size': 100 });
    await oneEvent(page.element, 'imgpro-load-page');
    const release = service.hold();
    page.element.selectAll();
    await until(() => page.hasButton('Load all'));
    page.button('Load all').click();
    await until(() => page.hasButton('Stop'));
    page.button('Stop').click();
    await page.element.updateComplete;
    setTimeout(release);
    await oneEvent(page.element, 'imgpro-load-page');
    await until(() => page.hasButton('Select all 200 loaded'));
    expect(page.hasButton('Stop')).to.equal(false);
    expect(page.element.loaded).to.have.length(200);
  });
});
