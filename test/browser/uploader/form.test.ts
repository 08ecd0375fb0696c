import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import {
  errorBody,
  FakeServer,
  imageObject,
  picture,
  pictures,
  uploaderPage,
} from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer();
  for (const id of ['one', 'two', 'three'])
    server.answers.set(`/images/${id}`, () => ({ body: imageObject(id, { filename: `${id}.png` }) }));
});
afterEach(() => server.restore());

describe('a value that is taken back', () => {
  it('takes files along that are being judged, also from an empty list', async () => {
    let judge!: (verdict: null) => void;
    const validators = [() => new Promise<null>((resolve) => (judge = resolve))];
    const page = await uploaderPage({ multiple: true }, { validators });
    const added = page.element.addFiles([await picture('a.png')]);
    await waitUntil(() => judge);
    page.element.value = null;
    judge(null);
    expect(await added).to.deep.equal([]);
    expect(page.element.files).to.deep.equal([]);
  });
});

describe('<imgpro-uploader> in a form', () => {
  it('submits one entry an image, in order', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true });
    page.choose(...(await pictures('a.png', 'b.png')));
    const [a, b] = await server.count(2);
    b!.store('second');
    a!.store('first');
    await page.told('imgpro-complete');
    expect(new FormData(page.element.form!).getAll('photos')).to.deep.equal(['first', 'second']);
  });

  for (const sources of ['drop paste', 'drop', 'paste', 'folder drop'])
    it(`says what is missing, and where, also with sources="${sources}"`, async () => {
      const page = await uploaderPage({ name: 'photos', required: true, sources });
      expect(page.element.reportValidity()).to.equal(false);
      const focused = page.root.activeElement!;
      expect(focused, 'the browser points its message at it').to.have.class('zone');
      expect(focused.getAttribute('aria-label')).to.match(/image/);
      await page.still();
      await expect(page.element).to.be.accessible();
    });

  it('gives the zone no place in the tab order where there is a button', async () => {
    const page = await uploaderPage({ name: 'photos', required: true });
    expect(page.element.reportValidity()).to.equal(false);
    expect(page.root.activeElement!.getAttribute('data-action')).to.equal('browse');
    expect(page.root.querySelector('.zone')!.hasAttribute('tabindex')).to.equal(false);
  });

  it('is invalid while it is required and empty, and while uploads run or have failed', async () => {
    const page = await uploaderPage({ name: 'photos', required: true });
    expect(page.element.validity.valueMissing).to.equal(true);
    page.choose(await picture());
    const request = await server.next();
    await page.rendered();
    expect(page.element.validationMessage).to.equal('Wait until the images are uploaded.');
    request.respond(422, errorBody('validation_error', { details: { file: 'must be an image' } }));
    await page.shows('failed');
    expect(page.element.validity.customError).to.equal(true);
    page.element.retry();
    (await server.next()).store('x');
    await page.shows('ready');
    expect(page.element.checkValidity()).to.equal(true);
  });

  it('goes to the button for what keeps the form from being sent: not to the one that adds images', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true, manual: true });
    const pointedAt = () => {
      (page.root.activeElement as HTMLElement | null)?.blur();
      expect(page.element.reportValidity()).to.equal(false);
      return page.root.activeElement?.getAttribute('data-action');
    };
    page.choose(...(await pictures('a.png', 'b.png')));
    await waitUntil(() => page.button('upload'));
    expect(page.element.validationMessage).to.equal('Upload the chosen images first.');
    expect(pointedAt()).to.equal('upload');
    page.button('upload')!.click();
    const [a, b] = await server.count(2);
    a!.store();
    b!.respond(422, errorBody('validation_error', { details: { file: 'must be an image' } }));
    await waitUntil(() => page.element.files.some(({ status }) => status === 'failed'));
    await waitUntil(() => page.button('another'));
    expect(page.element.validationMessage).to.equal(
      'An image could not be uploaded. Try again, or remove it.',
    );
    expect(pointedAt()).to.equal('another');
  });

  it('submits all of very many images whenever the form is asked, though it is not told of each', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true });
    const before = Array.from({ length: 150 }, (_, at) => `old-${at}`);
    for (const id of before) server.answers.set(`/images/${id}`, () => ({ body: imageObject(id) }));
    const form = page.element.form!;
    const own = Object.assign(document.createElement('input'), { name: 'photos', value: 'after' });
    page.element.after(own);
    page.element.value = before;
    const seen: string[][] = [];
    page.element.addEventListener('change', () =>
      seen.push(new FormData(form).getAll('photos').slice(149) as string[]),
    );
    page.choose(...(await pictures('a.png', 'b.png')));
    const [a, b] = await server.count(2);
    b!.store('second');
    await waitUntil(() => seen.length === 1, 'nobody was told of the first');
    a!.store('first');
    await page.told('imgpro-complete');
    expect(seen).to.deep.equal([
      ['old-149', 'second', 'after'],
      ['old-149', 'first', 'second', 'after'],
    ]);
    const another = document.createElement('form');
    form.after(another);
    page.choose(await picture('c.png'));
    (await server.count(3))[2]!.store('third');
    await waitUntil(() => seen.length === 3, 'nobody was told of the third');
    another.append(page.element);
    expect(new FormData(another).getAll('photos').slice(150)).to.deep.equal(['first', 'second', 'third']);
    expect(new FormData(form).getAll('photos')).to.deep.equal(['after']);
    another.remove();
  });

  it('wants at least `min-files` once there is one', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true, 'min-files': '2' });
    expect(page.element.checkValidity()).to.equal(true);
    page.choose(await picture());
    (await server.next()).store();
    await page.shows('ready');
    expect(page.element.validity.rangeUnderflow).to.equal(true);
  });

  it('shows images that its value names, and tells nobody of it', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true });
    page.element.value = ['one', 'two'];
    expect(page.element.value).to.deep.equal(['one', 'two']);
    expect(new FormData(page.element.form!).getAll('photos')).to.deep.equal(['one', 'two']);
    await page.shows('ready', 'ready');
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['one.png', 'two.png']);
    expect(page.types).to.deep.equal([]);
  });

  it('takes a value in whichever order a framework sets its properties', async () => {
    const page = await uploaderPage({ name: 'photos' }, { value: ['one', 'two'], multiple: true });
    expect(page.element.value).to.deep.equal(['one', 'two']);
    await page.shows('ready', 'ready');
  });

  it('keeps a value that it may not look at', async () => {
    server.answers.set('/images/private', () => ({ status: 404, body: errorBody('not_found') }));
    const page = await uploaderPage({ name: 'photo', value: 'private' });
    await page.shows('ready');
    expect(page.element.value).to.equal('private');
  });

  it('goes back to its default value on reset, whatever is under way', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true, value: 'one two' });
    await page.shows('ready', 'ready');
    page.choose(await picture());
    const request = await server.next();
    page.element.form!.reset();
    expect(request.aborted).to.equal(true);
    expect(page.element.value).to.deep.equal(['one', 'two']);
    expect(page.element.files).to.have.length(2);
  });

  it('empties on reset without a default value, though nothing is stored yet', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true });
    page.choose(await picture());
    await server.next();
    page.element.form!.reset();
    expect(page.element.files).to.have.length(0);
    await waitUntil(() => page.spoken.includes('1 image removed.'), 'it was not said', { timeout: 4000 });
  });

  it('restores what the browser kept', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true });
    page.element.formStateRestoreCallback('one three');
    expect(page.element.value).to.deep.equal(['one', 'three']);
  });

  it('is disabled by a fieldset, and takes nothing then', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true });
    const fieldset = await fixture<HTMLFieldSetElement>(html`<fieldset></fieldset>`);
    fieldset.append(page.element);
    fieldset.disabled = true;
    await waitUntil(() => page.element.matches(':state(disabled)'));
    expect(page.button('browse')!.disabled).to.equal(true);
    page.drag('drop', await picture());
    page.choose(await picture());
    await page.rendered();
    expect(page.element.files).to.have.length(0);
    fieldset.disabled = false;
    await waitUntil(() => !page.element.matches(':state(disabled)'));
    expect(page.button('browse')!.disabled).to.equal(false);
  });

  it('shows and submits when read-only, and offers no change', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true, readonly: true, value: 'one' });
    await page.shows('ready');
    expect(page.row('one.png').querySelectorAll('button')).to.have.length(0);
    expect(new FormData(page.element.form!).getAll('photos')).to.deep.equal(['one']);
  });

  it('opens its chooser by a click on its label', async () => {
    const page = await uploaderPage({ name: 'photos', id: 'labelled' });
    const label = document.createElement('label');
    label.htmlFor = 'labelled';
    label.textContent = 'Photos';
    page.element.before(label);
    let opened = 0;
    page.root.querySelector<HTMLInputElement>('input.files')!.click = () => (opened += 1);
    label.click();
    expect(opened).to.equal(1);
  });

  it('lets no Enter in its fields send the form', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true, manual: true, fields: 'caption' });
    let sent = 0;
    page.element.form!.addEventListener('submit', (event) => {
      event.preventDefault();
      sent += 1;
    });
    page.choose(await picture('a.png'));
    await page.shows('queued');
    const [input] = await page.write('a.png');
    input!.focus();
    const enter = new KeyboardEvent('keydown', {
      key: 'Enter',
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    input!.dispatchEvent(enter);
    expect(enter.defaultPrevented).to.equal(true);
    expect(sent).to.equal(0);
  });

  it('forgets on reset, and on clear, what is still being judged', async () => {
    let answer!: (token: string) => void;
    const page = await uploaderPage(
      { name: 'photos', multiple: true },
      { tokenProvider: () => new Promise<string>((resolve) => (answer = resolve)) },
    );
    const judged = Promise.all([
      page.element.addFiles(await pictures('a.png')),
      page.element.addFiles(await pictures('b.png')),
    ]);
    await waitUntil(() => answer !== undefined);
    page.element.form!.reset();
    const later = page.element.addFiles(await pictures('c.png'));
    page.element.clear();
    answer('token');
    expect(await judged).to.deep.equal([[], []]);
    expect(await later).to.deep.equal([]);
    expect(page.element.files).to.have.length(0);
    expect(page.types).to.deep.equal([]);
    await page.element.addFiles(await pictures('d.png'));
    expect(page.element.files).to.have.length(1);
  });

  it('lets no event of its inner fields out as a change of the value', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, fields: 'caption', sources: 'file url' });
    page.choose(await picture('a.png'));
    await page.shows('queued');
    const slotted = document.createElement('input');
    slotted.slot = 'actions';
    page.element.append(slotted);
    const [input] = await page.write('a.png');
    for (const type of ['input', 'change'])
      input!.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    expect(page.types).not.to.include.members(['input']);
    expect(page.types).not.to.include.members(['change']);
    slotted.dispatchEvent(new Event('input', { bubbles: true }));
    expect(page.types, 'what the page put in is the page’s').to.include('input');
  });

  it('puts the focus of a refused form on something that can take it', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true, required: true, 'max-files': '1' });
    expect(page.element.reportValidity()).to.equal(false);
    expect(page.root.activeElement).to.equal(page.button('browse'));
    page.button('browse')!.blur();
    page.choose(await picture('a.png'));
    (await server.next()).respond(403, errorBody('quota_exceeded', { type: 'quota_error' }));
    await page.shows('failed');
    expect(page.button('browse')!.disabled, 'the list is full').to.equal(true);
    expect(page.element.reportValidity()).to.equal(false);
    expect(page.root.activeElement).to.equal(page.button('retry', page.row('a.png')));
    page.button('retry', page.row('a.png'))!.blur();
    page.element.focus();
    expect(page.root.activeElement).to.equal(page.button('retry', page.row('a.png')));
  });
});
