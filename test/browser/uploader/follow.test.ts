// Uploads while they go, and when they fail: speed and time left, what failed in sight, rows that are not tall.
import { expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import de from '../../../src/locales/de.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import { emulateMedia, setViewport } from '../../harness/emulation.ts';
import { errorBody, FakeServer, pictures, uploaderPage, type UploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(async () => {
  fixtureCleanup();
  server.restore();
  await emulateMedia({});
  await setViewport({ width: 1280, height: 800 });
});

const names = (count: number) => Array.from({ length: count }, (_, at) => `${at}.png`);
const list = (page: UploaderPage) => page.root.querySelector<HTMLElement>('.list')!;

/** Whether a row is seen as a whole within the list. */
function isSeen(page: UploaderPage, name: string): boolean {
  const row = page.row(name).getBoundingClientRect();
  const box = list(page).getBoundingClientRect();
  return row.top >= box.top - 1 && row.bottom <= box.bottom + 1;
}

async function sending(count: number): Promise<UploaderPage> {
  const page = await uploaderPage({ multiple: true, concurrency: String(count) });
  page.element.style.setProperty('--imgpro-list-size', '120px');
  page.choose(...(await pictures(...names(count))));
  await server.count(count);
  await page.rendered();
  return page;
}

describe('a file that fails in <imgpro-uploader>', () => {
  const refuse = async (at: number) => {
    const requests = await server.count(at + 1);
    requests[at]!.respond(422, errorBody('image_blocked'));
  };

  it('comes into sight, once for those that fail together; neither the page nor the focus moves', async () => {
    const page = await sending(6);
    const before = window.scrollY;
    await refuse(5);
    await waitUntil(() => isSeen(page, '5.png') && list(page).scrollTop > 0, 'it is not seen');
    expect(window.scrollY).to.equal(before);
    expect(page.root.activeElement).to.equal(null);
    list(page).scrollTop = 0;
    await refuse(4);
    await waitUntil(() => page.statuses[4] === 'failed');
    await page.rendered();
    expect(list(page).scrollTop).to.equal(0);
  });

  it('leaves a person alone who is at work in the list', async () => {
    const page = await sending(6);
    page.button('remove', page.row('0.png'))!.focus();
    await refuse(5);
    await waitUntil(() => page.row('5.png').dataset['status'] === 'failed');
    await page.rendered();
    await page.rendered();
    expect(list(page).scrollTop).to.equal(0);
  });
});

describe('a row of <imgpro-uploader>', () => {
  for (const width of [320, 768])
    it(`is 56 pixels high at most while nothing is wrong, at ${width} pixels`, async function () {
      await setViewport({ width, height: 700 });
      if (matchMedia('(pointer: coarse)').matches) return this.skip();
      const page = await uploaderPage({ multiple: true });
      page.choose(...(await pictures('a.png', 'b.png', 'c.png')));
      const [first, second] = await server.count(3);
      first!.store();
      second!.progress(0.5);
      await page.shows('ready', 'uploading', 'uploading');
      for (const row of page.rows) expect(row.offsetHeight).to.be.at.most(56);
      const ready = page.row('a.png').querySelector('.status')!;
      expect(ready.textContent!.trim().replace(/\s+/g, ' ')).to.match(/8 × 6 · Uploaded$/);
    });
});

describe('a row of a wide <imgpro-uploader> where texts are written', () => {
  it('is no higher when its file fails for a reason of one line, and has its buttons in the middle', async () => {
    const page = await uploaderPage({ multiple: true, retries: '0', fields: 'caption' });
    page.choose(...(await pictures('a.png', 'b.png')));
    await page.told('imgpro-files-added');
    page.element.upload();
    for (const [at, request] of (await server.count(2)).entries())
      request.respond(at ? 403 : 500, errorBody(at ? 'quota_exceeded' : 'internal_error'));
    await page.shows('failed', 'failed');
    await waitUntil(() => page.row('a.png').querySelector<HTMLElement>('.thumb')!.offsetWidth === 44);
    expect(page.rows.map(({ offsetHeight }) => offsetHeight)).to.deep.equal([56, 56]);
    for (const row of page.rows) {
      const middle = (part: Element) => part.getBoundingClientRect().top + part.clientHeight / 2;
      for (const button of row.querySelectorAll('[part="actions"] button'))
        expect(Math.abs(middle(button) - middle(row)), button.ariaLabel!).to.be.below(3);
    }
  });
});

describe('a narrow <imgpro-uploader>', () => {
  const NAME = 'failed-because-of-this-failed-x.png';

  it('gives an error the width below the name and the buttons', async () => {
    await setViewport({ width: 320, height: 700 });
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures(NAME, 'b.png')));
    const [first] = await server.count(2);
    first!.respond(422, errorBody('image_blocked'));
    await page.shows('failed', 'uploading');
    const row = page.row(NAME);
    const status = row.querySelector('.status')!.getBoundingClientRect();
    expect(status.width).to.be.above(200);
    expect(status.top).to.be.at.least(row.querySelector('.actions')!.getBoundingClientRect().bottom - 1);
  });

  it('says how many are chosen, and cuts no name at its start', async () => {
    await setViewport({ width: 280, height: 700 });
    const page = await uploaderPage({ multiple: true, manual: true, editor: true });
    page.choose(...(await pictures(NAME, 'b.png')));
    await page.shows('queued', 'queued');
    await waitUntil(() => page.button('edit', page.row(NAME)), 'it offers no editor');
    expect(page.button('upload')!.innerText.trim()).to.equal('Upload 2 images');
    const name = page.row(NAME).querySelector('.name')!;
    const [stem, tail] = ['.stem', '.tail'].map((part) => name.querySelector(part)!.getBoundingClientRect());
    expect(stem!.width).to.be.above(30);
    expect(stem!.left).to.be.at.least(name.getBoundingClientRect().left - 1);
    expect(tail!.left).to.be.at.least(stem!.right - 1);
  });

  it('keeps a name close to its error, and no empty line below, where a text may be written', async () => {
    await setViewport({ width: 360, height: 700 });
    const page = await uploaderPage({ multiple: true, retries: '0', fields: 'caption alt_text' });
    page.choose(...(await pictures(NAME, 'b.png')));
    await page.told('imgpro-files-added');
    page.element.upload();
    const [first] = await server.count(2);
    first!.respond(500, errorBody('internal_error'));
    await page.shows('failed', 'uploading');
    const row = page.row(NAME);
    const boxOf = (part: string) => row.querySelector(part)!.getBoundingClientRect();
    await waitUntil(() => boxOf('.thumb').width === 44, 'its styles are missing');
    expect(boxOf('.status').top - boxOf('.name').bottom, 'between').to.be.below(10);
    expect(row.querySelector('.said')?.textContent, 'nothing can be written').to.equal('');
    expect(row.getBoundingClientRect().bottom - boxOf('.remedy').bottom, 'below').to.be.below(10);
  });

  it('offers help on a line of its own, and takes a row no higher than it was once that is taken', async () => {
    await setViewport({ width: 320, height: 700 });
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures(NAME, 'b.png')));
    const [first] = await server.count(2);
    const height = page.row(NAME).offsetHeight;
    first!.respond(422, errorBody('quota_exceeded'));
    await page.shows('failed', 'uploading');
    const remedy = page.button('retry', page.row(NAME))!;
    const status = page.row(NAME).querySelector('.status')!;
    expect(remedy.innerText.trim()).to.equal('Try again');
    expect(remedy.getBoundingClientRect().top).to.be.at.least(status.getBoundingClientRect().bottom);
    remedy.click();
    await page.shows('uploading', 'uploading');
    expect(page.row(NAME).offsetHeight).to.equal(height);
  });

  it('offers in words to try all again', async () => {
    await setViewport({ width: 320, height: 700 });
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures(NAME, 'b.png')));
    for (const request of await server.count(2)) request.respond(422, errorBody('quota_exceeded'));
    await page.shows('failed', 'failed');
    expect(page.button('retry-all')!.innerText.trim()).to.equal('Try 2 again');
  });

  it('leaves no empty line in a tile where a text is written', async () => {
    const page = await uploaderPage({ multiple: true, manual: true, view: 'grid', fields: 'caption' });
    page.choose(...(await pictures('a.png', 'b.png')));
    await page.shows('queued', 'queued');
    await waitUntil(() => page.button('write'), 'there is no line');
    const status = page.row('a.png').querySelector<HTMLElement>('.status')!;
    expect(status.offsetHeight).to.be.below(parseFloat(getComputedStyle(status).lineHeight) * 1.5);
  });

  it('has rows with a text of one height while a file is sent, waits to be tried again, and is stored', async () => {
    await setViewport({ width: 360, height: 700 });
    const page = await uploaderPage({ multiple: true, fields: 'caption', retries: '2' });
    page.choose(...(await pictures('a.png', 'b.png')));
    await page.told('imgpro-files-added');
    await waitUntil(() => page.row('a.png')?.querySelector('.said'), 'there is no line');
    const row = page.row('a.png');
    const status = row.querySelector<HTMLElement>('.status')!;
    const heights = [row.offsetHeight];
    page.element.upload();
    const [first] = await server.count(2);
    heights.push(row.offsetHeight);
    first!.respond(503, errorBody('service_unavailable'), { 'Retry-After': '40' });
    await waitUntil(() => /Trying again in \d+ seconds\.$/.test(status.innerText.trim()), status.innerText);
    heights.push(row.offsetHeight);
    expect(new Set(heights).size, heights.join()).to.equal(1);
    expect(status.scrollHeight, 'the wait is cut').to.be.at.most(status.clientHeight + 1);
    const [name, line] = ['.name', '.fields'].map((part) => row.querySelector(part)!.getBoundingClientRect());
    expect(name!.top).to.be.at.least(row.getBoundingClientRect().top);
    expect(line!.bottom).to.be.at.most(row.getBoundingClientRect().bottom);
  });

  it('has a bar of one height from the choice to the end, with the time left on a line of its own', async () => {
    await setViewport({ width: 360, height: 700 });
    const page = await uploaderPage({ multiple: true, manual: true });
    page.choose(...(await pictures('a.png', 'b.png', 'c.png')));
    await page.shows('queued', 'queued', 'queued');
    const zone = page.root.querySelector<HTMLElement>('.zone')!;
    const heights = [zone.offsetHeight];
    expect(page.button('upload')!.innerText.trim()).to.equal('Upload 3 images');
    page.element.upload();
    const [first, ...others] = await server.count(3);
    heights.push(zone.offsetHeight);
    first!.respond(422, errorBody('image_blocked')); // which fetches the styles, too
    await page.shows('failed', 'uploading', 'uploading');
    const pace = page.root.querySelector('.summary .pace')!;
    await waitUntil(() => getComputedStyle(pace).display === 'block', 'its styles are missing');
    const words = ['speed', 'left'].map((className) =>
      Object.assign(document.createElement('span'), { className, textContent: '10 seconds left' }),
    );
    pace.replaceChildren(...words);
    expect(words[0]!.checkVisibility(), 'the speed').to.equal(false);
    expect(getComputedStyle(words[1]!, '::before').content, 'a line begins with a dot').to.equal('none');
    heights.push(zone.offsetHeight);
    page.button('remove', page.row('a.png'))!.click();
    for (const request of others) request.store();
    await page.shows('ready', 'ready');
    heights.push(zone.offsetHeight);
    expect(new Set(heights).size, heights.join()).to.equal(1);
  });

  it('leaves the room to a text that is written, unless another one is needed', async () => {
    await setViewport({ width: 360, height: 700 });
    for (const [fields, isAsked] of [
      ['caption alt_text', false],
      ['caption alt_text*', true],
    ] as const) {
      const page = await uploaderPage({ multiple: true, manual: true, fields });
      page.choose(...(await pictures('a.png', 'b.png')));
      await waitUntil(() => page.button('write'), 'there is no line');
      page.button('write')!.click();
      await waitUntil(() => page.root.querySelector('textarea'), 'there is no field');
      const area = page.root.querySelector('textarea')!;
      area.value = 'Morning at the old lighthouse';
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
      page.button('written')!.click();
      await waitUntil(() => page.row('a.png').querySelector('.said .text'), 'it is not written');
      const prompt = page.row('a.png').querySelector<HTMLElement>('.prompt')!;
      expect(prompt.checkVisibility(), fields).to.equal(isAsked);
    }
  });

  it('says in German until when an image is kept', async () => {
    await setViewport({ width: 280, height: 700 });
    registerLocale(de);
    document.documentElement.lang = 'de';
    for (const fields of ['', 'caption']) {
      const page = await uploaderPage({ multiple: true, fields });
      page.choose(...(await pictures('a.png', 'b.png')));
      await page.told('imgpro-files-added');
      page.element.upload();
      const times = { created_at: '2031-01-01T00:00:00Z', expires_at: '2031-12-30T12:00:00Z' };
      const life = { ...times, width: 4000, height: 3000 };
      for (const [at, request] of (await server.count(2)).entries()) request.store(`img${at}`, life);
      await page.shows('ready', 'ready');
      const status = page.row('a.png').querySelector<HTMLElement>('.status')!;
      await waitUntil(() => /bleibt bis 30\.\sDez\.$/.test(status.innerText.trim()), status.innerText);
      expect(status.scrollHeight).to.be.at.most(status.clientHeight + 1);
      fixtureCleanup();
      server.restore();
      server = new FakeServer();
    }
    document.documentElement.lang = 'en';
  });

  it('does not cut the time left of a file in a row with a text', async () => {
    await setViewport({ width: 320, height: 700 });
    const page = await uploaderPage({ multiple: true, fields: 'caption' });
    page.choose(...(await pictures('a.png', 'b.png')));
    await page.told('imgpro-files-added');
    page.element.upload();
    const [first, second] = await server.count(2);
    first!.respond(422, errorBody('image_blocked')); // which fetches the styles, too
    second!.progress(0.55);
    await page.shows('failed', 'uploading');
    const left = Object.assign(document.createElement('span'), { className: 'left' });
    left.textContent = ' · 55 seconds left';
    page.row('b.png').querySelector('.pace')!.append(left);
    const status = page.row('b.png').querySelector('.status')!;
    expect(status.scrollHeight).to.be.at.most(status.clientHeight + 1);
  });
});

/** The words of a pace, with the sign that its styles put between them. */
const paceOf = (place: Element): string =>
  [...place.querySelectorAll('.pace > *')].map(({ textContent }) => textContent).join(' · ');

describe('uploads that take a while', () => {
  it('tell speed and time left, of all and of a large file, and stop telling when they are over', async function () {
    this.timeout(15_000);
    const page = await uploaderPage({ multiple: true });
    const [small] = await pictures('large.png');
    const large = new File([small!, new Uint8Array(10e6)], 'large.png', { type: 'image/png' });
    page.choose(large, ...(await pictures('small.png')));
    const requests = await server.count(2);
    const request = requests.find(({ file }) => file!.name === 'large.png');
    requests.find((one) => one !== request)!.store();
    let share = 0;
    const line = setInterval(() => request!.progress((share += 0.005)), 100); // half a megabyte a second
    try {
      const pace = (row: Element) => paceOf(row);
      const summary = () => pace(page.root.querySelector('.summary')!);
      await waitUntil(
        () => /MB\/s · \d+ seconds left$|kB\/s · \d+ seconds left$/.test(summary()),
        summary(),
        {
          timeout: 10_000,
        },
      );
      await waitUntil(() => /B\/s · \d+ seconds left$/.test(pace(page.row('large.png'))), 'of none', {
        timeout: 4000,
      });
      expect(page.spoken).not.to.contain('left');
      page.element.pause();
      await waitUntil(() => summary() === '', 'it tells a pace of what is paused', { timeout: 3000 });
    } finally {
      clearInterval(line);
    }
  });

  it('tell it also where little is sent over a slow line', async function () {
    this.timeout(15_000);
    const page = await uploaderPage({ multiple: true });
    const [small] = await pictures('small.png');
    page.choose(new File([small!, new Uint8Array(9e5)], 'small.png', { type: 'image/png' }));
    const request = await server.next();
    let share = 0;
    const line = setInterval(() => request.progress((share += 0.002)), 100); // 18 kB a second
    try {
      const summary = () => paceOf(page.root.querySelector('.summary')!);
      await waitUntil(() => /kB\/s · \d+ seconds left$/.test(summary()), 'it tells nothing', {
        timeout: 10_000,
      });
    } finally {
      clearInterval(line);
    }
  });
});
