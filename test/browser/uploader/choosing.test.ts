import { expect, waitUntil } from '@open-wc/testing';
import { FakeServer, errorBody, impostor, picture, uploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => server.restore());

/** A drop of what a browser makes of folders: its own `DataTransfer` takes none from a script. */
function dropOf(...items: object[]): DragEvent {
  const event = new DragEvent('drop', { bubbles: true, composed: true, cancelable: true });
  const dataTransfer = { types: ['Files'], items, files: [], dropEffect: 'none' };
  Object.defineProperty(event, 'dataTransfer', { value: dataTransfer });
  return event;
}

const item = (entry: object) => ({ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null });

describe('what is chosen or dropped', () => {
  it('keeps the form from being sent at once, also while what brings files of before is on its way', async () => {
    const page = await uploaderPage({ multiple: true, recover: true, name: 'photos', id: 'on-its-way' });
    expect(page.element.checkValidity()).to.equal(true);
    page.choose(await picture());
    expect(page.element.checkValidity()).to.equal(false);
    expect(page.element.validity.customError).to.equal(true);
    (await server.next()).store();
    await page.told('imgpro-complete');
    expect(page.element.checkValidity()).to.equal(true);
  });

  it('keeps it so while a dropped folder is read, and not when it was emptied meanwhile', async () => {
    const page = await uploaderPage({ multiple: true, name: 'photos' });
    const readers: ((entries: object[]) => void)[] = [];
    const folder = {
      ...{ isDirectory: true, name: 'trip' },
      createReader: () => ({ readEntries: (done: (entries: object[]) => void) => readers.push(done) }),
    };
    page.root.querySelector('.base')!.dispatchEvent(dropOf(item(folder)));
    expect(page.element.checkValidity()).to.equal(false);
    page.element.clear();
    expect(page.element.checkValidity()).to.equal(true);
    const photo = await picture('late.png');
    readers[0]!([
      { isDirectory: false, name: 'late.png', file: (done: (file: File) => void) => done(photo) },
    ]);
    await waitUntil(() => readers.length === 2);
    readers[1]!([]);
    await page.element.addFiles([await picture('now.png')]);
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['now.png']);
  });

  it('is told of in one calm notice where it cannot be read, and the rest of the folder is taken', async () => {
    const page = await uploaderPage({ multiple: true });
    const photo = await picture('1.jpg');
    const portions = [
      [
        { isDirectory: false, name: '1.jpg', file: (done: (file: File) => void) => done(photo) },
        { isDirectory: false, name: '2.jpg', file: (_: unknown, fail: () => void) => fail() },
      ],
    ];
    const folder = {
      ...{ isDirectory: true, name: 'trip' },
      createReader: () => ({
        readEntries(done: (entries: object[]) => void, fail: () => void) {
          const entries = portions.shift();
          if (entries) done(entries);
          else fail();
        },
      }),
    };
    page.root.querySelector('.base')!.dispatchEvent(dropOf(item(folder)));
    await page.told('imgpro-file-rejected', 2);
    await page.rendered();
    const told = page.events.filter(({ type }) => type === 'imgpro-file-rejected');
    expect(told.map(({ detail: { name, code } }) => [name, code])).to.deep.equal([
      ['2.jpg', 'unreadable'],
      ['trip', 'unreadable'],
    ]);
    expect(page.element.files.map(({ name, source }) => [name, source])).to.deep.equal([['1.jpg', 'folder']]);
    expect(page.root.querySelectorAll('.notice')).to.have.length(1);
  });
});

describe('another file for one that failed', () => {
  it('takes its place once it is one that may be sent', async () => {
    const page = await uploaderPage({ multiple: true, 'max-files': '1' });
    page.choose(await picture('bad.png'));
    (await server.next()).respond(422, errorBody('validation_error', { details: { file: 'No.' } }));
    await page.shows('failed');
    page.button('another')!.click();
    page.choose(impostor('words.jpg'));
    await page.told('imgpro-file-rejected');
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['bad.png']);
    page.button('another')!.click();
    page.choose(await picture('good.png'));
    (await server.next()).store('good');
    await page.shows('ready');
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['good.png']);
    expect(page.element.value).to.deep.equal(['good']);
  });
});

describe('an image by its address, where there is one', () => {
  it('leaves the value as it is until it is stored, and changes it once', async () => {
    const page = await uploaderPage({ name: 'photo' });
    page.choose(await picture('one.png'));
    (await server.next()).store('one');
    await page.shows('ready');
    const changes = () => page.types.filter((type) => type === 'change').length;
    page.element.addUrl('https://pictures.test/none.html');
    (await server.next()).respond(422, errorBody('validation_error', { details: { url: 'No image.' } }));
    await page.shows('ready', 'failed');
    expect([page.element.value, changes()]).to.deep.equal(['one', 1]);
    page.element.addUrl('https://pictures.test/two.png');
    (await server.next()).store('two');
    await page.shows('ready');
    expect([page.element.value, changes()]).to.deep.equal(['two', 2]);
    expect(new FormData(page.element.form!).getAll('photo')).to.deep.equal(['two']);
  });
});
