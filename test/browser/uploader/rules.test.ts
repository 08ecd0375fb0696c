import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import type { FileValidator } from '../../../src/index.ts';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import { FakeServer, impostor, picture, pictures, uploaderPage } from '../../harness/uploader.ts';
import { warningsDuring } from '../../harness/warnings.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => server.restore());

const HEADER = [...new TextEncoder().encode('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
const FRAME = [0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];

/** A GIF of one pixel; of two pictures when it moves. */
const gif = (name: string, moves: boolean): File =>
  new File([Uint8Array.from([...HEADER, ...FRAME, ...(moves ? FRAME : []), 0x3b])], name);

describe('rules of <imgpro-uploader>', () => {
  it('asks the validators of the page, and shows the sentence of one that refuses', async () => {
    const page = await uploaderPage(
      { multiple: true },
      { validators: async (file) => ((file as File).name === 'cat.png' ? 'No cats, please.' : null) },
    );
    page.choose(...(await pictures('cat.png', 'dog.png')));
    await page.told('imgpro-file-rejected');
    await page.rendered();
    const { code, message } = page.detail<{ code: string; message: string }>('imgpro-file-rejected');
    expect([code, message]).to.deep.equal(['custom', 'cat.png: No cats, please.']);
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['dog.png']);
  });

  it('are the defaults again, without a word, when their attributes are taken away', async () => {
    const attributes = {
      accept: 'image/png',
      animated: 'deny',
      sources: 'file',
      view: 'grid',
      variant: 'panel',
    };
    const page = await uploaderPage({ multiple: true, ...attributes });
    page.choose(...(await pictures('cat.png')));
    await page.told('imgpro-files-added');
    forgetWarnings();
    const said = await warningsDuring(async () => {
      for (const name of Object.keys(attributes)) page.element.removeAttribute(name);
      await page.element.updateComplete;
    });
    expect(said).to.deep.equal([]);
    expect(page.root.querySelector('.base')!.getAttribute('data-view')).to.equal('list');
  });

  it('say which words a view may have', async () => {
    forgetWarnings();
    const said = await warningsDuring(() => uploaderPage({ view: 'pile' }));
    expect(said.join()).to.contain('view="pile": it has to be one of list, grid.');
  });

  it('sums up all that one drop brought and no rule let through in one message', async () => {
    const page = await uploaderPage({ multiple: true, 'max-files': '2' }, { validators: refuse('b.png') });
    const [a, b, c, d] = await pictures('a.png', 'b.png', 'c.png', 'd.png');
    page.choose(a!, new File([a!], 'copy.png'), b!, impostor('text.jpg'), c!, d!);
    await page.told('imgpro-file-rejected', 4);
    await page.rendered();
    expect(page.root.querySelectorAll('.notice')).to.have.length(1);
    expect(page.root.querySelector('.notice summary')!.textContent).to.equal('4 files were not added');
    const codes = page.events
      .filter(({ type }) => type === 'imgpro-file-rejected')
      .map(({ detail }) => (detail as { code: string }).code);
    expect(codes).to.deep.equal(['duplicate', 'custom', 'unsupported-type', 'too-many']);
  });

  it('tells why of a few at once, in sight and aloud', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(impostor('a.jpg'), new File([], 'b.jpg'));
    await page.told('imgpro-file-rejected', 2);
    await page.rendered();
    const lines = [...page.root.querySelectorAll('.notice p')].map(({ textContent }) => textContent);
    expect(lines).to.deep.equal([
      'a.jpg is not an image of a kind that can be added here.',
      'b.jpg is empty.',
    ]);
    await waitUntil(() => page.spoken === lines.join(' '), 'it is not said', { timeout: 3000 });
  });

  it('says that files are being checked, and forgets them on clear', async () => {
    let signal: AbortSignal | undefined;
    const page = await uploaderPage(
      { multiple: true },
      {
        validators: (_, context) => {
          signal = context.signal;
          return new Promise<void>(() => {});
        },
      },
    );
    page.choose(await picture());
    await waitUntil(() => signal !== undefined);
    await waitUntil(
      () => page.root.querySelector('.checking')?.textContent?.includes('Checking'),
      'nothing is said',
    );
    page.element.clear();
    expect(signal!.aborted).to.equal(true);
    await waitUntil(() => !page.root.querySelector('.checking'), 'it is still said');
    expect(page.types).to.deep.equal([]);
  });

  it('denies animated pictures, or all others', async () => {
    const page = await uploaderPage({ multiple: true, animated: 'deny', manual: true });
    page.choose(gif('moving.gif', true), gif('still.gif', false));
    await page.told('imgpro-file-rejected');
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['still.gif']);
    expect(page.detail<{ message: string }>('imgpro-file-rejected').message).to.contain('is animated');
    page.element.clear();
    page.element.animated = 'only';
    await page.element.addFiles([gif('moving.gif', true), gif('still.gif', false)]);
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['moving.gif']);
  });

  it('says of a picture with too few or too many pixels what it has, and which limit there is', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, 'min-width': '20', 'max-height': '40' });
    await page.element.addFiles([
      await picture('small.png', { width: 8, height: 6 }),
      await picture('tall.png', { width: 30, height: 50 }),
    ]);
    const said = page.events.map(({ detail }) => (detail as { message?: string }).message);
    expect(said).to.deep.equal([
      'small.png is too small: it has 8 × 6 pixels, and needs at least 20 in width.',
      'tall.png has too many pixels: 30 × 50, and at most 40 in height are allowed.',
    ]);
    page.element.setAttribute('min-height', '20');
    await page.element.addFiles([await picture('flat.png', { width: 30, height: 6 })]);
    expect((page.events.at(-1)!.detail as { message: string }).message).to.contain('at least 20 × 20.');
  });

  it('passes over a validator that is no function', async () => {
    const page = await uploaderPage({ multiple: true, manual: true }, { validators: ['photos'] as never });
    await page.element.addFiles([await picture()]);
    await nextFrame();
    expect(page.statuses).to.deep.equal(['queued']);
  });
});

function refuse(name: string): FileValidator {
  return (file) => ((file as File).name === name ? 'Not this one.' : undefined);
}
