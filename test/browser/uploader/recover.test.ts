import { expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import { RecoveryStore } from '../../../src/upload/recovery/store.ts';
import type { ImgproUploader } from '../../../src/elements/uploader/imgpro-uploader.ts';
import {
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
  const entries = (await Promise.all(queues.map(({ slot }) => store.entries(slot)))).flat();
  store.close();
  return entries;
}

const open = (attributes: Record<string, string | boolean> = {}, properties: Partial<ImgproUploader> = {}) =>
  uploaderPage({ id, recover: true, multiple: true, ...attributes }, properties);

/** Another page in place of this one: what only lived in memory is gone. */
async function reload(
  page: UploaderPage,
  attributes: Record<string, string | boolean> = {},
): Promise<UploaderPage> {
  page.element.remove();
  await waitUntil(() => !page.element.isConnected);
  return open(attributes);
}

/** All files are on the disk with their bytes. */
async function kept(count: number): Promise<void> {
  await waitUntil(async () => {
    const entries = await storedEntries();
    return entries.length === count && entries.every(({ content }) => content.kind !== 'missing');
  }, `${count} files were never kept`);
}

const caption = (page: UploaderPage, at: number) =>
  page.rows[at]!.querySelector<HTMLInputElement>('.field input')!;
const notice = (page: UploaderPage) => page.root.querySelector('.notice .words')?.textContent?.trim();

describe('recover', () => {
  it('is accessible', async () => {
    const before = await open();
    await before.element.addFiles(await pictures('a.png', 'b.png'));
    await kept(2);
    const page = await reload(before);
    await page.shows('paused', 'paused');
    await expect(page.element).to.be.accessible();
    page.button('discard')!.click();
    await page.rendered();
    await expect(page.element).to.be.accessible();
  });

  it('brings all files back, in order, with their text, and sends none unasked', async () => {
    const before = await open({ fields: 'caption', manual: true });
    await before.element.addFiles(await pictures('a.png', 'b.png', 'c.png'));
    await before.rendered();
    const input = caption(before, 1);
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
    expect(caption(page, 1).value).to.equal('Half a sen');
    expect(notice(page)).to.equal('3 images from before are not uploaded yet.');
    expect(page.summary).to.equal('3 images not uploaded yet');
    expect(server.requests.length).to.equal(sent);
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

  it('sends new files while those of before wait', async () => {
    const before = await open();
    await before.element.addFiles([await picture('a.png')]);
    await server.next();
    const page = await reload(before);
    await page.shows('paused');
    await page.element.addFiles([await picture('b.png')]);
    (await server.next()).store();
    await page.shows('paused', 'ready');
    expect(page.summary).to.equal('1 image not uploaded yet');
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
    await waitUntil(async () => (await storedEntries()).length === 0, 'something is still kept');
  });

  it('brings stored images back too while others are not, and counts them in the form', async () => {
    const before = await open({ name: 'photos' });
    await before.element.addFiles(await pictures('a.png', 'b.png'));
    const [first] = await server.count(2);
    const image = first!.store();
    await before.shows('ready', 'uploading');
    await waitUntil(async () => (await storedEntries())[0]?.content.kind === 'done', 'not noted as stored');
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
    await waitUntil(async () => (await storedEntries())[0]?.content.kind === 'done', 'not noted as stored');
    const page = await reload(before);
    await page.shows('ready');
    expect(page.element.images.map((image) => image.id)).to.eql(['slow']);
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
    await waitUntil(async () => (await storedEntries()).length === 0, 'something is still kept');
  });

  it('forgets a file that is taken off the list, and all on clear()', async () => {
    const page = await open({ manual: true });
    await page.element.addFiles(await pictures('a.png', 'b.png', 'c.png'));
    await kept(3);
    page.element.cancel(page.element.files[1]!.id);
    await waitUntil(async () => (await storedEntries()).length === 2, 'the file is still kept');
    page.element.clear();
    await waitUntil(async () => (await storedEntries()).length === 0, 'something is still kept');
  });

  it('says what came back, once', async () => {
    const before = await open();
    await before.element.addFiles(await pictures('a.png', 'b.png'));
    await kept(2);
    const page = await reload(before);
    await waitUntil(() => page.spoken !== '', 'nothing was said');
    expect(page.spoken).to.equal('2 images from before are not uploaded yet.');
  });

  it('shows an image once that the form names as well', async () => {
    const before = await open({ name: 'photos' });
    await before.element.addFiles(await pictures('a.png', 'b.png'));
    const [first] = await server.count(2);
    const image = first!.store();
    server.answers.set(`/images/${image}`, () => ({ body: imageObject(image) }));
    await waitUntil(async () => (await storedEntries())[0]?.content.kind === 'done', 'not noted as stored');
    const page = await reload(before, { name: 'photos', value: image });
    await page.shows('ready', 'paused');
    expect(page.element.value).to.eql([image]);
    page.element.formStateRestoreCallback(image);
    expect(page.statuses).to.eql(['ready', 'paused']);
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
    await waitUntil(() => page.statuses[0] === 'paused');
    parent.append(page.element);
    expect((await server.next()).key).to.equal(key);
    await page.shows('uploading');
  });
});
