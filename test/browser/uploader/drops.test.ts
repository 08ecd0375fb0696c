import { expect, fixture, html } from '@open-wc/testing';
import { FakeServer, picture, uploaderPage, type UploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => server.restore());

type DragType = 'dragenter' | 'dragover' | 'drop';

/** A drag of links, as browsers make it of an `<a>` or `<img>` on another page. */
function link(addresses: string, markup = ''): DataTransfer {
  const transfer = new DataTransfer();
  transfer.setData('text/uri-list', addresses);
  if (markup) transfer.setData('text/html', markup);
  return transfer;
}

async function photo(name = 'photo.png'): Promise<DataTransfer> {
  const transfer = new DataTransfer();
  transfer.items.add(await picture(name));
  return transfer;
}

function drag(target: Element, dataTransfer: DataTransfer, ...types: DragType[]): DragEvent {
  const events = types.map(
    (type) => new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }),
  );
  for (const event of events) target.dispatchEvent(event);
  return events.at(-1)!;
}

const begin = (target: Element) =>
  target.dispatchEvent(new DragEvent('dragstart', { bubbles: true, composed: true }));

const isDragging = ({ element }: UploaderPage) => element.matches(':state(dragging)');

/** The sentence about what was not added. */
async function refusal(page: UploaderPage): Promise<string> {
  await page.told('imgpro-file-rejected');
  await page.rendered();
  return page.root.querySelector('[part="error"] p')!.textContent;
}

describe('a drag that began in the page', () => {
  it('is no offer of files, though it has some; the next one from elsewhere is', async () => {
    const own = await fixture<HTMLElement>(html`<p><img alt="Ours" /></p>`);
    const page = await uploaderPage({ multiple: true, sources: 'drop url', 'drop-target': 'body' });
    const transfer = await photo();
    transfer.setData('text/uri-list', 'https://site.test/ours.png');
    begin(own.firstElementChild!);
    const dropped = drag(document.body, transfer, 'dragenter', 'dragover', 'drop');
    expect(isDragging(page)).to.equal(false);
    expect(dropped.defaultPrevented, 'it stays what the browser makes of it').to.equal(false);
    await new Promise((resolve) => setTimeout(resolve)); // the drop is over
    drag(document.body, await photo('theirs.png'), 'dragenter');
    expect(isDragging(page)).to.equal(true);
    drag(document.body, await photo('theirs.png'), 'dragover', 'drop');
    expect((await server.next()).file!.name).to.equal('theirs.png');
    expect(page.element.files).to.have.length(1);
  });

  it('is none within another shadow root either, and is over when its source is removed', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const inside = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('img'));
    const page = await uploaderPage({ multiple: true });
    begin(inside);
    page.drag('dragenter', await picture());
    expect(isDragging(page)).to.equal(false);
    inside.remove(); // no dragend comes any more
    document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    page.drag('dragenter', await picture());
    expect(isDragging(page)).to.equal(true);
  });
});

describe('a dropped link', () => {
  const base = (page: UploaderPage) => page.root.querySelector('.base')!;

  it('is imported where links may be added: the picture, not the page that it leads to', async () => {
    const page = await uploaderPage({ multiple: true, sources: 'drop url' });
    const transfer = link(
      '# a comment\r\nhttps://site.test/article\r\n',
      '<a href="https://site.test/article"><img width="9" src="https://site.test/p.jpg?a=1&amp;b=2"></a>',
    );
    drag(base(page), transfer, 'dragenter');
    expect(isDragging(page)).to.equal(true);
    expect(drag(base(page), transfer, 'dragover', 'drop').defaultPrevented).to.equal(true);
    expect((await server.next()).url).to.match(/images/);
    expect(page.element.files[0]!.name).to.equal('p.jpg');
    expect(page.element.files[0]!.source).to.equal('url');
  });

  it('is taken from the list where no picture was dragged, or one without an address', async () => {
    const page = await uploaderPage({ multiple: true, sources: 'drop url' });
    drag(base(page), link('https://site.test/a.png'), 'drop');
    drag(base(page), link('https://site.test/b.png', '<img src="data:image/gif;base64,R0lGOD">'), 'drop');
    await page.told('imgpro-files-added', 2);
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['a.png', 'b.png']);
  });

  it('is refused in one sentence where none may be added, and the page stays', async () => {
    const page = await uploaderPage({ multiple: true, sources: 'drop' });
    const transfer = link('https://site.test/a.png');
    drag(base(page), transfer, 'dragenter');
    expect(isDragging(page), 'nothing is promised').to.equal(false);
    expect(drag(base(page), transfer, 'dragover').defaultPrevented, 'it would not be dropped').to.equal(true);
    expect(drag(base(page), transfer, 'drop').defaultPrevented, 'the browser would go there').to.equal(true);
    expect(await refusal(page)).to.equal(
      'Images cannot be added by their address here. Save the image, then add the file.',
    );
    expect(page.element.files).to.have.length(0);
  });

  it('of no picture that can be fetched is refused as well, not ignored', async () => {
    const page = await uploaderPage({ multiple: true, sources: 'drop url' });
    drag(base(page), link('data:image/gif;base64,R0lGOD'), 'drop');
    expect(await refusal(page)).to.match(/Save the image/);
  });

  it('beside the drop zone does not make the browser leave the page, but a field takes it', async () => {
    await uploaderPage({ multiple: true });
    const field = await fixture(html`<textarea aria-label="Text"></textarea>`);
    expect(drag(document.body, link('https://site.test/'), 'drop').defaultPrevented).to.equal(true);
    expect(drag(field, link('https://site.test/'), 'drop').defaultPrevented).to.equal(false);
  });

  it('over a field in the drop target is that field’s', async () => {
    const area = await fixture(html`<div id="with-field"><input aria-label="Address" /></div>`);
    const page = await uploaderPage({ sources: 'drop url', 'drop-target': '#with-field' });
    const over = drag(area.firstElementChild!, link('https://site.test/'), 'dragover', 'drop');
    expect(over.defaultPrevented).to.equal(false);
    expect(page.element.files).to.have.length(0);
  });
});

describe('a dropped folder', () => {
  it('without files is named, alone and among others', async () => {
    const page = await uploaderPage({ multiple: true });
    const folder = (name: string, ...names: string[]) => {
      const rest = names.map((name) => ({ name, isDirectory: false, file: () => {} }));
      const readEntries = (done: (entries: object[]) => void) => done(rest.splice(0));
      return { name, isDirectory: true, createReader: () => ({ readEntries }) };
    };
    const event = new DragEvent('drop', { bubbles: true, composed: true, cancelable: true });
    const items = [folder('holiday'), folder('hidden', '.DS_Store')].map((entry) => ({
      ...{ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null },
    }));
    Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items } });
    page.root.querySelector('.base')!.dispatchEvent(event);
    await page.told('imgpro-file-rejected', 2);
    expect(page.events.map(({ detail }) => (detail as { code: string }).code)).to.deep.equal([
      'empty',
      'empty',
    ]);
    await page.rendered();
    expect(
      [...page.root.querySelectorAll('[part="error"] p')].map(({ textContent }) => textContent),
    ).to.deep.equal([
      'There are no images in the folder holiday.',
      'There are no images in the folder hidden.',
    ]);
  });
});
