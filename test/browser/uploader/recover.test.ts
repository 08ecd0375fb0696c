import { expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import { openDB } from 'idb';
import { RecoveryStore } from '../../../src/upload/recovery/store.ts';
import type { ImgproUploader } from '../../../src/elements/uploader/imgpro-uploader.ts';
import { press } from '../../harness/press.ts';
import {
  errorBody,
  FakeServer,
  imageObject,
  picture,
  pictures,
  uploaderPage,
  type UploaderPage,
} from '../../harness/uploader.ts';

let server: FakeServer;
let made = 0;
let id = '';

beforeEach(() => {
  server = new FakeServer();
  id = `recover-${(made += 1)}`;
});
afterEach(async () => {
  fixtureCleanup();
  await forgetAll();
  server.restore();
});

const until = (predicate: () => boolean | Promise<boolean>, message?: string) =>
  waitUntil(predicate, message, { timeout: 8000 });

/** Every slot of this file's uploaders; what another page left is none of its business. */
async function forgetAll(): Promise<void> {
  const store = await RecoveryStore.open();
  for (const { slot, key } of await store.queues())
    if (key.startsWith(location.pathname)) await store.clear(slot);
  store.close();
}

async function storedEntries() {
  const store = await RecoveryStore.open();
  const queues = (await store.queues()).filter(({ key }) => key === `${location.pathname} ${id}`);
  const entries = (await Promise.all(queues.map(({ slot }) => store.load(slot)))).flat();
  store.close();
  return entries.map(({ entry }) => entry);
}

/** As a browser does that is short of room. */
async function loseBytes(key: string): Promise<void> {
  const db = await openDB('imgpro-uploads');
  await db.delete('bytes', key);
  db.close();
}

const open = (attributes: Record<string, string | boolean> = {}, properties: Partial<ImgproUploader> = {}) =>
  uploaderPage({ id, recover: true, multiple: true, ...attributes }, properties);

/** Another page in place of this one: what only lived in memory is gone. */
async function reload(
  page: UploaderPage,
  attributes: Record<string, string | boolean> = {},
): Promise<UploaderPage> {
  page.element.remove();
  await until(() => !page.element.isConnected);
  return open(attributes);
}

/** All files are on the disk with their bytes. */
async function kept(count: number): Promise<void> {
  await until(async () => {
    const entries = await storedEntries();
    return entries.length === count && entries.every(({ content }) => content.kind !== 'missing');
  }, `${count} files were never kept`);
}

/** A file in the browser's own folder, whose handle can be stored where handles can; null elsewhere. */
async function storedOnDisk(name: string, content: File): Promise<FileSystemFileHandle | null> {
  try {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    const writing = await handle.createWritable();
    await writing.write(content);
    await writing.close();
    structuredClone(handle);
    return handle;
  } catch {
    return null;
  }
}

/** The slots that are held now, by their locks. */
async function heldLocks(): Promise<string[]> {
  const { held = [] } = await navigator.locks.query();
  return held.map(({ name }) => name!).filter((name) => name.startsWith('imgpro-uploads:'));
}

/** Colours are judged when they have come to rest. */
async function accessible(page: UploaderPage): Promise<void> {
  await page.still();
  await expect(page.element).to.be.accessible();
}

/** A token by which what is stored can be deleted. */
const tokenProvider = () => ({ token: 'token', policy: { abilities: ['create', 'read', 'delete'] } });

const caption = async (page: UploaderPage, at: number) =>
  (await page.write(page.rows[at]!.querySelector('.name > :first-child')!.textContent))[0]!;
const notice = (page: UploaderPage) => page.root.querySelector('.notice .words')?.textContent?.trim();

describe('recover', () => {
  it('is accessible', async () => {
    const before = await open();
    await before.element.addFiles(await pictures('a.png', 'b.png'));
    await kept(2);
    const page = await reload(before);
    await page.shows('paused', 'paused');
    await accessible(page);
    page.button('discard')!.click();
    await page.rendered();
    await accessible(page);
  });

  it('brings all files back, in order, with their text, and sends none unasked', async () => {
    const before = await open({ fields: 'caption', manual: true });
    await before.element.addFiles(await pictures('a.png', 'b.png', 'c.png'));
    await before.rendered();
    const input = await caption(before, 1);
    input.value = 'Half a sen';
    input.dispatchEvent(new Event('input'));
    before.element.upload();
    await server.next();
    await kept(3);
    const sent = server.requests.length;
    const page = await reload(before, { fields: 'caption' });
    await page.shows('paused', 'paused', 'paused');
    expect(page.element.files.map(({ name }) => name)).to.eql(['a.png', 'b.png', 'c.png']);
    expect(page.element.files[1]!.fields).to.eql({ caption: 'Half a sen' });
    expect(page.rows[1]!.querySelector('.said')!.textContent).to.contain('Half a sen');
    expect(notice(page)).to.equal('3 images from before are not uploaded yet.');
    expect(page.summary).to.equal('3 images');
    expect(server.requests.length).to.equal(sent);
  });

  it('brings them back in the order that a person has put them into', async () => {
    const before = await open({ manual: true });
    await before.element.addFiles(await pictures('a.png', 'b.png', 'c.png'));
    await kept(3);
    await before.rendered();
    before.button('remove', before.row('c.png'))!.focus();
    await press('Control+Shift+Home');
    await until(() => before.element.files[0]!.name === 'c.png');
    await until(async () => {
      const entries = await storedEntries();
      return entries.map(({ kept }) => kept.file.name).join() === 'c.png,a.png,b.png';
    }, 'the order was never kept');
    const page = await reload(before, { manual: true });
    await page.shows('queued', 'queued', 'queued');
    expect(page.element.files.map(({ name }) => name)).to.eql(['c.png', 'a.png', 'b.png']);
    page.element.concurrency = 1;
    page.element.upload();
    expect((await server.next()).file!.name, 'which is the order they are sent in').to.equal('c.png');
  });

  it('lets files that waited for upload() wait for it again', async () => {
    const before = await open({ manual: true });
    await before.element.addFiles([await picture('a.png')]);
    await kept(1);
    const page = await reload(before, { manual: true });
    await page.shows('queued');
    expect([page.summary, notice(page)]).to.eql(['1 image chosen', undefined]);
    page.element.upload();
    (await server.next()).store();
    await page.shows('ready');
  });

  it('offers to go on with files that waited for upload(), where the page does not wait any more', async () => {
    const before = await open({ manual: true });
    await before.element.addFiles([await picture('a.png')]);
    await kept(1);
    const page = await reload(before);
    await page.shows('paused');
    page.button('go-on')!.click();
    (await server.next()).store();
    await page.shows('ready');
  });

  it('offers to go on with files that were chosen before the rules of the token were known', async () => {
    const never = { tokenProvider: () => new Promise(() => {}) } as never;
    const before = await open({ fields: 'caption' }, never);
    before.choose(await picture('a.png'));
    await before.shows('queued');
    await kept(1);
    before.element.remove();
    const page = await open({ fields: 'caption' }, { tokenProvider } as never);
    await page.shows('paused');
    expect(notice(page)).to.equal('1 image from before is not uploaded yet.');
    page.button('go-on')!.click();
    (await server.next()).store();
    await page.shows('ready');
  });

  it('offers files that waited for a person, where the next token lets text be changed later', async () => {
    const narrow = { tokenProvider: () => ({ token: 'token', policy: { abilities: ['create'] } }) } as never;
    const before = await open({ fields: 'caption' }, narrow);
    before.choose(await picture('a.png'));
    await until(() => before.button('upload') !== null, 'it did not wait');
    await kept(1);
    before.element.remove();
    const wide = { tokenProvider: () => ({ token: 'token', policy: { abilities: ['create', 'update'] } }) };
    const page = await open({ fields: 'caption' }, wide as never);
    await page.shows('paused');
    expect(server.requests).to.deep.equal([]);
    page.button('go-on')!.click();
    (await server.next()).store();
    await page.shows('ready');
  });

  it('goes on when asked to, under the keys that were used', async () => {
    const before = await open();
    await before.element.addFiles([await picture('a.png')]);
    const first = await server.next();
    const page = await reload(before);
    await page.shows('paused');
    page.button('go-on')!.click();
    const second = await server.next();
    expect(second.key).to.equal(first.key);
    expect(await second.file!.text()).to.equal(await first.file!.text());
    expect([second.file!.name, second.file!.type]).to.eql([first.file!.name, first.file!.type]);
    second.store();
    await page.shows('ready');
    expect(notice(page)).to.equal(undefined);
  });

  it('goes on by itself with auto', async () => {
    const before = await open();
    await before.element.addFiles([await picture('a.png')]);
    const { key } = await server.next();
    const page = await reload(before, { recover: 'auto' });
    expect((await server.next()).key).to.equal(key);
    await page.shows('uploading');
  });

  it('lets captions be written at once that can be saved later', async () => {
    const tokenEndpoint = 'https://api.test/token';
    const policy = { abilities: ['create', 'read', 'update'] };
    server.answers.set('/token', () => ({ body: { token: 't', policy } }));
    const attributes = { fields: 'caption', 'token-endpoint': tokenEndpoint };
    const before = await open(attributes);
    await before.element.addFiles([await picture('a.png')]);
    await server.next();
    const page = await reload(before, attributes);
    await page.shows('paused');
    await until(() => page.button('write', page.rows[0]) !== null, 'the caption cannot be written');
  });

  for (const [what, abilities, left, patches] of [
    ['saves a text about a stored image by itself', ['create', 'read', 'update'], '', 2],
    ['says that it is not saved where the token does not let it be any more', ['create'], 'caption', 1],
  ] as const)
    it(what, async () => {
      const attributes = { fields: 'caption', 'token-endpoint': 'https://api.test/token' };
      const tokenOf = (allowed: readonly string[]) => () => ({
        body: { token: 't', policy: { abilities: allowed } },
      });
      server.answers.set('/token', tokenOf(['create', 'read', 'update']));
      const later = `/token/${id}`; // a token is kept for all who ask there
      server.answers.set(later, tokenOf(abilities));
      server.answers.set('/images/one', (call) =>
        call < 2
          ? { status: 403, body: errorBody('forbidden') }
          : { body: imageObject('one', { caption: 'Ours' }) },
      );
      const before = await open(attributes);
      await before.element.addFiles(await pictures('a.png', 'b.png'));
      (await server.count(2))[0]!.store('one');
      await before.shows('ready', 'uploading');
      const area = await caption(before, 0);
      area.focus();
      area.value = 'Ours';
      area.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      area.blur();
      await until(() => before.element.files[0]!.unsaved.length > 0, 'it is not refused');
      await until(async () => (await storedEntries()).some(({ kept }) => !!kept.unsaved), 'it is not kept');
      const page = await reload(before, { ...attributes, 'token-endpoint': `https://api.test${later}` });
      await page.shows('ready', 'paused');
      await until(() => server.fetched.some((line) => line.includes(later)));
      await until(() => page.element.files[0]!.unsaved.join() === left, 'it says otherwise');
      expect(server.fetched.filter((line) => line.startsWith('PATCH'))).to.have.length(patches);
      expect(page.element.files[0]!.fields['caption']).to.equal('Ours');
    });

  it('sends new files while those of before wait', async () => {
    const before = await open();
    await before.element.addFiles([await picture('a.png')]);
    await server.next();
    const page = await reload(before);
    await page.shows('paused');
    await page.element.addFiles([await picture('b.png')]);
    (await server.next()).store();
    await page.shows('paused', 'ready');
    expect([page.summary, notice(page)]).to.eql([
      '1 image uploaded',
      '1 image from before is not uploaded yet.',
    ]);
  });

  it('does not take a connection that came back, or a pause that ended, for the word of the person', async () => {
    const before = await open();
    await before.element.addFiles([await picture('a.png')]);
    await server.next();
    const page = await reload(before);
    await page.shows('paused');
    const sent = server.requests.length;
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    await page.rendered();
    expect([page.statuses, server.requests.length]).to.eql([['paused'], sent]);
    page.button('go-on')!.click();
    await page.shows('uploading');
  });

  it('lets go in the cache of the browser, and takes up where it was', async () => {
    const page = await open();
    await page.element.addFiles([await picture('a.png')]);
    await server.next();
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await until(async () => (await heldLocks()).length === 0, 'the slot is still held');
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until(async () => (await heldLocks()).length === 1, 'the slot is not held again');
    (await server.next()).store();
    await page.shows('ready');
    await until(async () => (await storedEntries()).length === 0, 'something is still kept');
  });

  it('keeps a key on the disk before the request goes out', async () => {
    const page = await open();
    await page.element.addFiles([await picture('a.png')]);
    const { key } = await server.next();
    const [entry] = await storedEntries();
    expect(entry!.kept.key!.key).to.equal(key);
    expect(entry!.content.kind).to.equal('bytes');
  });

  it('forgets everything when all is uploaded', async () => {
    const page = await open();
    await page.element.addFiles(await pictures('a.png', 'b.png'));
    await server.count(2);
    for (const request of server.open) request.store();
    await page.shows('ready', 'ready');
    await until(async () => (await storedEntries()).length === 0, 'something is still kept');
  });

  it('brings stored images back too while others are not, and counts them in the form', async () => {
    const before = await open({ name: 'photos' });
    await before.element.addFiles(await pictures('a.png', 'b.png'));
    const [first] = await server.count(2);
    const image = first!.store();
    await before.shows('ready', 'uploading');
    await until(async () => (await storedEntries())[0]?.content.kind === 'done', 'not noted as stored');
    const page = await reload(before, { name: 'photos' });
    await page.shows('ready', 'paused');
    expect(page.element.value).to.eql([image]);
    expect(new FormData(page.element.form!).getAll('photos')).to.eql([image]);
    expect(page.element.validationMessage).to.match(/continue|discard/i);
  });

  it('follows the processing of images of before', async () => {
    const before = await open();
    await before.element.addFiles([await picture('a.png')]);
    (await server.next()).store('slow', { status: 'processing' });
    server.answers.set('/images/slow', () => ({ body: imageObject('slow') }));
    await until(async () => (await storedEntries())[0]?.content.kind === 'done', 'not noted as stored');
    const page = await reload(before);
    await page.shows('ready');
    expect(page.element.images.map((image) => image.id)).to.eql(['slow']);
  });

  it('cancels what is under way, and not the files of before: they have a question of their own', async () => {
    const before = await open();
    await before.element.addFiles(await pictures('a.png', 'b.png'));
    await kept(2);
    const page = await reload(before);
    await page.shows('paused', 'paused');
    page.choose(...(await pictures('c.png', 'd.png')));
    await page.shows('paused', 'paused', 'uploading', 'uploading');
    page.button('clear')!.click();
    await page.shows('paused', 'paused');
    expect(page.button('discard')).not.to.equal(null);
  });

  it('discards only after a second step, and then for good', async () => {
    const before = await open();
    await before.element.addFiles([await picture('a.png')]);
    await kept(1);
    const page = await reload(before);
    await page.shows('paused');
    page.button('discard')!.click();
    await page.rendered();
    expect(page.statuses).to.eql(['paused']);
    expect((page.root.activeElement as HTMLElement).dataset['action']).to.equal('keep');
    page.button('keep')!.click();
    await page.rendered();
    expect((page.root.activeElement as HTMLElement).dataset['action']).to.equal('discard');
    page.button('discard')!.click();
    await page.rendered();
    page.button('discard-all')!.click();
    await page.shows();
    await until(async () => (await storedEntries()).length === 0, 'something is still kept');
  });

  it('forgets a file that is taken off the list, and all on clear()', async () => {
    const page = await open({ manual: true });
    await page.element.addFiles(await pictures('a.png', 'b.png', 'c.png'));
    await kept(3);
    page.element.cancel(page.element.files[1]!.id);
    await until(async () => (await storedEntries()).length === 2, 'the file is still kept');
    page.element.clear();
    await until(async () => (await storedEntries()).length === 0, 'something is still kept');
  });

  it('says what came back, once', async () => {
    const before = await open();
    await before.element.addFiles(await pictures('a.png', 'b.png'));
    await kept(2);
    const page = await reload(before);
    await until(() => page.spoken !== '', 'nothing was said');
    expect(page.spoken).to.equal('2 images from before are not uploaded yet.');
  });

  it('shows an image once that the form names as well', async () => {
    const before = await open({ name: 'photos' });
    await before.element.addFiles(await pictures('a.png', 'b.png'));
    const [first] = await server.count(2);
    const image = first!.store();
    server.answers.set(`/images/${image}`, () => ({ body: imageObject(image) }));
    await until(async () => (await storedEntries())[0]?.content.kind === 'done', 'not noted as stored');
    const page = await reload(before, { name: 'photos', value: image });
    await page.shows('ready', 'paused');
    expect(page.element.value).to.eql([image]);
    page.element.formStateRestoreCallback(image);
    expect(page.statuses).to.eql(['ready', 'paused']);
  });

  describe('with no room for bytes', () => {
    beforeEach(() => {
      const { storage } = navigator;
      const full = {
        estimate: () => Promise.resolve({ quota: 0, usage: 0 }),
        getDirectory: () => storage.getDirectory(),
      };
      Object.defineProperty(navigator, 'storage', { value: full, configurable: true });
    });
    afterEach(() => void Reflect.deleteProperty(navigator, 'storage'));

    it('says which file will have to be chosen again, until that is read', async () => {
      const page = await open();
      await page.element.addFiles([await picture('large.png')]);
      await until(() => notice(page) !== undefined, 'nothing was said');
      expect(notice(page)).to.equal('large.png is too large to be kept over a reload. Choose it again then.');
      await accessible(page);
      page.button('read')!.click();
      await page.rendered();
      expect(notice(page)).to.equal(undefined);
      await page.element.addFiles(await pictures('b.png', 'c.png'));
      await until(() => /^3 images are too large/.test(notice(page) ?? ''), 'nothing was said of the others');
    });

    it('asks for the file again, and goes on under its key when it comes', async () => {
      const photo = await picture('large.png');
      const before = await open();
      await before.element.addFiles([photo]);
      const { key } = await server.next();
      const page = await reload(before);
      await page.shows('failed');
      expect(page.row('large.png').textContent).to.match(/uploaded already.*choose the same file again/i);
      expect(page.root.querySelector('.summary .text')!.textContent).to.include(
        '1 image has to be chosen again',
      );
      expect(page.button('again')!.getAttribute('aria-label')).to.equal('Choose again: large.png');
      page.element.retry();
      expect(page.statuses).to.eql(['failed']);
      page.choose(photo);
      const again = await server.next();
      expect([again.key, again.file!.name, page.statuses.length]).to.eql([key, 'large.png', 1]);
    });

    it('takes another file of the same name for another file', async () => {
      const before = await open();
      await before.element.addFiles([await picture('large.png')]);
      await server.next();
      const page = await reload(before);
      await page.shows('failed');
      page.choose(await picture('large.png', { width: 31 }));
      await page.shows('failed', 'uploading');
    });

    it('finds a dropped file again on the disk, where the browser has a way', async function () {
      const photo = await picture('dropped.png');
      const handle = await storedOnDisk('dropped.png', photo);
      if (!handle) return this.skip();
      const before = await open();
      const items = DataTransferItem.prototype as { getAsFileSystemHandle?: unknown };
      const { getAsFileSystemHandle } = items;
      items.getAsFileSystemHandle = () => Promise.resolve(handle);
      const original = DataTransferItem.prototype.getAsFile;
      const onDisk = await handle.getFile();
      DataTransferItem.prototype.getAsFile = () => onDisk;
      try {
        before.drag('drop', photo);
        await before.shows('uploading');
      } finally {
        items.getAsFileSystemHandle = getAsFileSystemHandle;
        DataTransferItem.prototype.getAsFile = original;
      }
      const { key, file } = await server.next();
      await until(async () => (await storedEntries())[0]?.content.kind === 'reference', 'no reference');
      const page = await reload(before);
      await page.shows('paused');
      page.button('go-on')!.click();
      const again = await server.next();
      expect(again.key).to.equal(key);
      expect(await again.file!.text()).to.equal(await file!.text());
      await (await navigator.storage.getDirectory()).removeEntry('dropped.png');
    });
  });

  it('goes on under the old key with a file whose bytes the browser has lost, and keeps them anew', async () => {
    const photo = await picture('lost.png');
    const before = await open();
    await before.element.addFiles([photo]);
    const { key } = await server.next();
    before.element.remove();
    await until(async () => (await heldLocks()).length === 0, 'the slot is still held');
    await loseBytes((await storedEntries())[0]!.id);
    const page = await open();
    await page.shows('failed');
    expect(page.element.files[0]!.error!.code).to.equal('upload_unconfirmed');
    page.choose(photo);
    expect([(await server.next()).key, page.statuses.length]).to.eql([key, 1]);
    expect((await storedEntries())[0]!.content.kind).to.equal('bytes');
  });

  it('takes back on the next page what was cancelled when it may have been stored', async () => {
    server.answers.set('/images/late', () => ({ body: {} }));
    const before = await open({}, { tokenProvider } as never);
    before.choose(await picture('a.png'));
    const first = await server.next();
    first.progress(1);
    before.element.cancel();
    await before.rendered();
    before.element.remove();
    await until(() => first.aborted, 'it went on without a page');
    const page = await open({}, { tokenProvider } as never);
    const again = await server.next();
    expect(again.key).to.equal(first.key);
    expect(page.element.files, 'nobody sees it').to.have.length(0);
    again.store('late');
    await until(() => server.fetched.includes('DELETE https://api.test/v1/images/late'), 'not deleted');
    await until(async () => (await storedEntries()).length === 0, 'it was not forgotten');
  });

  it('does not ask for what was cancelled so long ago that the service has forgotten its key', async () => {
    const before = await open({}, { tokenProvider } as never);
    before.choose(await picture('a.png'));
    const first = await server.next();
    first.progress(1);
    before.element.cancel();
    await before.rendered();
    before.element.remove();
    await until(() => first.aborted, 'it went on without a page');
    await until(async () => (await heldLocks()).length === 0);
    const db = await openDB('imgpro-uploads');
    const [entry] = await storedEntries();
    await db.put('entries', { ...entry!, keyAt: Date.now() - 23.5 * 3_600_000 });
    db.close();
    await open({}, { tokenProvider } as never);
    await until(async () => (await storedEntries()).length === 0, 'it was not forgotten');
    expect(server.requests, 'a second image would be stored').to.have.length(1);
  });

  it('leaves to another element what it has taken over meanwhile', async () => {
    const first = await open({}, { tokenProvider } as never);
    const parent = first.element.parentElement!;
    await first.element.addFiles([await picture('a.png')]);
    const { key } = await server.next();
    first.element.remove();
    await until(() => first.statuses[0] === 'paused');
    const second = await open({}, { tokenProvider } as never);
    await second.shows('paused');
    parent.append(first.element);
    await first.shows();
    second.button('go-on')!.click();
    await second.shows('uploading');
    const again = await server.next();
    expect(again.key).to.equal(key);
    again.store();
    await second.shows('ready');
    expect(server.requests, 'nothing is taken back').to.have.length(2);
  });

  it('offers the files of another tab that has gone, without being loaded anew', async function () {
    this.timeout(20_000);
    const first = await open();
    await first.element.addFiles([await picture('a.png')]);
    await kept(1);
    const own = await heldLocks();
    const second = await open();
    // Else it is the first one's place that it waits for, and gets.
    await until(async () => (await heldLocks()).some((name) => !own.includes(name)), 'it has no place');
    expect(second.element.files, 'they belong to the first').to.have.length(0);
    first.element.remove();
    await waitUntil(() => second.statuses.join() === 'paused', 'nothing was offered', { timeout: 12_000 });
    await second.rendered();
    expect(notice(second)).to.equal('1 image from before is not uploaded yet.');
    expect(second.button('go-on')).to.exist;
  });

  it('says so where the browser cannot tell tabs apart, and uploads all the same', async () => {
    const locks = Object.getOwnPropertyDescriptor(Navigator.prototype, 'locks')!;
    Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined, configurable: true });
    try {
      const page = await open();
      await page.element.addFiles([await picture('a.png')]);
      const request = await server.next();
      await page.rendered();
      expect(notice(page)).to.match(/^This browser cannot keep the images/);
      request.store();
      await page.shows('ready');
      expect(notice(page)).to.equal(undefined);
    } finally {
      Object.defineProperty(Navigator.prototype, 'locks', locks);
    }
  });

  it('keeps nothing without the attribute', async () => {
    const page = await open({ recover: false });
    await page.element.addFiles([await picture('a.png')]);
    await server.next();
    expect(await storedEntries()).to.eql([]);
  });

  it('goes on with the same list when it is put back', async () => {
    const page = await open();
    const parent = page.element.parentElement!;
    await page.element.addFiles([await picture('a.png')]);
    const { key } = await server.next();
    page.element.remove();
    await until(() => page.statuses[0] === 'paused');
    parent.append(page.element);
    expect((await server.next()).key).to.equal(key);
    await page.shows('uploading');
  });
});
