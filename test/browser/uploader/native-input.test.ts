import { expect, fixture, html, waitUntil as until } from '@open-wc/testing';
import type { ImgproUploader } from '../../../src/elements/uploader/imgpro-uploader.ts';
import { API, FakeServer, imageObject, picture, UploaderPage } from '../../harness/uploader.ts';

/** A busy machine takes its time. */
const waitUntil = (check: () => unknown, message = 'it never came so far', options = { timeout: 8000 }) =>
  until(check as () => boolean, message, options);

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer();
  server.answers.set('/images/one', () => ({ body: imageObject('one') }));
});
afterEach(() => server.restore());

function chosen(input: HTMLInputElement, ...files: File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
}

/** An uploader and what else a page puts into a form beside it. */
async function form(inside: string, { attributes = '', around = '{}' } = {}): Promise<HTMLFormElement> {
  const element = await fixture<HTMLFormElement>(html`<form></form>`);
  const markup = `<imgpro-uploader api-url="${API}" ${attributes}>${inside}</imgpro-uploader>`;
  element.innerHTML = around.replace('{}', markup);
  return element;
}
const uploaderOf = (at: ParentNode) => at.querySelector<ImgproUploader>('imgpro-uploader')!;
const inputOf = (at: ParentNode) => at.querySelector<HTMLInputElement>('input[type=file]')!;

async function taken(at: ParentNode): Promise<UploaderPage> {
  await waitUntil(() => inputOf(at).form === null, 'the input was not taken over');
  await uploaderOf(at).updateComplete;
  return new UploaderPage(uploaderOf(at));
}

describe('an input inside <imgpro-uploader>', () => {
  it('is accessible: its label names the uploader', async () => {
    const around = '<label for="mine">Photos of the item</label>{}';
    const at = await form('<input type="file" id="mine" name="photo">', { around });
    const { element } = await taken(at);
    await expect(element).to.be.accessible();
    const { internals } = element as unknown as { internals: ElementInternals };
    expect(internals.ariaLabel).to.equal('Photos of the item');
  });

  it('lends what the uploader does not have itself', async () => {
    const attributes = 'name="own"';
    const inside =
      '<input type="file" name="photo" accept="image/png" multiple required disabled capture="user">';
    const { element, root } = await taken(await form(inside, { attributes }));
    const { name, accept, multiple, required, disabled } = element;
    expect({ name, accept, multiple, required, disabled }).to.deep.equal({
      ...{ name: 'own', accept: 'image/png', multiple: true, required: true, disabled: true },
    });
    expect(root.querySelector('input.files')!.getAttribute('capture')).to.equal('user');
  });

  it('is not submitted: the ids of stored images are, under its name', async () => {
    const at = await form('<input type="file" name="photo" multiple>');
    const page = await taken(at);
    chosen(inputOf(at), await picture('a.png'));
    inputOf(at).dispatchEvent(new Event('change', { bubbles: true }));
    (await server.next()).store('one');
    await page.told('imgpro-complete');
    expect([...new FormData(at)]).to.deep.equal([['photo', 'one']]);
  });

  it('does not hold the form back by its own `required`; the uploader does', async () => {
    const at = await form('<input type="file" name="photo" required>');
    const { element } = await taken(at);
    expect(element.validity.valueMissing).to.equal(true);
    expect([...at.elements].includes(inputOf(at))).to.equal(false);
  });

  it('gives the files that were chosen before the script came, once', async () => {
    const at = await fixture<HTMLFormElement>(html`<form></form>`);
    const input = Object.assign(document.createElement('input'), { type: 'file', name: 'photo' });
    input.multiple = true;
    chosen(input, await picture('a.png'), await picture('b.png'));
    const element = document.createElement('imgpro-uploader');
    element.setAttribute('api-url', API);
    element.append(input);
    at.append(element);
    const page = await taken(at);
    await page.shows('uploading', 'uploading');
    element.remove();
    at.append(element);
    await taken(at);
    input.setAttribute('name', 'photos');
    await waitUntil(() => element.name === 'photos');
    expect(element.files.map(({ name, source }) => [name, source])).to.deep.equal([
      ['a.png', 'file'],
      ['b.png', 'file'],
    ]);
  });

  it('may come later, change, and go', async () => {
    const at = await form('');
    const element = uploaderOf(at);
    await element.updateComplete;
    const input = Object.assign(document.createElement('input'), { type: 'file', name: 'photo' });
    element.append(input);
    await waitUntil(() => element.name === 'photo');
    input.multiple = true;
    await waitUntil(() => element.multiple);
    element.multiple = false; // the page's own will
    input.disabled = true;
    await waitUntil(() => element.disabled);
    expect(element.multiple).to.equal(false);
    input.remove();
    await waitUntil(() => element.name === '');
    expect([element.disabled, input.hasAttribute('form'), input.disabled]).to.deep.equal([
      false,
      false,
      true,
    ]);
  });

  it('is given back as it was when the uploader leaves the page', async () => {
    const at = await form('<input type="file" name="photo" form="elsewhere">');
    const element = uploaderOf(at);
    const input = inputOf(at);
    await waitUntil(() => element.getAttribute('form') === 'elsewhere');
    element.remove();
    await waitUntil(() => input.getAttribute('form') === 'elsewhere');
    expect([element.hasAttribute('form'), element.name]).to.deep.equal([false, '']);
  });

  for (const [how, around] of [
    ['that points at it', '<label for="mine">Photos</label>{}'],
    ['around both', '<label><span>Photos</span>{}</label>'],
  ] as const)
    it(`opens the chooser by a label ${how}, and has the focus then`, async () => {
      const at = await form('<input type="file" id="mine">', { around });
      const { root } = await taken(at);
      let opened = 0;
      root.querySelector('input.files')!.addEventListener('click', (event) => {
        event.preventDefault();
        opened += 1;
      });
      at.querySelector<HTMLElement>('label span, label')!.click();
      expect(opened).to.equal(1);
      expect((root.activeElement as HTMLElement | null)?.dataset['action']).to.equal('browse');
    });

  it('opens the chooser by a script, which leaves the focus where it is', async () => {
    const at = await form('<input type="file">', { around: '<button type="button">Add</button>{}' });
    const { root } = await taken(at);
    let opened = 0;
    root.querySelector('input.files')!.addEventListener('click', (event) => {
      event.preventDefault();
      opened += 1;
    });
    const button = at.querySelector('button')!;
    button.focus();
    inputOf(at).click();
    expect(opened).to.equal(1);
    expect(document.activeElement === button).to.equal(true);
  });

  it('leaves nothing behind after a reset of the form', async () => {
    const at = await form('<input type="file" name="photo">');
    const page = await taken(at);
    chosen(inputOf(at), await picture('a.png'));
    inputOf(at).dispatchEvent(new Event('change'));
    (await server.next()).store('one');
    await page.told('imgpro-complete');
    at.reset();
    expect([page.element.value, inputOf(at).files!.length]).to.deep.equal(['', 0]);
  });
});
