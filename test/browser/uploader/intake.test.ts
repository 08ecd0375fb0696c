import { expect, waitUntil as until } from '@open-wc/testing';
import { FakeServer, picture, uploaderPage, type UploaderPage } from '../../harness/uploader.ts';

/** A busy machine takes its time. */
const waitUntil = (check: () => unknown, message = 'it never came so far', options = { timeout: 8000 }) =>
  until(check as () => boolean, message, options);

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => server.restore());

const notices = ({ root }: UploaderPage) =>
  [...root.querySelectorAll('.notice .words')].map(({ textContent }) => textContent.trim());
const says = (page: UploaderPage, words: string) =>
  waitUntil(() => notices(page).includes(words), `not shown: ${words}`);
const speaks = (page: UploaderPage, words: RegExp) =>
  waitUntil(() => words.test(page.spoken), `not said: ${String(words)}`);

function paste(page: UploaderPage, data: Record<string, string>, ...files: File[]): ClipboardEvent {
  const transfer = new DataTransfer();
  for (const [type, text] of Object.entries(data)) transfer.setData(type, text);
  for (const file of files) transfer.items.add(file);
  const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
  // Firefox drops the files of a clipboard that a script made.
  Object.defineProperty(event, 'clipboardData', { value: transfer });
  page.element.dispatchEvent(event);
  return event;
}

/** An entry of a folder with files, read a hundred at a time as browsers do. */
function folder(name: string, files: readonly File[], gate: Promise<void> = Promise.resolve()) {
  const entries = files.map((file) => ({
    ...{ name: file.name, isDirectory: false },
    file: (done: (found: File) => void) => done(file),
  }));
  const readEntries = (done: (found: object[]) => void) => void gate.then(() => done(entries.splice(0, 100)));
  return { name, isDirectory: true, createReader: () => ({ readEntries }) };
}

function dropFolders(page: UploaderPage, ...folders: object[]): void {
  const event = new DragEvent('drop', { bubbles: true, composed: true, cancelable: true });
  const items = folders.map((entry) => ({
    ...{ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null },
  }));
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items } });
  page.root.querySelector('.base')!.dispatchEvent(event);
}

/** Different pictures by their bytes; small, for there are many. */
async function many(count: number): Promise<File[]> {
  const bytes = await (await picture()).arrayBuffer();
  return Array.from(
    { length: count },
    (_, at) => new File([bytes, String(at)], `${at}.png`, { type: 'image/png' }),
  );
}

describe('a paste', () => {
  it('tells what it took, in the panel and to screen readers', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    page.element.focus();
    paste(page, {}, await picture('image.png'), await picture('image.png'));
    await says(page, 'Pasted: 2 images');
    await speaks(page, /^Pasted: 2 images\.$/);
    await expect(page.element).to.be.accessible();
    page.button('read')!.click();
    await page.rendered();
    expect(notices(page)).to.deep.equal([]);
  });

  it('of text alone says so to a person who is in the uploader, and to nobody else', async () => {
    const page = await uploaderPage({ multiple: true });
    expect(paste(page, { 'text/plain': 'Dear Anna' }).defaultPrevented).to.equal(false);
    page.element.focus();
    paste(page, { 'text/plain': 'Dear Anna' });
    await says(page, 'Nothing to paste: the clipboard has text only.');
    await speaks(page, /text only/);
    paste(page, {});
    await says(page, 'Nothing to paste: there is no image on the clipboard.');
  });

  it('of several links imports them, where links may be added', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, sources: 'paste url' });
    page.element.focus();
    const html = '<img src="https://site.test/a.png"><img src="https://site.test/b.png">';
    paste(page, { 'text/html': html, 'text/plain': 'two pictures' });
    await says(page, 'Pasted: 2 images');
    paste(page, { 'text/plain': 'https://site.test/c.png\nhttps://site.test/d.png' });
    await waitUntil(() => page.element.files.length === 4);
    expect(page.element.files.map(({ name, source }) => `${source} ${name}`)).to.deep.equal(
      ['a', 'b', 'c', 'd'].map((name) => `url ${name}.png`),
    );
  });

  it('of a link that is on the list already says so', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, sources: 'paste url' });
    page.element.focus();
    paste(page, { 'text/plain': 'https://site.test/a.png' });
    await says(page, 'Pasted: 1 image');
    paste(page, { 'text/plain': 'https://site.test/b.png\nhttps://site.test/a.png' });
    await page.told('imgpro-file-rejected');
    await page.rendered();
    expect(page.root.querySelector('[part=error] p')!.textContent).to.contain('on the list already');
    expect(page.element.files).to.have.length(2);
  });
});

describe('dropped text', () => {
  const drop = (page: UploaderPage, data: Record<string, string>) => {
    const dataTransfer = new DataTransfer();
    for (const [type, text] of Object.entries(data)) dataTransfer.setData(type, text);
    const event = new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true });
    page.root.querySelector('.base')!.dispatchEvent(event);
    return event.defaultPrevented;
  };

  it('with pictures or an address is imported, where links may be added', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, sources: 'drop url' });
    expect(
      drop(page, { 'text/html': 'So <img src="https://site.test/a.png">', 'text/plain': 'So' }),
    ).to.equal(true);
    expect(drop(page, { 'text/plain': 'https://site.test/b.png' })).to.equal(true);
    await waitUntil(() => page.element.files.length === 2);
  });

  it('is nothing to an uploader that takes no links', async () => {
    const page = await uploaderPage({ multiple: true, sources: 'drop' });
    expect(drop(page, { 'text/plain': 'https://site.test/b.png' })).to.equal(false);
  });

  it('says which of its pictures have no address', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, sources: 'drop url' });
    drop(page, { 'text/html': '<img src="https://site.test/a.png"><img src="data:image/gif;base64,R0lG">' });
    await page.told('imgpro-file-rejected');
    await page.rendered();
    expect(page.root.querySelector('[part=error] p')!.textContent).to.match(/no web address.*Save the image/);
    expect(page.element.files).to.have.length(1);
  });
});

describe('a folder of more than 500 images', () => {
  it('is asked about in place, and added as a whole', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    dropFolders(page, folder('Holiday', [...(await many(501)), new File(['x'], 'notes.txt')]));
    await says(page, '501 images in “Holiday”. Add all?');
    await speaks(page, /501 images in “Holiday”/);
    await expect(page.element).to.be.accessible();
    expect([page.element.files.length, page.button('folder-first')]).to.deep.equal([0, null]);
    page.button('folder-all')!.click();
    await waitUntil(() => page.element.files.length === 501, undefined, { timeout: 20_000 });
    await says(page, '1 file that is no image was skipped.');
    expect(page.types.includes('imgpro-file-rejected')).to.equal(false);
  });

  it('offers the first of them where no more may be added', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, 'max-files': '4' });
    await page.element.addFiles([await picture()]);
    dropFolders(page, folder('Holiday', await many(501)));
    await says(page, '501 images in “Holiday”. Add all? Only 3 can be added here.');
    expect(page.button('folder-all')).to.equal(null);
    page.button('folder-first')!.click();
    await waitUntil(() => page.element.files.length === 4);
    expect(page.types.includes('imgpro-file-rejected')).to.equal(false);
  });

  it('is left alone after “Cancel”, a reset, and while other files come', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, name: 'photos' });
    dropFolders(page, folder('Holiday', await many(501)));
    await waitUntil(() => page.button('folder-none'));
    await page.element.addFiles([await picture('other.png')]);
    expect(!!page.button('folder-none'), 'the question stays').to.equal(true);
    page.button('folder-none')!.click();
    await page.rendered();
    expect([page.button('folder-none'), page.element.files.length]).to.deep.equal([null, 1]);
    dropFolders(page, folder('Holiday', await many(501)));
    await waitUntil(() => page.button('folder-none'));
    page.element.form!.reset();
    await page.rendered();
    expect(page.button('folder-none')).to.equal(null);
  });

  it('is counted while it is read, and not read on after “Cancel”', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    let open!: () => void;
    const gate = new Promise<void>((resolve) => (open = resolve));
    dropFolders(page, folder('near', await many(3)), folder('far', await many(2), gate));
    await says(page, 'Reading the folder: 3 images so far');
    expect(page.root.querySelector('.checking')).to.equal(null);
    page.button('stop-reading')!.click();
    open();
    await page.rendered();
    await page.rendered();
    expect([page.button('stop-reading'), page.element.files.length]).to.deep.equal([null, 0]);
  });
});

it('a small folder is added at once, and what is no image in it is counted in one sentence', async () => {
  const page = await uploaderPage({ multiple: true, manual: true });
  dropFolders(
    page,
    folder('Holiday', [...(await many(2)), new File(['x'], 'a.txt'), new File(['y'], 'b.pdf')]),
  );
  await page.told('imgpro-files-added');
  await says(page, '2 files that are no images were skipped.');
  expect(page.types.includes('imgpro-file-rejected')).to.equal(false);
});
