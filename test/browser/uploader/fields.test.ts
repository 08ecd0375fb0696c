import { expect, waitUntil } from '@open-wc/testing';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
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

  describe('while the rules of the token are not known', () => {
    interface Rules {
      come(...abilities: string[]): void;
      fail(): void;
    }

    /** A token that comes, or does not, when a test says so. */
    async function withLateRules(attributes: Record<string, string | boolean> = {}) {
      const asked: Rules[] = [];
      const tokenProvider = () =>
        new Promise((resolve, reject) =>
          asked.push({
            come: (...abilities) =>
              resolve({ token: 'token', policy: { abilities: ['create', ...abilities] } }),
            fail: () => reject(new Error('No token today.')),
          }),
        );
      const page = await uploaderPage({ multiple: true, fields: 'caption', ...attributes }, {
        tokenProvider,
      } as never);
      page.choose(await picture('a.png'));
      await waitUntil(() => asked.length === 1, 'no token was asked for');
      return { page, asked };
    }

    it('its file is sent by itself once they let it be written later', async () => {
      const { page, asked } = await withLateRules();
      await page.shows('queued');
      await page.rendered();
      expect(page.button('upload'), 'nobody knows yet whether it is needed').to.equal(null);
      asked[0]!.come('update');
      (await server.next()).store();
      await page.shows('ready');
    });

    it('its file waits for the person once they do not', async () => {
      const { page, asked } = await withLateRules();
      await page.shows('queued');
      asked[0]!.come();
      await waitUntil(() => page.button('upload') !== null, 'nothing can be pressed');
      expect(server.requests).to.have.length(0);
      page.button('upload')!.click();
      (await server.next()).store();
      await page.shows('ready');
    });

    it('its file fails with a way on when they never come', async () => {
      const { page, asked } = await withLateRules();
      await page.shows('queued');
      asked[0]!.fail();
      await waitUntil(() => asked.length === 2, 'the upload asked for no token');
      asked[1]!.fail();
      await page.shows('failed');
      page.button('retry')!.click();
      await waitUntil(() => asked.length === 3, 'it was not tried again');
      asked[2]!.come('update');
      (await server.next()).store();
      await page.shows('ready');
    });

    it('its file waits for the connection, and is sent by itself when that is back', async () => {
      const { page, asked } = await withLateRules();
      await page.shows('queued');
      window.dispatchEvent(new Event('offline'));
      asked[0]!.fail();
      await waitUntil(() => page.summary.includes('offline'), 'it was not said');
      window.dispatchEvent(new Event('online'));
      await waitUntil(() => asked.length === 2, 'no token was asked for');
      asked[1]!.come('update');
      (await server.next()).store();
      await page.shows('ready');
    });

    it('its file waits for the connection, and for the person where they let nothing be written later', async () => {
      const { page, asked } = await withLateRules();
      await page.shows('queued');
      window.dispatchEvent(new Event('offline'));
      asked[0]!.fail();
      await waitUntil(() => page.summary.includes('offline'), 'it was not said');
      window.dispatchEvent(new Event('online'));
      await waitUntil(() => asked.length === 2, 'no token was asked for');
      asked[1]!.come();
      await waitUntil(() => page.button('upload') !== null, 'nothing can be pressed');
      expect(page.statuses).to.deep.equal(['queued']);
      expect(server.requests).to.have.length(0);
    });
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
