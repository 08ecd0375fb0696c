import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { emulateMedia, setViewport } from '../../harness/emulation.ts';
import {
  errorBody,
  FakeServer,
  imageObject,
  impostor,
  picture,
  pictures,
  uploaderPage,
} from '../../harness/uploader.ts';
import type { UploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer();
  server.answers.set('/images/busy', () => ({ body: imageObject('busy', { status: 'processing' }) }));
});
afterEach(async () => {
  server.restore();
  await emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' });
  await setViewport({ width: 1280, height: 800 });
});

/** One file in each state. */
async function everyState(attributes: Record<string, string | boolean> = {}): Promise<UploaderPage> {
  const page = await uploaderPage({
    multiple: true,
    concurrency: '4',
    'aria-label': 'Photos',
    ...attributes,
  });
  page.choose(
    ...(await pictures('ready.png', 'busy.png', 'failed.png', 'damaged.png')),
    impostor('notes.jpg'),
  );
  await page.told('imgpro-files-added');
  page.element.upload(); // fields that cannot be changed later hold the files back
  const [ready, busy, failed, damaged] = await server.count(4);
  ready!.store();
  busy!.store('busy', { status: 'processing' });
  failed!.respond(403, errorBody('quota_exceeded'));
  damaged!.store('damaged', { blocked: true });
  page.choose(...(await pictures('1.png', '2.png', '3.png', '4.png', '5.png')));
  await page.told('imgpro-files-added', 2);
  page.element.upload();
  await server.count(8);
  server.open[0]!.progress(0.4);
  await page.shows(
    'ready',
    'processing',
    'failed',
    'failed',
    ...Array.from({ length: 4 }, () => 'uploading'),
    'queued',
  );
  return page;
}

describe('<imgpro-uploader> for everybody', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const view of ['list', 'grid'])
      it(`is accessible in every state: ${view}, ${colorScheme}`, async function () {
        const isEmulated = await emulateMedia({ colorScheme });
        if (!isEmulated && colorScheme === 'dark') this.skip();
        document.documentElement.style.colorScheme = 'light dark';
        document.body.style.background = 'Canvas';
        const page = await everyState({ view });
        await page.still();
        await expect(page.element).to.be.accessible();
        page.element.pause();
        await page.rendered();
        await page.still();
        await expect(page.element).to.be.accessible();
      });

  it('is accessible on a phone, with fields, disabled, and as a dialog', async function () {
    if (!(await setViewport({ width: 360, height: 700 }))) this.skip();
    const page = await everyState({
      fields: 'caption alt_text',
      manual: false,
      sources: 'file drop url folder',
    });
    await page.still();
    await expect(page.element).to.be.accessible();
    page.element.disabled = true;
    await page.rendered();
    await page.still();
    await expect(page.element).to.be.accessible();
    const dialog = await uploaderPage({ multiple: true, variant: 'dialog' });
    dialog.button('open')!.click();
    await dialog.rendered();
    await dialog.still();
    await expect(dialog.element).to.be.accessible();
  });

  it('never changes the height of a row, whatever becomes of its file', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(await picture('a.png'));
    const request = await server.next();
    await page.rendered();
    const height = () => page.row('a.png').offsetHeight;
    const first = height();
    request.progress(0.5);
    await page.rendered();
    expect(height()).to.equal(first);
    request.respond(429, errorBody('rate_limited'), { 'Retry-After': '900' });
    await page.shows('failed');
    expect(height()).to.equal(first);
    page.element.retry();
    (await server.next()).store();
    await page.shows('ready');
    expect(height()).to.equal(first);
  });

  it('does not move the page when the first files come', async () => {
    const page = await uploaderPage({ multiple: true });
    const before = page.element.offsetHeight;
    page.choose(await picture('a.png'));
    await server.next();
    await page.rendered();
    expect(page.element.offsetHeight).to.equal(before);
  });

  it('keeps the focus near when a row goes: on the next one, then on the button that adds', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures('a.png', 'b.png')));
    await server.count(2);
    await page.rendered();
    page.button('remove', page.row('a.png'))!.focus();
    await sendKeys({ press: 'Enter' });
    await page.rendered();
    expect(page.root.activeElement === page.button('remove', page.row('b.png'))).to.equal(true);
    await sendKeys({ press: 'Enter' });
    await page.rendered();
    expect(page.root.activeElement === page.button('browse')).to.equal(true);
  });

  it('keeps the focus in the row when its button goes', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(await picture('a.png'));
    (await server.next()).respond(403, errorBody('quota_exceeded'));
    await page.shows('failed');
    page.button('retry', page.row('a.png'))!.focus();
    await sendKeys({ press: 'Enter' });
    await server.next();
    await page.rendered();
    expect(page.root.activeElement).to.equal(page.button('remove', page.row('a.png')));
  });

  it('keeps the focus of a person who chose by keyboard when the first file arrives', async () => {
    const page = await uploaderPage({ multiple: true });
    page.element.focus();
    const button = page.button('browse');
    expect(page.root.activeElement).to.equal(button);
    page.choose(await picture('a.png'));
    await server.next();
    await page.rendered();
    expect(page.root.activeElement).to.equal(button);
  });

  it('says little, once, in whole sentences', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures('a.png', 'b.png', 'c.png')), impostor('notes.jpg'));
    const requests = await server.count(3);
    await waitUntil(() => page.spoken !== '');
    expect(page.spoken).to.equal(
      '3 images added. notes.jpg is not an image of a kind that can be added here.',
    );
    for (const request of requests) {
      request.progress(0.5);
      request.store();
    }
    await waitUntil(() => page.spoken.includes('uploaded'));
    expect(page.spoken).to.equal('3 images uploaded.');
    expect(page.root.querySelectorAll('[role="status"], [aria-live]')).to.have.length(1);
  });

  it('reports progress on the row without rendering the list anew', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(await picture('a.png'));
    const request = await server.next();
    // Its picture and what is said of it come in their own time.
    await waitUntil(() => page.spoken !== '' && page.row('a.png').querySelector('.thumb img'));
    await page.rendered();
    let renders = 0;
    const { performUpdate } = page.element as unknown as { performUpdate(): void };
    Object.assign(page.element, {
      performUpdate() {
        renders += 1;
        performUpdate.call(page.element);
      },
    });
    for (const share of [0.1, 0.3, 0.7]) {
      request.progress(share);
      await page.rendered();
    }
    const bar = page.row('a.png').querySelector('[role="progressbar"]')!;
    expect(bar.getAttribute('aria-valuenow')).to.equal('70');
    expect(page.row('a.png').querySelector('.percent')!.textContent).to.contain('70');
    expect(renders).to.equal(0);
  });

  it('empties a list of thousands at once, and tells of each file in its turn', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    const head = await picture();
    const files = Array.from({ length: 1000 }, (_, at) => new File([head, String(at)], `photo-${at}.png`));
    const added = await page.element.addFiles(files);
    const told: string[] = [];
    page.element.addEventListener('imgpro-file-removed', ({ detail }) => {
      expect(page.element.files).to.have.length(0);
      told.push(detail.file.id);
    });
    page.element.clear();
    expect(page.element.files).to.have.length(0);
    await waitUntil(() => told.length >= 1000, 'not all were told of');
    expect(told).to.deep.equal(added.map(({ id }) => id));
  });

  it('keeps only the rows in sight in the page, and takes thousands quickly', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    const head = await picture();
    const files = Array.from({ length: 2000 }, (_, at) => new File([head, String(at)], `photo-${at}.png`));
    await page.element.addFiles(files);
    expect(page.element.files).to.have.length(2000);
    await waitUntil(() => page.rows[0]?.getAttribute('aria-setsize') === '2000', 'the list is not complete');
    expect(page.rows.length).to.be.within(5, 60);
    const list = page.root.querySelector('.list')!;
    list.scrollTop = list.scrollHeight;
    const last = () => page.rows.at(-1)!.querySelector('.name > :first-child')!.textContent;
    await waitUntil(() => last() === 'photo-1999.png', 'the end of the list did not come');
    expect(page.rows.at(-1)!.getAttribute('aria-posinset')).to.equal('2000');
  });

  it('repeats all that may get through, and leads to the first that failed', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures('a.png', 'b.png', 'c.png')));
    const [a, b, c] = await server.count(3);
    a!.respond(415, errorBody('unsupported_media_type'));
    b!.respond(403, errorBody('forbidden'));
    c!.respond(403, errorBody('forbidden'));
    await page.shows('failed', 'failed', 'failed');
    page.button('failed')!.click();
    await page.rendered();
    expect(page.root.activeElement).to.equal(page.button('another', page.row('a.png')));
    expect(page.button('retry-all')!.textContent!.trim()).to.equal('Try 2 again');
    page.button('retry-all')!.click();
    const requests = await server.count(5);
    expect(requests.slice(3).map(({ file }) => file!.name)).to.deep.equal(['b.png', 'c.png']);
    await page.shows('failed', 'uploading', 'uploading');
  });

  for (const view of ['list', 'grid'])
    it(`shows on a phone in full what went wrong, and leaves the other rows alone: ${view}`, async function () {
      if (!(await setViewport({ width: 360, height: 700 }))) this.skip();
      const page = await uploaderPage({ multiple: true, view });
      page.choose(...(await pictures('failed.png', 'fine.png')));
      const [failed, fine] = await server.count(2);
      await page.rendered();
      const heightOf = (row: HTMLElement) => row.getBoundingClientRect().height;
      const height = heightOf(page.row('fine.png'));
      failed!.respond(
        422,
        errorBody('validation_error', { message: 'The caption is wrong. '.repeat(9).trim() }),
      );
      fine!.store();
      await page.shows('failed', 'ready');
      const row = page.row('failed.png');
      const status = row.querySelector<HTMLElement>('.status')!;
      expect(status.textContent).to.contain('wrong');
      // Heights are fractions; browsers round the two apart by a pixel.
      expect(status.scrollHeight).to.be.at.most(status.clientHeight + 1);
      expect(status.getBoundingClientRect().bottom).to.be.at.most(row.getBoundingClientRect().bottom + 0.01);
      expect(heightOf(page.row('fine.png'))).to.be.closeTo(height, 0.01);
    });
});
