import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import { emulateMedia } from '../../harness/emulation.ts';
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
beforeEach(() => {
  server = new FakeServer();
  server.answers.set('/imgpro/token', () => ({
    body: {
      token: 'token',
      expires_in: 600,
      policy: { abilities: ['create', 'read', 'update'] },
      api_url: 'https://api.test/v1',
    },
  }));
});
afterEach(() => server.restore());

/** An uploader whose token allows changes of what is stored. */
const withFields = (attributes: Record<string, string | boolean> = {}): Promise<UploaderPage> =>
  uploaderPage({
    multiple: true,
    fields: 'caption alt_text',
    'token-endpoint': '/imgpro/token',
    ...attributes,
  });

/** The fields of a file that are open. */
const inputs = (page: UploaderPage, name = 'a.png') => [
  ...page.row(name).querySelectorAll<HTMLTextAreaElement>('.fields textarea'),
];

/** The one line of a file whose fields are closed. */
const line = (page: UploaderPage, name = 'a.png') => page.button('write', page.row(name))!;

/** Opens the fields of a file, as a click on its line does. */
async function open(page: UploaderPage, name = 'a.png'): Promise<HTMLTextAreaElement[]> {
  await waitUntil(() => page.row(name) && (line(page, name) || inputs(page, name).length > 0));
  line(page, name)?.click();
  await waitUntil(() => inputs(page, name).length > 0, 'nothing has opened');
  return inputs(page, name);
}

// Texts of real keys are in small letters, with one space: WebKit's driver has no capital ones, and no second space.

/** Writes as a keyboard does: the field keeps the focus and is not left. */
function type(input: HTMLTextAreaElement, text: string): void {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

/** Bodies of the PATCH requests for the image. */
const patches = (): unknown[] =>
  server.fetched.flatMap((line, at) => (line.startsWith('PATCH') ? [server.bodies[at]] : []));

describe('what a person writes in <imgpro-uploader>', () => {
  it('stays in hand while a word is composed: Enter takes what is proposed', async () => {
    const page = await withFields();
    page.choose(await picture('a.png'));
    const [caption] = await open(page);
    const enter = (isComposing: boolean) =>
      caption!.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Enter',
          isComposing,
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      );
    expect(enter(true), 'it is the input method’s').to.equal(true);
    expect(page.root.activeElement === caption).to.equal(true);
    expect(enter(false)).to.equal(false);
    await waitUntil(() => page.root.activeElement === line(page), 'the focus is lost');
    expect(inputs(page)).to.have.length(0);
  });

  it('has no field that the token forbids', async () => {
    server.answers.set('/imgpro/narrow', () => ({
      body: { token: 'token', expires_in: 600, policy: { abilities: ['create'], fields: ['caption'] } },
    }));
    const page = await withFields({ 'token-endpoint': '/imgpro/narrow' });
    page.choose(await picture('a.png'));
    await page.rendered();
    expect(await open(page)).to.have.length(1);
    expect(inputs(page)[0]!.getAttribute('aria-label')).to.equal('Caption of a.png');
  });

  it('goes into the field whose name was clicked', async () => {
    const page = await withFields();
    page.choose(await picture('a.png'));
    await server.next();
    await open(page);
    page.row('a.png').querySelectorAll<HTMLElement>('.field-name')[1]!.click();
    expect(page.root.activeElement === inputs(page)[1]).to.equal(true);
  });

  it('stores a photo once whose caption changes after its answer was lost, and saves the caption then', async () => {
    server.answers.set('/images/kept', () => ({ body: imageObject('kept', { caption: 'Late' }) }));
    const page = await withFields();
    page.choose(await picture('a.png'));
    const first = await server.next();
    await page.rendered();
    first.drop(); // stored perhaps: nobody knows
    page.element.pause();
    await page.shows('paused');
    const [caption] = await open(page);
    type(caption!, 'Late');
    caption!.blur();
    page.element.resume();
    const again = await server.next();
    expect(again.key).to.equal(first.key);
    expect(again.fields).to.deep.equal(first.fields);
    again.store('kept');
    await page.shows('ready');
    await waitUntil(() => patches().length > 0, 'the caption was never saved');
    expect(patches()).to.deep.equal([{ caption: 'Late' }]);
  });

  it('sends a corrected text with the file itself when the first was refused', async () => {
    const page = await withFields();
    page.choose(await picture('a.png'));
    const first = await server.next();
    first.respond(422, errorBody('validation_error', { details: { caption: 'Too rude.' } }));
    await page.shows('failed');
    const [caption] = await open(page);
    type(caption!, 'Polite');
    caption!.blur();
    page.button('retry', page.row('a.png'))!.click();
    const again = await server.next();
    expect(again.fields).to.deep.equal({ caption: 'Polite' });
    expect(again.key).not.to.equal(first.key);
  });

  it('loses no letter when the file moves on meanwhile', async () => {
    const page = await withFields();
    page.choose(await picture('a.png'));
    const request = await server.next();
    await page.rendered();
    const [caption] = await open(page);
    type(caption!, 'A ca');
    server.answers.set('/images/moved', () => ({ body: imageObject('moved') }));
    request.store('moved');
    await page.shows('ready');
    expect(caption!.value).to.equal('A ca');
    expect(patches(), 'nothing is saved before it is written').to.deep.equal([]);
    caption!.blur();
    await waitUntil(() => patches().length > 0);
  });

  it('loses no letter when another field has been saved meanwhile', async () => {
    server.answers.set('/images/one', () => ({ body: imageObject('one', { caption: 'A cat' }) }));
    const page = await withFields();
    page.choose(await picture('a.png'));
    (await server.next()).store('one');
    await page.shows('ready');
    const [caption, alt] = await open(page);
    type(caption!, 'A cat');
    caption!.dispatchEvent(new Event('change'));
    type(alt!, 'On a si');
    await waitUntil(() => page.element.images[0]!.caption === 'A cat');
    await page.rendered();
    expect(alt!.value).to.equal('On a si');
    alt!.blur();
    await waitUntil(() => patches().length > 1);
    expect(patches()).to.deep.equal([{ caption: 'A cat' }, { alt_text: 'On a si' }]);
  });

  for (const [way, leave] of Object.entries({
    'the page goes out of sight': () => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      delete (document as { hidden?: boolean }).hidden;
    },
    'the uploader is taken off it': (page: UploaderPage) => page.element.remove(),
  }))
    it(`is saved half-written of a stored image when ${way}, by a request that outlives the page`, async () => {
      server.answers.set('/images/one', () => ({ body: imageObject('one', { caption: 'Half' }) }));
      const { fetch } = window;
      const outlives: unknown[] = [];
      window.fetch = (input, init) => {
        if (init?.method === 'PATCH') outlives.push(init.keepalive);
        return fetch(input, init);
      };
      try {
        const page = await withFields();
        page.choose(await picture('a.png'));
        (await server.next()).store('one');
        await page.shows('ready');
        const [caption] = await open(page);
        type(caption!, 'Half');
        leave(page);
        await waitUntil(() => patches().length > 0, 'it was never saved');
        expect(patches()).to.deep.equal([{ caption: 'Half' }]);
        expect(outlives).to.deep.equal([true]);
      } finally {
        window.fetch = fetch;
      }
    });

  it('says on the field that its text is not saved, once aloud, and saves it again', async () => {
    server.answers.set('/images/one', (call) =>
      call < 2
        ? { status: 403, body: errorBody('forbidden') }
        : { body: imageObject('one', { caption: 'Ours' }) },
    );
    const page = await withFields();
    page.choose(await picture('a.png'));
    const request = await server.next();
    await page.rendered();
    const [caption] = await open(page);
    type(caption!, 'Ours'); // while it is being sent
    caption!.blur();
    request.store('one');
    await waitUntil(() => page.button('save'), 'nothing shows that it is not saved');
    expect(page.row('a.png').textContent).to.contain('Not saved.');
    expect(caption!.value).to.equal('Ours');
    await waitUntil(() => page.spoken.includes('Not saved'));
    await page.still();
    await expect(page.element).to.be.accessible();
    page.button('save')!.click();
    await waitUntil(() => !page.button('save'), 'it still says so');
    expect(patches()).to.deep.equal([{ caption: 'Ours' }, { caption: 'Ours' }]);
  });
});

describe('the names of what is sent with a file', () => {
  /** Warnings, as they come. */
  const warnings = () => {
    const { warn } = console;
    const said: string[] = [];
    console.warn = (text: string) => said.push(text);
    return { said, restore: () => (console.warn = warn) };
  };

  it('may be those that Uppy uses too, of the page and of a person', async () => {
    const metadata = { name: 'Hero', type: 'cover', relativePath: 'a/b', absolutePath: '/a/b', artist: 'me' };
    const page = await uploaderPage({ multiple: true, manual: true, fields: 'type' }, { metadata });
    page.choose(await picture('a.png'));
    await page.shows('queued');
    const [input] = await open(page);
    input!.value = 'portrait';
    input!.dispatchEvent(new Event('change'));
    page.element.upload();
    const request = await server.next();
    expect(request.file!.name).to.equal('a.png');
    expect(request.fields).to.deep.equal({ ...metadata, type: 'portrait' });
    request.respond(503, errorBody('upload_failed'), { 'Retry-After': '0' });
    const [, again] = await server.count(2);
    expect([again!.key, again!.fields]).to.deep.equal([request.key, request.fields]);
  });

  it('are told once where the service stores nothing under them, and fail no upload', async () => {
    forgetWarnings();
    const { said, restore } = warnings();
    const metadata = {
      url: 'https://a.test',
      _own: 'x',
      width: 3,
      tags: ['a'],
      note: 'y'.repeat(1025),
      album: 'b',
    };
    const page = await uploaderPage({ multiple: true, fields: 'caption filename' }, { metadata } as never);
    page.choose(...(await pictures('a.png', 'b.png')));
    await page.shows('queued', 'queued');
    expect(await open(page)).to.have.length(1);
    page.element.upload();
    const requests = await server.count(2);
    expect(requests.map(({ fields }) => fields)).to.deep.equal([{ album: 'b' }, { album: 'b' }]);
    restore();
    expect(said.map((text) => /^\[imgpro\] (\w+, \w+):/.exec(text)?.[1]).sort()).to.deep.equal([
      'fields, filename',
      'metadata, _own',
      'metadata, note',
      'metadata, tags',
      'metadata, url',
      'metadata, width',
    ]);
  });
});

/** Where the focus is: which control of which file. */
const focused = (page: UploaderPage) => {
  const control = page.root.activeElement as HTMLElement | null;
  const name = control?.closest('.file')?.querySelector('.name > :first-child')?.textContent ?? '';
  return `${control?.dataset['action'] ?? ''} ${name}`.trim();
};
const focusGoes = (page: UploaderPage, place: string) =>
  waitUntil(() => focused(page) === place, undefined, { timeout: 4000 }).catch(() => {
    throw new Error(`the focus is on “${focused(page)}” instead of “${place}”`);
  });
/** Whether a control can be seen, and pressed, where it stands. */
const isSeen = (page: UploaderPage, action: string) => {
  const control = page.button(action)!;
  const { left, top, width, height } = control.getBoundingClientRect();
  return page.root.elementFromPoint(left + width / 2, top + height / 2) === control;
};
const texts = (page: UploaderPage) => page.element.files.map(({ fields }) => fields);

/** Several files that wait for `upload()`. */
async function waitingFiles(
  attributes: Record<string, string | boolean> = {},
  properties: Parameters<typeof uploaderPage>[1] = {},
) {
  const page = await uploaderPage(
    { multiple: true, manual: true, fields: 'caption', ...attributes },
    properties,
  );
  page.choose(...(await pictures('a.png', 'b.png', 'c.png')));
  await page.shows('queued', 'queued', 'queued');
  await waitUntil(() => page.button('write', page.row('c.png')), 'nothing can be written');
  return page;
}

describe('one line a file', () => {
  afterEach(() => emulateMedia({ reducedMotion: 'no-preference' }));

  it('is accessible closed, open, suggested and asked for', async () => {
    await emulateMedia({ reducedMotion: 'reduce' }); // colours that are still changing have another contrast
    const page = await waitingFiles(
      { fields: 'caption alt_text*' },
      { suggest: () => ({ alt_text: 'A cat' }) },
    );
    await waitUntil(() => page.root.querySelector('.proposal'), 'nothing is proposed');
    await page.still();
    await expect(page.element).to.be.accessible();
    await open(page, 'b.png');
    await page.still();
    await expect(page.element).to.be.accessible();
    page.element.upload();
    await waitUntil(() => page.summary.includes('need'));
    await page.still();
    await expect(page.element).to.be.accessible();
  });

  it('has buttons that are 24 px high in themselves, and take no room for it', async () => {
    const page = await waitingFiles(
      {},
      { suggest: ({ name }) => ({ caption: name === 'a.png' ? '' : 'A cat' }) },
    );
    await waitUntil(() => page.root.querySelector('.use'), 'nothing is proposed');
    const [input] = await open(page);
    const head = () => page.row('a.png').querySelector<HTMLElement>('.field-head')!.offsetHeight;
    const before = head();
    type(input!, 'A dog');
    await waitUntil(() => page.button('apply-caption'));
    expect(head()).to.equal(before);
    for (const button of page.root.querySelectorAll<HTMLElement>('.small'))
      expect(button.getBoundingClientRect().height, button.textContent!).to.be.at.least(24);
    expect(page.row('b.png').offsetHeight).to.equal(56);
  });

  it('takes the room of a line, and says what is written with its own direction', async () => {
    const page = await waitingFiles();
    const [input] = await open(page);
    type(input!, 'قطة نائمة\nhere');
    await sendKeys({ press: 'Enter' });
    await focusGoes(page, 'write a.png');
    const text = line(page).querySelector<HTMLElement>('.text')!;
    expect(text.textContent).to.equal('قطة نائمة here');
    expect(text.matches(':dir(rtl)')).to.equal(true);
    expect(page.rows.map((row) => row.offsetHeight)).to.eql([56, 56, 56]);
  });

  it('leads from file to file by Tab, and back, with no other key in between', async () => {
    const page = await waitingFiles({ fields: 'caption alt_text' });
    line(page).focus();
    await sendKeys({ press: 'Enter' });
    await focusGoes(page, 'field-caption a.png');
    for (const name of ['a', 'b', 'c']) {
      await focusGoes(page, `field-caption ${name}.png`);
      await sendKeys({ type: `cap ${name}` });
      await sendKeys({ press: 'Tab' });
      await focusGoes(page, `field-alt_text ${name}.png`);
      await sendKeys({ type: `alt ${name}` });
      if (name !== 'c') await sendKeys({ press: 'Tab' });
    }
    expect(texts(page)).to.eql(
      ['a', 'b', 'c'].map((name) => ({ caption: `cap ${name}`, alt_text: `alt ${name}` })),
    );
    expect(page.root.querySelectorAll('.fields.open')).to.have.length(1);
    await page.rendered();
    inputs(page, 'c.png')[0]!.focus();
    await press('Shift+Tab');
    await focusGoes(page, 'apply-caption c.png'); // of all controls before the first field
    await press('Shift+Tab');
    await focusGoes(page, 'field-alt_text b.png');
    inputs(page, 'b.png')[1]!.focus();
    await sendKeys({ press: 'Escape' });
    await focusGoes(page, 'write b.png');
  });

  it('goes on from the last field of the last file as Tab does everywhere', async () => {
    const page = await waitingFiles();
    await open(page, 'c.png');
    await focusGoes(page, 'field-caption c.png');
    await sendKeys({ press: 'Tab' });
    await focusGoes(page, 'written c.png');
  });

  it('leads by Tab from the last field to the button that sends, back by Shift+Tab, and on to the page', async () => {
    const page = await waitingFiles();
    const next = document.createElement('button');
    page.element.form!.append(next);
    await open(page, 'c.png');
    await focusGoes(page, 'field-caption c.png');
    const way = ['written c.png', 'send'];
    for (const place of way) {
      await sendKeys({ press: 'Tab' });
      await focusGoes(page, place);
    }
    expect(isSeen(page, 'send')).to.equal(true);
    for (const place of ['written c.png', 'field-caption c.png']) {
      await press('Shift+Tab');
      await focusGoes(page, place);
      expect(isSeen(page, 'send')).to.equal(false);
    }
    for (const place of [...way, '']) {
      await sendKeys({ press: 'Tab' });
      await focusGoes(page, place);
    }
    expect(document.activeElement === next).to.equal(true);
    await press('Shift+Tab');
    await focusGoes(page, 'send');
    await page.still();
    await expect(page.element).to.be.accessible();
    await sendKeys({ press: 'Enter' });
    await server.count(3);
    await waitUntil(() => !page.button('send'), 'it stays');
    await page.rendered();
    expect(page.root.activeElement === null, 'the focus is lost').to.equal(false);
  });

  it('leads from the text of the only file to the button that sends, too', async () => {
    const page = await uploaderPage({ manual: true, fields: 'alt_text*' });
    page.choose(await picture('a.png'));
    await waitUntil(() => page.rows.length > 0 && inputs(page).length === 1, 'it is closed');
    inputs(page)[0]!.focus();
    await sendKeys({ type: 'a harbour' });
    await sendKeys({ press: 'Tab' });
    await focusGoes(page, 'send');
    await sendKeys({ press: 'Enter' });
    expect((await server.next()).fields['alt_text']).to.equal('a harbour');
  });

  it('has no other button that sends where there is nothing to write', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    page.choose(await picture('a.png'));
    await waitUntil(() => page.button('upload'));
    expect(!page.button('send')).to.equal(true);
  });

  it('goes back to what it was when it was opened, by Escape', async () => {
    const page = await waitingFiles();
    const [input] = await open(page);
    await focusGoes(page, 'field-caption a.png');
    type(input!, 'First');
    await sendKeys({ press: 'Enter' });
    await focusGoes(page, 'write a.png');
    const [again] = await open(page);
    await focusGoes(page, 'field-caption a.png');
    type(again!, 'Second thoughts');
    await sendKeys({ press: 'Escape' });
    await focusGoes(page, 'write a.png');
    expect(texts(page)[0]).to.eql({ caption: 'First' });
  });

  it('goes back by Escape, however soon, and nothing of it is saved of a stored image', async () => {
    const page = await withFields({ variant: 'dialog' });
    page.element.browse();
    page.choose(...(await pictures('a.png', 'b.png')));
    for (const request of await server.count(2)) request.store();
    await page.shows('ready', 'ready');
    const [caption] = await open(page);
    await focusGoes(page, 'field-caption a.png');
    // One after the other, with nothing rendered in between.
    document.execCommand('insertText', false, 'Second thoughts');
    caption!.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
    );
    await focusGoes(page, 'write a.png');
    await page.rendered();
    expect(texts(page)[0]!['caption'] ?? '').to.equal('');
    expect(JSON.stringify(patches())).not.to.contain('Second');
  });

  it('begins another line by Shift+Enter', async () => {
    const page = await waitingFiles();
    await open(page);
    await focusGoes(page, 'field-caption a.png');
    await sendKeys({ type: 'one' });
    await press('Shift+Enter');
    await sendKeys({ type: 'two' });
    expect(texts(page)[0]).to.eql({ caption: 'one\ntwo' });
  });

  it('keeps caret and text while the language and the view change', async () => {
    const page = await waitingFiles();
    const [input] = await open(page);
    await focusGoes(page, 'field-caption a.png');
    type(input!, 'Harbour');
    input!.setSelectionRange(3, 3);
    page.element.lang = 'de';
    page.element.setAttribute('view', 'grid');
    document.documentElement.lang = 'de';
    await page.rendered();
    document.documentElement.lang = 'en';
    await page.rendered();
    expect(page.root.activeElement === input).to.equal(true);
    expect([input!.value, input!.selectionStart]).to.eql(['Harbour', 3]);
  });

  it('does not push the tiles beside it apart: they close up below one another, and nothing lies upon it', async () => {
    const page = await uploaderPage({
      multiple: true,
      manual: true,
      view: 'grid',
      fields: 'caption alt_text',
    });
    Object.assign(page.element.style, { display: 'block', inlineSize: '700px' });
    page.choose(...(await pictures('a.png', 'b.png', 'c.png', 'd.png', 'e.png', 'f.png', 'g.png')));
    const boxes = () => page.rows.map((row) => row.getBoundingClientRect());
    await waitUntil(() => boxes().length === 7 && boxes()[1]!.left > boxes()[0]!.right, 'they are no tiles');
    const before = boxes();
    const gap = before[4]!.top - before[0]!.bottom;
    await open(page, 'b.png');
    const [first, opened, ...others] = boxes();
    expect(opened!.height).to.be.above(before[1]!.height + 50);
    expect([first!.top, opened!.top, others[0]!.top]).to.eql(before.slice(0, 3).map(({ top }) => top));
    const below = others.find(({ left, top }) => left === first!.left && top > first!.top)!;
    expect(below.top - first!.bottom).to.be.below(gap + 2);
    const isUpon = others.some(
      ({ left, right, top, bottom }) =>
        left < opened!.right && right > opened!.left && top < opened!.bottom && bottom > opened!.top,
    );
    expect(isUpon).to.equal(false);
  });

  it('is open at once where there is one file at most', async () => {
    const page = await uploaderPage({ manual: true, fields: 'caption' });
    page.choose(await picture('a.png'));
    await waitUntil(() => page.rows.length > 0 && inputs(page).length === 1, 'it is closed');
    expect(page.button('written')).to.equal(null);
    inputs(page)[0]!.focus();
    await sendKeys({ type: 'us' });
    await sendKeys({ press: 'Escape' });
    expect(inputs(page)[0]!.value).to.equal('');
  });

  it('keeps what is written while its row is out of the page', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, fields: 'caption' });
    page.choose(...(await pictures(...Array.from({ length: 120 }, (_, at) => `${at}.png`))));
    await waitUntil(() => page.element.files.length === 120, 'they do not come', { timeout: 20_000 });
    const [input] = await open(page, '0.png');
    type(input!, 'Half a sen');
    input!.blur();
    const list = page.root.querySelector('.list')!;
    list.scrollTop = list.scrollHeight;
    await waitUntil(() => !page.row('0.png'), 'its row stays in the page');
    list.scrollTop = 0;
    await waitUntil(
      () => page.row('0.png') && inputs(page, '0.png').length > 0,
      'it does not come back open',
    );
    expect(inputs(page, '0.png')[0]!.value).to.equal('Half a sen');
  });

  it('goes on while its row is far out of sight, and nothing else gets the focus', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, fields: 'caption' });
    page.choose(...(await pictures(...Array.from({ length: 120 }, (_, at) => `${at}.png`))));
    await waitUntil(() => page.element.files.length === 120, 'they do not come', { timeout: 20_000 });
    const [input] = await open(page, '0.png');
    await focusGoes(page, 'field-caption 0.png');
    await sendKeys({ type: 'half' });
    await page.rendered(); // Firefox scrolls to the caret before the next frame
    const list = page.root.querySelector('.list')!;
    list.scrollTop = list.scrollHeight;
    await waitUntil(() => page.row('119.png'), 'the end does not come');
    await page.rendered();
    expect(focused(page)).to.equal('field-caption 0.png');
    const last = page.row('119.png').getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    expect(Math.abs(last.bottom - frame.bottom), 'the rows stand elsewhere').to.be.below(20);
    await sendKeys({ type: ' sen' });
    expect(input!.value).to.equal('half sen');
    list.scrollTop = 0;
    await waitUntil(
      () => page.row('0.png').style.position === '',
      'it does not stand among the others again',
    );
    await sendKeys({ type: 'tence' });
    expect(input!.value).to.equal('half sentence');
  });
});

describe('a text that is required', () => {
  it('is said kindly, and marked with alarm only once a person has tried to go on', async () => {
    const page = await waitingFiles({ fields: 'alt_text*', name: 'photos' });
    expect(line(page).textContent).to.contain('Description needed');
    const colour = () => getComputedStyle(line(page, 'b.png').querySelector('.prompt')!).color;
    const calm = colour();
    page.element.upload();
    await waitUntil(() => page.summary === '3 photos need a description', `it says ${page.summary}`);
    await waitUntil(() => colour() !== calm, 'nothing is marked');
    expect(page.button('upload'), 'there is nothing to upload').to.equal(null);
    expect(page.element.validationMessage).to.equal('3 photos need a description');
    expect(page.element.validity.customError).to.equal(true);
    await waitUntil(() => page.spoken.includes('3 photos need a description'), 'it is not said');
  });

  it('leads to the first file, by the sentence and by the form', async () => {
    const page = await waitingFiles({ fields: 'alt_text*', name: 'photos' });
    page.element.upload();
    await waitUntil(() => page.button('failed'), 'nothing leads there');
    page.button('failed')!.click();
    await focusGoes(page, 'field-alt_text a.png');
    await sendKeys({ press: 'Escape' });
    page.element.reportValidity();
    await focusGoes(page, 'write a.png');
  });

  it('lets its file go once it is left, not at each key, and not when the window is left', async () => {
    const page = await waitingFiles({ fields: 'caption alt_text*' });
    page.element.upload();
    const [caption, alt] = await open(page);
    await waitUntil(() => page.root.activeElement === alt, 'the one that is needed has no focus');
    await sendKeys({ type: 'a cat' });
    alt!.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true })); // as a window does that is left
    caption!.focus();
    await page.rendered();
    expect(server.requests, 'it is still being written about').to.have.length(0);
    await sendKeys({ type: 'us' });
    page.root.querySelector<HTMLElement>('[data-action="browse"]')!.focus();
    expect((await server.next()).fields).to.eql({ caption: 'us', alt_text: 'a cat' });
    expect(page.statuses).to.eql(['uploading', 'queued', 'queued']);
  });

  it('keeps its file while another control of its row is used, and until that row is left', async () => {
    const page = await uploaderPage({ editor: true, fields: 'alt_text*', 'token-endpoint': '/imgpro/token' });
    page.choose(await picture('a.png'));
    await waitUntil(() => page.summary === '1 photo needs a description', 'it is not held back');
    await waitUntil(() => page.button('edit'), 'it cannot be edited');
    inputs(page)[0]!.focus();
    await sendKeys({ type: 'a cat' });
    const { x, y, width, height } = page.button('edit')!.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
    await waitUntil(() => page.root.querySelector('dialog[open]'), 'the editor does not open');
    expect(server.requests).to.have.length(0);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !page.root.querySelector('dialog[open]'), 'the editor does not close');
    page.root.querySelector<HTMLElement>('[data-action="browse"]')?.focus();
    (page.root.activeElement as HTMLElement | null)?.blur();
    expect((await server.next()).fields).to.eql({ alt_text: 'a cat' });
  });

  it('is not said to be lacking once it is there, and its file has not gone', async () => {
    const page = await waitingFiles({ fields: 'alt_text*' });
    page.element.upload();
    const [alt] = await open(page);
    await focusGoes(page, 'field-alt_text a.png');
    expect(page.summary).to.equal('3 photos need a description');
    type(alt!, 'A cat');
    await waitUntil(() => page.summary === '2 photos need a description', `it says ${page.summary}`);
    expect(server.requests).to.have.length(0);
  });

  it('sends its file once it is written, and no button to do so comes at its first letter', async () => {
    const page = await withFields({ fields: 'alt_text*' });
    page.choose(await picture('a.png'));
    await waitUntil(() => page.summary === '1 photo needs a description', 'it is not held back');
    const [alt] = await open(page);
    type(alt!, 'A');
    await waitUntil(() => page.summary === '1 image chosen', `it says ${page.summary}`);
    expect(page.button('upload') === null && page.button('send') === null).to.equal(true);
    page.button('written')!.click();
    expect((await server.next()).fields).to.eql({ alt_text: 'A' });
  });

  it('is asked for again when a person has taken it away from a stored image', async () => {
    const page = await withFields({ fields: 'alt_text*', name: 'photos' });
    page.choose(...(await pictures('a.png', 'b.png')));
    for (const name of ['a.png', 'b.png']) {
      type((await open(page, name))[0]!, `Of ${name}`);
      await sendKeys({ press: 'Enter' });
    }
    const requests = await server.count(2);
    requests.forEach((request, at) =>
      request.store(`img-${at}`, { metadata: { alt_text: request.fields['alt_text'] } }),
    );
    await page.shows('ready', 'ready');
    expect(page.element.checkValidity()).to.equal(true);
    type((await open(page))[0]!, '');
    await waitUntil(() => page.summary === '1 photo needs a description', `it says ${page.summary}`);
    expect(page.element.validationMessage).to.equal('1 photo needs a description');
    expect(page.button('upload'), 'nothing is to be uploaded').to.equal(null);
  });

  it('is not asked for where the token does not let it be written', async () => {
    server.answers.set('/imgpro/captions', () => ({
      body: {
        token: 'token',
        expires_in: 600,
        policy: { abilities: ['create', 'update'], fields: ['caption'] },
      },
    }));
    const page = await withFields({ 'token-endpoint': '/imgpro/captions', fields: 'alt_text*' });
    page.choose(await picture('a.png'));
    (await server.next()).store();
    await page.shows('ready');
  });
});

describe('what the page proposes', () => {
  const suggest = ({ name }: { name: string }) => Promise.resolve({ alt_text: `About ${name}` });

  it('is shown, and not sent unless it is taken', async () => {
    const page = await waitingFiles({ fields: 'alt_text' }, { suggest });
    await waitUntil(() => page.button('use-alt_text', page.row('c.png')), 'nothing is proposed');
    page.button('use-alt_text', page.row('b.png'))!.click();
    await focusGoes(page, 'write b.png');
    page.element.upload();
    const requests = await server.count(3);
    expect(requests.map(({ fields }) => fields)).to.eql([{}, { alt_text: 'About b.png' }, {}]);
  });

  it('is taken by one key, or not wanted', async () => {
    const page = await waitingFiles({ fields: 'alt_text' }, { suggest });
    await waitUntil(() => page.button('use-alt_text', page.row('c.png')), 'nothing is proposed');
    await open(page);
    await focusGoes(page, 'field-alt_text a.png');
    expect(inputs(page)[0]!.getAttribute('aria-describedby')).to.match(/^suggested-/);
    await sendKeys({ press: 'ArrowRight' });
    await waitUntil(() => inputs(page)[0]!.value === 'About a.png', 'the key does nothing');
    await open(page, 'b.png');
    page.button('dismiss-alt_text')!.click();
    await focusGoes(page, 'field-alt_text b.png');
    expect(page.row('b.png').querySelector('.proposal')).to.equal(null);
    expect(texts(page)).to.eql([{ alt_text: 'About a.png' }, {}, {}]);
  });

  it('is shown for the field that is needed first, by its name, and counted field by field', async () => {
    const page = await waitingFiles(
      { fields: 'caption alt_text*' },
      { suggest: ({ name }: { name: string }) => ({ caption: `Cap ${name}`, alt_text: `About ${name}` }) },
    );
    await waitUntil(() => page.button('use-alt_text', page.row('c.png')), 'nothing is proposed');
    expect(line(page).textContent).to.contain('Suggested: About a.png').and.not.to.contain('Cap');
    expect(page.button('use-alt_text', page.row('a.png'))!.getAttribute('aria-label')).to.equal(
      'Use the suggestion: Alt text of a.png',
    );
    expect(page.root.querySelector('.suggestions')!.textContent).to.contain('There are 6 suggestions');
    page.button('use-all')!.click();
    await waitUntil(() => page.spoken.includes('6 suggestions used'), 'it is not said');
    expect(texts(page)[2]).to.eql({ caption: 'Cap c.png', alt_text: 'About c.png' });
  });

  it('is taken for all files at once', async () => {
    const page = await waitingFiles({ fields: 'alt_text*' }, { suggest });
    await waitUntil(() =>
      /There are 3 suggestions/.test(page.root.querySelector('.suggestions')?.textContent ?? ''),
    );
    page.element.upload();
    page.button('use-all')!.click();
    const requests = await server.count(3);
    expect(requests.map(({ fields }) => fields['alt_text'])).to.eql([
      'About a.png',
      'About b.png',
      'About c.png',
    ]);
    await waitUntil(() => page.spoken.includes('3 suggestions used'), 'it is not said');
  });
});

describe('a text for all', () => {
  it('goes to the files without one, is said, and can be taken back once', async () => {
    const page = await waitingFiles();
    type((await open(page, 'b.png'))[0]!, 'Own');
    type((await open(page))[0]!, 'Ours');
    await waitUntil(() => page.button('apply-caption'), 'it is not offered');
    page.button('apply-caption')!.click();
    await focusGoes(page, 'undo-caption a.png');
    expect(texts(page).map(({ caption }) => caption)).to.eql(['Ours', 'Own', 'Ours']);
    await waitUntil(() => page.spoken.includes('Used for 1 more photo'), 'it is not said');
    page.button('undo-caption')!.click();
    await focusGoes(page, 'field-caption a.png');
    expect(texts(page).map(({ caption }) => caption)).to.eql(['Ours', 'Own', '']);
    expect(page.button('undo-caption')).to.equal(null);
  });

  it('waits with the file that it comes from, and can be taken back until then', async () => {
    const page = await withFields({ fields: 'caption alt_text*', name: 'photos' });
    page.choose(...(await pictures('a.png', 'b.png', 'c.png')));
    await waitUntil(() => page.summary === '3 photos need a description', 'they are not held back');
    await open(page);
    await focusGoes(page, 'field-alt_text a.png');
    await sendKeys({ type: 'ours' });
    await waitUntil(() => page.button('apply-alt_text'), 'it is not offered');
    page.button('apply-alt_text')!.click();
    await focusGoes(page, 'undo-alt_text a.png');
    await page.rendered();
    expect(server.requests, 'they went out before it was meant').to.have.length(0);
    expect(page.summary).not.to.contain('need');
    page.button('undo-alt_text')!.click();
    await focusGoes(page, 'field-alt_text a.png');
    expect(texts(page).map((each) => each['alt_text'])).to.eql(['ours', '', '']);
    await waitUntil(() => page.summary === '2 photos need a description', `it says ${page.summary}`);
    page.button('apply-alt_text')!.click();
    await focusGoes(page, 'undo-alt_text a.png');
    page.button('written')!.click();
    const requests = await server.count(3);
    expect(requests.map(({ fields }) => fields['alt_text'])).to.eql(['ours', 'ours', 'ours']);
    // Sent, they keep it: an image must not be without.
    await open(page);
    await waitUntil(() => page.row('a.png').textContent!.includes('Used for 2 more photos'));
    expect(page.button('undo-alt_text')).to.equal(null);
  });

  it('is taken back by Escape, with the text that it comes from', async () => {
    const page = await withFields({ fields: 'alt_text*' });
    page.choose(...(await pictures('a.png', 'b.png')));
    await open(page);
    await focusGoes(page, 'field-alt_text a.png');
    await sendKeys({ type: 'ours' });
    await waitUntil(() => page.button('apply-alt_text'), 'it is not offered');
    page.button('apply-alt_text')!.click();
    await focusGoes(page, 'undo-alt_text a.png');
    await sendKeys({ press: 'Escape' });
    await focusGoes(page, 'write a.png');
    expect(texts(page).map((each) => each['alt_text'])).to.eql(['', '']);
    expect(server.requests).to.have.length(0);
  });

  it('says how many texts it would replace, and asks', async () => {
    const page = await waitingFiles();
    for (const name of ['c', 'b', 'a']) type((await open(page, `${name}.png`))[0]!, `Of ${name}`);
    await waitUntil(() => page.button('apply-caption'), 'it is not offered');
    page.button('apply-caption')!.click();
    await waitUntil(() => page.button('keep-texts'), 'it does not ask');
    expect(page.row('a.png').textContent).to.contain('Replace the texts of 2 photos?');
    expect(texts(page)[1]).to.eql({ caption: 'Of b' });
    page.button('apply-caption')!.click();
    await focusGoes(page, 'undo-caption a.png');
    expect(texts(page).map(({ caption }) => caption)).to.eql(['Of a', 'Of a', 'Of a']);
  });
});
