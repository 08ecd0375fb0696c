import { expect, fixture, html } from '@open-wc/testing';
import { FakeServer, API, picture, uploaderPage } from '../../harness/uploader.ts';
import type { ImgproUploader } from '../../../src/elements/uploader/imgpro-uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => server.restore());

async function paste(target: Element = document.body): Promise<void> {
  const transfer = new DataTransfer();
  transfer.items.add(await picture('image.png'));
  // Firefox drops the files of a clipboard that a script made.
  const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
  Object.defineProperty(event, 'clipboardData', { value: transfer });
  target.dispatchEvent(event);
}

function uploader(id: string): ImgproUploader {
  const element = document.createElement('imgpro-uploader');
  element.setAttribute('api-url', API);
  element.id = id;
  element.manual = true;
  element.multiple = true;
  return element;
}

/** Puts a first uploader into a place, and a second one after it. Resolves to the one that takes a paste. */
async function takerBeside(place: Element, root: Element | ShadowRoot = place): Promise<string | undefined> {
  const both = [uploader('first'), uploader('second')];
  root.append(both[0]!);
  (await fixture(html`<div></div>`)).append(both[1]!);
  await Promise.all(both.map(({ updateComplete }) => updateComplete));
  const taken = new Promise<string>((resolve) => {
    for (const element of both) element.addEventListener('imgpro-files-added', () => resolve(element.id));
  });
  await paste();
  const id = await taken;
  expect(both.flatMap(({ files }) => files)).to.have.length(1);
  return id;
}

describe('a paste, of several uploaders', () => {
  it('goes to the first', async () => {
    expect(await takerBeside(await fixture(html`<div></div>`))).to.equal('first');
  });

  for (const [where, place] of [
    ['hidden', html`<div hidden></div>`],
    ['inert', html`<div inert></div>`],
    ['in closed details', html`<details></details>`],
    ['in a closed dialog', html`<dialog></dialog>`],
    ['invisible', html`<div class="invisible"></div>`],
  ] as const)
    it(`passes over one that is ${where}`, async () => {
      const element = await fixture<HTMLElement>(place);
      if (element.className === 'invisible') element.style.setProperty('visibility', 'hidden');
      expect(await takerBeside(element)).to.equal('second');
    });

  it('passes over one whose shadow host is inert, and one behind a modal dialog', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    host.attachShadow({ mode: 'open' });
    host.inert = true;
    expect(await takerBeside(host, host.shadowRoot!)).to.equal('second');
    const dialog = await fixture<HTMLDialogElement>(html`<dialog><button>OK</button></dialog>`);
    const [behind, within] = [uploader('behind'), uploader('within')];
    (await fixture(html`<div></div>`)).append(behind);
    dialog.append(within);
    dialog.showModal();
    await within.updateComplete;
    await paste();
    await new Promise((resolve) => within.addEventListener('imgpro-files-added', resolve, { once: true }));
    expect(behind.files).to.have.length(0);
  });

  it('goes to the one that has the focus, through shadow roots', async () => {
    const hosts = [
      await fixture<HTMLElement>(html`<div></div>`),
      await fixture<HTMLElement>(html`<div></div>`),
    ];
    const [first, second] = hosts.map((host, at) => {
      const element = uploader(`in-root-${at}`);
      host.attachShadow({ mode: 'open' }).append(element);
      return element;
    }) as [ImgproUploader, ImgproUploader];
    await Promise.all([first.updateComplete, second.updateComplete]);
    second.focus();
    await paste(second);
    await new Promise((resolve) => second.addEventListener('imgpro-files-added', resolve, { once: true }));
    expect(first.files).to.have.length(0);
  });

  it('is nobody’s where the one with the focus takes none', async () => {
    const first = await uploaderPage({ multiple: true, manual: true });
    const second = await uploaderPage({ multiple: true, manual: true, sources: 'file' });
    second.element.focus();
    await paste(second.element);
    await first.rendered();
    expect([...first.element.files, ...second.element.files]).to.have.length(0);
  });
});
