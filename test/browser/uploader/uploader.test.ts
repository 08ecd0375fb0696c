import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { ImgproUploader } from '../../../src/elements/uploader/imgpro-uploader.ts';
import {
  API,
  errorBody,
  FakeServer,
  imageObject,
  impostor,
  picture,
  pictures,
  uploaderPage,
} from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => server.restore());

describe('<imgpro-uploader>', () => {
  it('is accessible', async () => {
    const page = await uploaderPage({ multiple: true, 'aria-label': 'Photos' });
    await page.still();
    await expect(page.element).to.be.accessible();
  });

  it('upgrades from plain HTML', async () => {
    const element = await fixture<ImgproUploader>(
      html`<imgpro-uploader name="photos" multiple accept="image/png" max-files="3"></imgpro-uploader>`,
    );
    expect(element.multiple).to.equal(true);
    expect(element.shadowRoot!.querySelector('[part=hint], .hint')!.textContent).to.contain('PNG');
    expect(element.value).to.deep.equal([]);
  });

  it('stores what is chosen and tells each step once', async () => {
    const page = await uploaderPage();
    page.choose(await picture('cat.png'));
    const request = await server.next();
    expect(request.url).to.equal('https://api.test/v1/images');
    expect(request.file!.name).to.equal('cat.png');
    request.progress(0.5);
    await page.rendered();
    expect(page.element.files[0]!.progress).to.be.closeTo(0.5, 0.01);
    request.store('abc');
    await page.told('imgpro-complete');
    expect(page.element.value).to.equal('abc');
    expect(page.types.filter((type) => type !== 'imgpro-upload-progress')).to.deep.equal([
      'imgpro-files-added',
      'imgpro-upload-start',
      'input',
      'change',
      'imgpro-upload-success',
      'imgpro-image-ready',
      'imgpro-complete',
    ]);
  });

  it('calls an image ready when the service has processed it, not before', async () => {
    server.answers.set('/images/heic1', (call) => ({
      body: imageObject('heic1', { status: call < 2 ? 'processing' : 'ready' }),
    }));
    const page = await uploaderPage();
    page.choose(await picture());
    (await server.next()).store('heic1', { status: 'processing' });
    await page.shows('processing');
    expect(page.element.value, 'a stored image counts').to.equal('heic1');
    expect(page.types).not.to.include('imgpro-complete');
    await page.shows('ready');
    expect(page.types.filter((type) => type === 'imgpro-image-ready')).to.have.length(1);
  });

  for (const [code, status] of [
    ['media_blocked', 403],
    ['media_failed', 422],
  ] as const)
    it(`takes an image out of the value that turns out ${code}`, async () => {
      server.answers.set('/images/bad', () => ({ status, body: errorBody(code) }));
      const page = await uploaderPage();
      page.choose(await picture());
      (await server.next()).store('bad', { status: 'processing' });
      await page.shows('failed');
      expect(page.element.value).to.equal('');
      expect(page.types.filter((type) => type === 'change')).to.have.length(2);
      expect(page.types.indexOf('imgpro-upload-success')).to.be.lessThan(
        page.types.indexOf('imgpro-upload-error'),
      );
      expect(page.detail<{ error: { code: string } }>('imgpro-upload-error').error.code).to.equal(code);
    });

  it('refuses a text file called photo.jpg in one calm sentence, and sends nothing', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(impostor('photo.jpg'));
    await page.told('imgpro-file-rejected');
    await page.rendered();
    expect(page.detail<{ code: string }>('imgpro-file-rejected').code).to.equal('unsupported-type');
    expect(page.root.querySelector('.notice')!.textContent).to.contain('photo.jpg is not an image');
    expect(server.requests).to.have.length(0);
    expect(page.element.files).to.have.length(0);
  });

  it('sums up many refusals in one line, with the names on demand', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(
      ...Array.from({ length: 37 }, (_, at) => impostor(`note-${at}.jpg`)),
      await picture('ok.png'),
    );
    await page.told('imgpro-file-rejected', 37);
    await page.rendered();
    const notices = page.root.querySelectorAll('.notice');
    expect(notices).to.have.length(1);
    expect(notices[0]!.querySelector('summary')!.textContent).to.equal('37 files were not added');
    expect(notices[0]!.querySelectorAll('li')).to.have.length(37);
    expect(page.element.files).to.have.length(1);
  });

  it('holds an anonymous file to 20 MB before a byte is sent', async () => {
    const page = await uploaderPage();
    const head = await picture();
    page.choose(new File([head, new Uint8Array(30_000_000)], 'huge.png'));
    await page.told('imgpro-file-rejected');
    expect(page.detail<{ message: string }>('imgpro-file-rejected').message).to.equal(
      'huge.png is too large: 30 MB, at most 20 MB allowed.',
    );
  });

  it('replaces the first file by the second without `multiple`', async () => {
    const page = await uploaderPage();
    page.choose(await picture('one.png'));
    (await server.next()).store('one');
    await page.shows('ready');
    page.choose(await picture('two.png'));
    (await server.next()).store('two');
    await page.told('imgpro-complete', 2);
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['two.png']);
    expect(page.element.value).to.equal('two');
  });

  it('lets the person decide about a file that is on the list already', async () => {
    const page = await uploaderPage({ multiple: true });
    const file = await picture('one.png');
    page.choose(file, new File([file], 'copy.png'));
    await page.told('imgpro-file-rejected');
    await page.rendered();
    expect(page.button('anyway')!.textContent!.trim()).to.match(/^Add .+\.png anyway$/);
    page.button('anyway')!.click();
    await page.told('imgpro-files-added', 2);
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['one.png', 'copy.png']);
  });

  it('sends what the page and the person say, and nothing of Uppy’s', async () => {
    const page = await uploaderPage(
      { multiple: true, manual: true, fields: 'caption alt_text', ttl: '7d', caption: 'From the page' },
      { metadata: (file: { name: string }) => ({ album: `of ${file.name}` }) },
    );
    page.choose(await picture('cat.png'));
    await page.shows('queued');
    const [caption, alt] = await page.write('cat.png');
    caption!.value = 'A cat';
    caption!.dispatchEvent(new Event('change'));
    alt!.value = 'Cat on a sill';
    alt!.dispatchEvent(new Event('change'));
    page.button('upload')!.click();
    const request = await server.next();
    expect(request.fields).to.deep.equal({
      caption: 'A cat',
      alt_text: 'Cat on a sill',
      ttl: '7d',
      album: 'of cat.png',
    });
  });

  it('waits with `manual` until it is told', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    page.choose(...(await pictures('a.png', 'b.png')));
    await page.shows('queued', 'queued');
    expect(page.summary).to.equal('2 images chosen');
    expect(server.requests).to.have.length(0);
    page.element.upload();
    await server.count(2);
  });

  it('keeps files that were added before it was on the page, beside the value it has there', async () => {
    server.answers.set('/images/before', () => ({ body: imageObject('before') }));
    const element = document.createElement('imgpro-uploader');
    Object.assign(element, { multiple: true, apiUrl: API });
    element.setAttribute('value', 'before');
    const judged = element.addFiles([await picture('early.png')]);
    (await fixture(html`<div></div>`)).append(element);
    await judged;
    (await server.next()).store('early');
    await waitUntil(() => element.files.every(({ status }) => status === 'ready'));
    expect(element.value).to.have.members(['before', 'early']);
  });

  it('with `manual` tells what is in line from what waits to be told', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, concurrency: '1' });
    page.choose(...(await pictures('a.png', 'b.png', 'c.png')));
    await page.shows('queued', 'queued', 'queued');
    page.button('upload')!.click();
    await server.next();
    await page.rendered();
    expect(page.summary).to.equal('Uploading 1 of 3');
    expect(page.button('upload')).to.equal(null);
    page.choose(await picture('d.png'));
    await page.shows('uploading', 'queued', 'queued', 'queued');
    expect(page.button('upload')!.textContent.trim()).to.equal('Upload 1 image');
    expect(page.summary).to.equal('Uploading 1 of 3');
  });

  for (const [what, attributes, change] of [
    ['`manual` is taken away', { manual: true }, (element) => (element.manual = false)],
    ['`fields` are taken away', { fields: 'caption' }, (element) => (element.fields = '')],
    [
      'there is a token by which text can be changed later',
      { fields: 'caption' },
      (element) =>
        (element.tokenProvider = () => ({ token: 't', policy: { abilities: ['create', 'update'] } })),
    ],
  ] as [string, Record<string, string | boolean>, (element: ImgproUploader) => void][])
    it(`sends what waits for a person when ${what}`, async () => {
      const page = await uploaderPage({ multiple: true, ...attributes });
      page.choose(...(await pictures('a.png', 'b.png')));
      await page.shows('queued', 'queued');
      expect(page.button('upload')).not.to.equal(null);
      change(page.element);
      await server.count(2);
    });

  it('sends no more at a time than `concurrency`', async () => {
    const page = await uploaderPage({ multiple: true, concurrency: '2' });
    page.choose(...(await pictures('a.png', 'b.png', 'c.png', 'd.png', 'e.png')));
    await server.count(2);
    await page.rendered();
    expect(page.statuses).to.deep.equal(['uploading', 'uploading', 'queued', 'queued', 'queued']);
    expect(page.element.uppy!.getFiles(), 'Uppy holds what is in flight').to.have.length(2);
    server.open[0]!.store();
    await server.count(3);
    expect(server.open).to.have.length(2);
  });

  it('imports from an address through the same queue', async () => {
    const page = await uploaderPage({ multiple: true, sources: 'url' });
    page.element.addUrl('https://elsewhere.example/pics/dog%20one.jpg');
    const request = await server.next();
    expect(request.headers.get('content-type')).to.equal('application/json');
    expect(JSON.parse(await (request.body as Blob).text())).to.deep.equal({
      url: 'https://elsewhere.example/pics/dog%20one.jpg',
    });
    expect(page.element.files[0]!.name).to.equal('dog one.jpg');
    request.store('dog');
    await page.shows('ready');
  });

  it('recognises an address that is on the list, and takes it twice when the person says so', async () => {
    const page = await uploaderPage({ multiple: true, sources: 'url', manual: true });
    page.element.addUrl('https://elsewhere.example/one.jpg');
    expect(page.element.addUrl('https://ELSEWHERE.example/one.jpg')).to.equal(null);
    expect(page.detail<{ code: string }>('imgpro-file-rejected').code).to.equal('duplicate');
    expect(page.statuses).to.have.length(1);
    await page.rendered();
    page.button('anyway')!.click();
    expect(page.statuses).to.have.length(2);
    for (const { id } of page.element.files) page.element.remove(id);
    expect(page.element.addUrl('https://elsewhere.example/one.jpg')).to.not.equal(null);
  });

  it('says of an address that the token does not import that it is the address', async () => {
    server.answers.set('/imgpro/token', () => ({
      body: { token: 'minted', policy: { abilities: ['create'], import: false } },
    }));
    const page = await uploaderPage({ multiple: true, 'token-endpoint': '/imgpro/token' });
    page.element.addUrl('https://elsewhere.example/one.jpg');
    await page.shows('failed');
    expect(page.rows[0]!.textContent).to.contain('cannot be added by their address');
    expect(server.requests).to.have.length(0);
  });

  it('refuses in the form itself an address that the token does not import, and says nothing else', async () => {
    const page = await uploaderPage({ multiple: true, sources: 'file url' });
    let come = () => {};
    const policy = { abilities: ['create' as const], import: false };
    page.element.tokenProvider = () =>
      new Promise((done) => (come = () => done({ token: 'minted', policy })));
    page.button('link')!.click();
    const form = () => page.root.querySelector<HTMLElement>('.link');
    await waitUntil(form, 'no form');
    const input = form()!.querySelector('input')!;
    input.value = 'https://elsewhere.example/one.jpg';
    const typed = { key: 'Enter', bubbles: true, composed: true, cancelable: true };
    input.dispatchEvent(new KeyboardEvent('keydown', typed));
    come();
    await waitUntil(() => form()!.textContent.includes('cannot be added by their address'), 'not refused');
    await waitUntil(() => !input.readOnly);
    expect(page.element.files).to.have.length(0);
    expect(page.types.includes('imgpro-files-added')).to.equal(false);
    expect(input.value).to.equal('https://elsewhere.example/one.jpg');
    expect(page.root.activeElement === input).to.equal(true);
    expect(page.button('link') === null).to.equal(true);
  });

  it('says of the form for an address as soon as it is open that the token imports none', async () => {
    const page = await uploaderPage({ sources: 'file url' });
    page.element.tokenProvider = () => ({ token: 't', policy: { abilities: ['create'], import: false } });
    page.button('link')!.click();
    await waitUntil(() => page.root.querySelector('#link-closed')?.textContent.includes('Save the image'));
  });

  it('sends an address that comes before the rules of the token do, once these let fields be written later', async () => {
    // Its own endpoint: elements of a page share their token.
    server.answers.set('/imgpro/links', () => ({
      body: {
        token: 'minted',
        api_url: 'https://api.test/v1',
        policy: { abilities: ['create', 'read', 'update'], import: true },
      },
    }));
    const page = await uploaderPage({
      multiple: true,
      'token-endpoint': '/imgpro/links',
      fields: 'caption',
    });
    page.element.addUrl('https://elsewhere.example/one.jpg');
    const request = await server.next();
    request.store('one');
    await page.shows('ready');
  });

  it('refuses an address that is none', async () => {
    const page = await uploaderPage({ sources: 'url' });
    expect(page.element.addUrl('javascript:alert(1)')).to.equal(null);
    expect(page.element.addUrl('not an address')).to.equal(null);
  });

  it('counts an address among the files that there may be', async () => {
    const page = await uploaderPage({ multiple: true, sources: 'url', 'max-files': '1' });
    page.element.addUrl('https://elsewhere.example/one.jpg');
    expect(page.element.addUrl('https://elsewhere.example/two.jpg')).to.equal(null);
    expect(page.detail<{ name: string; code: string }>('imgpro-file-rejected')).to.include({
      name: 'two.jpg',
      code: 'too-many',
    });
    expect(page.element.files.map(({ name }) => name)).to.deep.equal(['one.jpg']);
  });

  it('takes a drop, and shows while one is over it', async () => {
    const page = await uploaderPage({ multiple: true });
    const file = await picture('dropped.png');
    expect(page.drag('dragenter', file).defaultPrevented).to.equal(true);
    expect(page.element.matches(':state(dragging)')).to.equal(true);
    page.drag('drop', file);
    expect(page.element.matches(':state(dragging)')).to.equal(false);
    expect((await server.next()).file!.name).to.equal('dropped.png');
    expect(page.element.files[0]!.source).to.equal('drop');
  });

  it('takes a drop on its drop target, and none that misses', async () => {
    const area = await fixture(html`<section id="area">Here</section>`);
    const page = await uploaderPage({ multiple: true, 'drop-target': '#area' });
    const transfer = new DataTransfer();
    transfer.items.add(await picture('far.png'));
    const drop = () => new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
    const missed = drop();
    document.body.dispatchEvent(missed);
    expect(missed.defaultPrevented, 'the browser must not leave the page').to.equal(true);
    expect(page.element.files).to.have.length(0);
    area.dispatchEvent(drop());
    expect((await server.next()).file!.name).to.equal('far.png');
  });

  it('takes a paste, but not from somebody who is writing', async () => {
    const page = await uploaderPage({ multiple: true });
    const input = await fixture(html`<input aria-label="Name" />`);
    const transfer = new DataTransfer();
    transfer.items.add(await picture('image.png'));
    // Firefox drops the files of a clipboard that a script made.
    const paste = () =>
      Object.defineProperty(
        new ClipboardEvent('paste', { bubbles: true, cancelable: true }),
        'clipboardData',
        {
          value: transfer,
        },
      );
    input.dispatchEvent(paste());
    expect(page.element.files).to.have.length(0);
    document.body.dispatchEvent(paste());
    expect((await server.next()).file!.name).to.match(/^pasted-.*\.png$/);
  });

  it('pauses, keeps everything, and goes on', async () => {
    const page = await uploaderPage({ multiple: true, concurrency: '1' });
    page.choose(...(await pictures('a.png', 'b.png')));
    const first = await server.next();
    page.element.pause();
    await page.shows('paused', 'queued');
    expect(first.aborted).to.equal(true);
    expect(page.summary).to.equal('Paused');
    page.element.resume();
    const again = await server.next();
    expect(again.file!.name).to.equal('a.png');
    expect(again.key, 'what may have been stored is not stored twice').to.equal(first.key);
    again.store();
    (await server.next()).store();
    await page.told('imgpro-complete');
  });

  it('pauses when the connection goes, says so, and resumes by itself', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(await picture());
    const first = await server.next();
    window.dispatchEvent(new Event('offline'));
    await page.shows('paused');
    expect(page.summary).to.contain('offline');
    expect(page.element.matches(':state(offline)')).to.equal(true);
    await waitUntil(() => page.spoken.includes('offline'), 'it was not said');
    window.dispatchEvent(new Event('online'));
    await page.element.updateComplete;
    expect(page.spoken, 'it is no longer so').to.equal('');
    expect((await server.next()).key).to.equal(first.key);
  });

  it('says it too of files that come while there is no connection, or a person has paused', async () => {
    const page = await uploaderPage({ multiple: true });
    window.dispatchEvent(new Event('offline'));
    page.choose(await picture('a.png'));
    await waitUntil(() => page.spoken.includes('added'));
    expect(page.spoken).to.equal('1 image added. You are offline. It resumes by itself.');
    window.dispatchEvent(new Event('online'));
    await server.next();
    page.button('hold')!.click();
    await waitUntil(() => page.spoken === 'Paused.', 'it was not said');
    page.choose(await picture('b.png'));
    await waitUntil(() => page.spoken.includes('added'));
    expect(page.spoken).to.equal('1 image added. Paused.');
    page.button('hold')!.click();
    await page.element.updateComplete;
    expect(page.spoken, 'it is no longer so').to.equal('');
  });

  it('says that a person has emptied the list, and nothing where the page did', async () => {
    const page = await uploaderPage({ multiple: true });
    const store = async () => {
      page.choose(...(await pictures('a.png', 'b.png')));
      for (const request of await server.count(server.requests.length + 2))
        if (!request.answered) request.store();
      await page.shows('ready', 'ready');
      await waitUntil(() => page.spoken.includes('uploaded'));
    };
    await store();
    page.element.clear();
    await store();
    expect(page.spoken).not.to.contain('removed');
    page.button('clear')!.click();
    await waitUntil(() => page.spoken.includes('2 images removed.'), 'it was not said', { timeout: 4000 });
  });

  it('does not speak of the connection when nothing waits for it', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures('a.png')));
    (await server.next()).store();
    await page.shows('ready');
    await waitUntil(() => page.spoken.includes('uploaded'), 'it was not said');
    window.dispatchEvent(new Event('offline'));
    await page.element.updateComplete;
    // Said after what came before it, or with it.
    page.element.remove(page.element.files[0]!.id);
    await waitUntil(() => page.spoken.includes('removed'), 'it was not said');
    expect(page.spoken).not.to.contain('offline');
    window.dispatchEvent(new Event('online'));
  });

  it('does not send a file that is not the one that was judged, and asks for it again', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    const [old, is] = await pictures('a.png', 'b.png');
    // Written in the second in which it is chosen: another change in that second leaves its date as it is.
    const was = new File([old!], old!.name, { type: old!.type, lastModified: Date.now() });
    page.choose(was);
    await page.shows('queued');
    const chosen = page.element.files[0]!;
    // As the disk changes under a File that stays the same.
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = function () {
      return read.call(this.size === was.size ? is! : this);
    };
    const { now } = Date;
    Date.now = () => now() + 1000;
    try {
      page.element.upload();
      await page.shows('failed');
    } finally {
      Blob.prototype.arrayBuffer = read;
      Date.now = now;
    }
    expect(server.requests).to.have.length(0);
    expect(page.element.files[0]!.error!.code).to.equal('file_unreadable');
    expect(page.row('a.png').textContent).to.contain(
      'The file changed on disk, or is gone. Choose it again.',
    );
    page.button('again', page.row('a.png'))!.click();
    page.choose(is!);
    await waitUntil(() => page.element.files[0]?.name === 'b.png');
    expect(page.element.files, 'in place of it').to.have.length(1);
    expect(page.element.files[0]!.id).not.to.equal(chosen.id);
  });

  it('does not ask for a token once more for each file, when there is none to be had', async () => {
    let asked = 0;
    const tokenProvider = () => {
      asked += 1;
      throw new Error('Nobody is signed in.');
    };
    const page = await uploaderPage({ multiple: true, concurrency: '1', manual: true }, {
      tokenProvider,
    } as never);
    await page.element.addFiles(await pictures('a.png', 'b.png', 'c.png'));
    asked = 0;
    page.element.upload();
    await waitUntil(() => page.statuses.every((status) => status === 'failed'));
    expect(asked).to.equal(1);
    page.element.retry();
    await waitUntil(() => asked === 2, 'trying again has to ask again');
  });

  it('cancels what is still being judged, too', async () => {
    const page = await uploaderPage({ multiple: true });
    const added = page.element.addFiles(await pictures('a.png', 'b.png'));
    page.element.cancel();
    expect(await added).to.deep.equal([]);
    expect(page.element.files).to.have.length(0);
  });

  it('cancels, retries and removes single files', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures('a.png', 'b.png')));
    const [a, b] = await server.count(2);
    const [first, second] = page.element.files;
    page.element.cancel(first!.id);
    expect(a!.aborted).to.equal(true);
    expect(page.detail<{ reason: string }>('imgpro-file-removed').reason).to.equal('cancelled');
    b!.respond(422, errorBody('validation_error', { details: { file: 'The file must be an image.' } }));
    await page.shows('failed');
    page.element.retry(second!.id);
    const again = await server.next();
    expect(again.key).to.equal(b!.key);
    again.store('b');
    await page.shows('ready');
    page.element.remove(second!.id);
    expect(page.element.files).to.have.length(0);
    expect(page.element.value).to.deep.equal([]);
  });

  it('stays itself when the DOM removes it', async () => {
    const page = await uploaderPage();
    page.element.remove();
    expect(page.element.isConnected).to.equal(false);
  });

  it('keeps its queue while it is off the page, and sends nothing then', async () => {
    const page = await uploaderPage({ multiple: true });
    const parent = page.element.parentElement!;
    page.choose(await picture());
    const request = await server.next();
    page.element.remove();
    await Promise.resolve();
    expect(request.aborted).to.equal(true);
    expect(page.statuses).to.deep.equal(['paused']);
    parent.append(page.element);
    (await server.next()).store('back');
    await page.told('imgpro-complete');
    expect(page.element.value).to.deep.equal(['back']);
  });

  it('is not disturbed by a move within the page', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(await picture());
    const request = await server.next();
    document.body.append(page.element);
    await Promise.resolve();
    expect(request.aborted).to.equal(false);
    page.element.remove();
  });

  it('works the same with properties set before it is on the page', async () => {
    const page = await uploaderPage({}, { multiple: true, maxFiles: 1, name: 'x' });
    page.choose(...(await pictures('a.png', 'b.png')));
    await page.told('imgpro-file-rejected');
    expect(page.detail<{ code: string }>('imgpro-file-rejected').code).to.equal('too-many');
  });

  it('takes files that a page gives to its Uppy', async () => {
    const page = await uploaderPage({ multiple: true });
    const data = await picture('from-uppy.png');
    page.element.uppy!.addFile({ name: data.name, type: data.type, data, source: 'plugin' });
    const request = await server.next();
    expect(request.file!.name).to.equal('from-uppy.png');
    expect(page.element.files).to.have.length(1);
  });

  it('starts nothing new while the service asks for a pause', async () => {
    const page = await uploaderPage({ multiple: true, concurrency: '1' });
    page.choose(...(await pictures('a.png', 'b.png')));
    (await server.next()).respond(429, errorBody('rate_limited'), { 'Retry-After': '1' });
    await page.rendered();
    const [waiting] = page.element.files;
    expect(waiting!.waiting!.code).to.equal('rate_limited');
    const since = Date.now();
    page.element.cancel(waiting!.id); // there is room, but the service has asked for a second
    const next = await server.next();
    expect(next.file!.name).to.equal('b.png');
    expect(Date.now() - since).to.be.greaterThan(500);
  });

  it('says for how long when the service asks for a longer pause: by one clock, and not aloud', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(await picture('a.png'));
    (await server.next()).respond(429, errorBody('rate_limited'), { 'Retry-After': '20' });
    await waitUntil(() => /0:(20|1\d)/.test(page.root.querySelector('.limit .clock')?.textContent ?? ''));
    expect(page.row('a.png').querySelector('.words')!.textContent).to.equal('Busy. Going on in a moment…');
    expect(page.spoken).not.to.contain('seconds');
  });

  it('does not send the rest when the account is refused, and sends all on a retry', async () => {
    const page = await uploaderPage({ multiple: true, concurrency: '1' });
    page.choose(...(await pictures('a.png', 'b.png', 'c.png')));
    (await server.next()).respond(403, errorBody('quota_exceeded', { type: 'quota_error' }));
    await page.shows('failed', 'failed', 'failed');
    expect(server.requests).to.have.length(1);
    expect(page.summary, 'said once, of all').to.equal(
      'This site can’t take more images at the moment. Please tell its owner.',
    );
    expect(page.row('b.png').querySelector('.words')!.textContent).to.equal('Not uploaded');
    page.button('retry-all')!.click();
    for (let at = 0; at < 3; at++) (await server.next()).store();
    await page.told('imgpro-complete', 2);
  });

  it('says in words that a connection was lost and is tried again', async () => {
    const { random } = Math;
    Math.random = () => 0.9; // the pause that jitter makes may be none at all
    try {
      const page = await uploaderPage();
      page.choose(await picture('a.png'));
      (await server.next()).drop();
      await waitUntil(() => page.row('a.png')?.textContent?.includes('Trying again'));
      (await server.next()).store();
      await page.shows('ready');
    } finally {
      Math.random = random;
    }
  });

  it('tells no progress of a file after its success', async () => {
    const page = await uploaderPage();
    page.choose(await picture('a.png'));
    const request = await server.next();
    request.progress(1);
    request.store();
    await page.told('imgpro-complete');
    await page.rendered();
    expect(page.types.lastIndexOf('imgpro-upload-progress')).to.be.lessThan(
      page.types.indexOf('imgpro-upload-success'),
    );
  });

  it('falls back, and says so, on words it does not know', async () => {
    const page = await uploaderPage({
      multiple: true,
      variant: 'carousel',
      'max-files': 'many',
      sources: 'file fax',
    });
    expect(page.root.querySelector('.base[data-variant=panel]')).to.exist;
    page.choose(await picture('a.png'));
    await server.next();
  });
});
