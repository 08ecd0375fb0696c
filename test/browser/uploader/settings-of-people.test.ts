import { expect, waitUntil } from '@open-wc/testing';
import { emulateMedia, setViewport, systemColour as colour } from '../../harness/emulation.ts';
import { faultsInEveryLanguage } from '../../harness/every-language.ts';
import { faultsOf, situations } from '../../harness/layout-faults.ts';
import { touchscreen } from '../../harness/touch.ts';
import {
  errorBody,
  FakeServer,
  impostor,
  picture,
  pictures,
  uploaderPage,
  type UploaderPage,
} from '../../harness/uploader.ts';

let server: FakeServer;
let sheet: CSSStyleSheet;
beforeEach(() => {
  server = new FakeServer();
  sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
});
afterEach(async () => {
  server.restore();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  await emulateMedia({});
  await setViewport({ width: 1280, height: 800 });
});

/** A list with a file at work, a stored one and a failed one, and one that was not added. */
async function busyPage(attributes: Record<string, string | boolean> = {}): Promise<UploaderPage> {
  const page = await uploaderPage({ multiple: true, ...attributes });
  const earlier = server.requests.length;
  page.choose(
    ...(await pictures(
      'stored.png',
      'failed.png',
      'a picture with a name that is far too long for a row.png',
    )),
    impostor('notes.jpg'),
  );
  await page.told('imgpro-files-added');
  page.element.upload(); // with fields, they wait for that
  const [stored, failed, sending] = (await server.count(earlier + 3)).slice(earlier);
  stored!.store();
  failed!.respond(403, errorBody('quota_exceeded'));
  await page.shows('ready', 'failed', 'uploading');
  sending!.progress(0.4);
  await page.rendered();
  return page;
}

const uploaders: Record<string, Record<string, string | boolean>> = {
  'a list': { sources: 'file drop paste url folder camera' },
  tiles: { view: 'grid' },
  'a list with fields': { fields: 'caption alt_text' },
};

for (const [situation, { css, ...size }] of Object.entries(situations))
  describe(`an uploader ${situation}`, () => {
    beforeEach(async function () {
      if (!(await setViewport(size))) this.skip();
      sheet.replaceSync(css);
    });

    for (const [what, attributes] of Object.entries(uploaders))
      it(`shows ${what} whole: nothing is cut, covered or beside the page`, async () => {
        const page = await busyPage(attributes);
        expect(faultsOf(page.root, '.over, .thumb', '.base')).to.deep.equal([]);
        page.button('link')?.click();
        await page.rendered();
        expect(faultsOf(page.root, '.over, .thumb', '.base')).to.deep.equal([]);
      });

    it('shows the empty panel whole, and the dialog', async () => {
      const empty = await uploaderPage({ multiple: true, sources: 'file drop paste url folder camera' });
      expect(faultsOf(empty.root, '.over, .thumb', '.base')).to.deep.equal([]);
      const page = await busyPage({ variant: 'dialog', sources: 'file drop url folder camera' });
      page.element.browse();
      await page.rendered();
      expect(faultsOf(page.root, '.over, .thumb', '.base')).to.deep.equal([]);
      const sheetOf = page.root.querySelector<HTMLElement>('.sheet')!;
      const done = sheetOf.querySelector<HTMLElement>('footer button')!;
      done.focus(); // as Tab does
      await page.rendered();
      expect(done.getBoundingClientRect().bottom, 'it is scrolled to').to.be.at.most(innerHeight);
    });
  });

describe('an uploader in every language, on a narrow page', () => {
  beforeEach(async function () {
    if (!(await setViewport({ width: 320, height: 700 }))) this.skip();
  });

  for (const [what, attributes] of Object.entries(uploaders))
    it(`shows ${what} whole: no word is cut, covered or beside the page`, async () => {
      const page = await busyPage(attributes);
      page.button('link')?.click();
      await page.rendered();
      const faults = () => faultsOf(page.root, '.over, .thumb', '.base');
      expect(await faultsInEveryLanguage(() => page.rendered(), faults)).to.deep.equal([]);
    });

  it('shows the empty panel whole', async () => {
    const page = await uploaderPage({ multiple: true, sources: 'file drop paste url folder camera' });
    const faults = () => faultsOf(page.root, '.over, .thumb', '.base');
    expect(await faultsInEveryLanguage(() => page.rendered(), faults)).to.deep.equal([]);
  });
});

/** Faults of the button that helps a failed file: no words, or not all of them in it, beside its row, too small, covered. */
function faultsOfRemedies(page: UploaderPage, least: number): string[] {
  const boxOf = (element: Element) => element.getBoundingClientRect();
  const isWithin = (inner: DOMRect, outer: DOMRect) =>
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1 &&
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1;
  const faults: string[] = [];
  for (const row of page.rows) {
    const button = row.querySelector<HTMLElement>('.remedy')!;
    const words = button.querySelector<HTMLElement>('.words')!;
    const text = words.innerText;
    const box = boxOf(button);
    if (boxOf(words).width < 10) faults.push(`no words: ${text}`);
    if (!isWithin(boxOf(words), box)) faults.push(`words beside their button: ${text}`);
    if (!isWithin(box, boxOf(row))) faults.push(`beside its row: ${text}`);
    if (box.height < least || box.width < least) faults.push(`too small: ${text}`);
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const edges = [
      [x, box.top + 2],
      [x, box.bottom - 2],
      [box.left + 4, y],
      [box.right - 4, y],
    ] as const;
    for (const [left, top] of edges)
      if (!button.contains(page.root.elementFromPoint(left, top))) faults.push(`covered: ${text}`);
  }
  return faults;
}

for (const pointer of ['a mouse', 'a finger'] as const)
  describe(`failed files in every language, where it is narrow, with ${pointer}`, () => {
    afterEach(() => touchscreen(false));

    // Tiles are as narrow as they get where the second one in a row has just found room.
    for (const [what, width] of [
      ['a list', 280],
      ['tiles', 328],
      ['a list with fields', 280],
    ] as const)
      it(`says in ${what} in words what helps, each on a button of its own`, async function () {
        this.timeout(20_000);
        if (!(await setViewport({ width, height: 1400 }))) this.skip();
        if (pointer === 'a finger' && !(await touchscreen(true))) this.skip();
        const page = await uploaderPage({ multiple: true, concurrency: '4', ...uploaders[what] });
        page.element.style.setProperty('--imgpro-list-size', '100rem');
        page.choose(...(await pictures('again.png', 'large.png', 'unreadable.png', 'uncertain.png')));
        await page.told('imgpro-files-added');
        page.element.upload();
        const codes = ['quota_exceeded', 'file_too_large', 'file_unreadable', 'upload_uncertain'];
        const requests = await server.count(codes.length);
        for (const [at, code] of codes.entries()) requests[at]!.respond(422, errorBody(code));
        await page.shows('failed', 'failed', 'failed', 'failed');
        const offered = page.rows.map((row) => row.querySelector<HTMLElement>('.remedy')?.dataset['action']);
        expect(offered).to.deep.equal(['retry', 'another', 'again', 'upload-again']);
        const isCoarse = matchMedia('(pointer: coarse)').matches;
        expect(isCoarse).to.equal(pointer === 'a finger');
        const faults = () => [
          ...faultsOf(page.root, '.over, .thumb', '.base'),
          ...faultsOfRemedies(page, isCoarse ? 44 : 24),
        ];
        expect(await faultsInEveryLanguage(() => page.rendered(), faults)).to.deep.equal([]);
      });
  });

describe('a notice, with a finger', () => {
  afterEach(() => touchscreen(false));

  it('has its text in line with its sign and the button that closes it', async function () {
    if (!(await touchscreen(true))) this.skip();
    const page = await uploaderPage({ multiple: true });
    page.choose(impostor('notes.jpg'));
    await waitUntil(() => page.root.querySelector('.notice'), 'there is no notice');
    const middles = ['.icon', '.words', '.icon-button'].map((part) => {
      const { top, bottom } = page.root.querySelector(`.notice > ${part}`)!.getBoundingClientRect();
      return (top + bottom) / 2;
    });
    expect(Math.max(...middles) - Math.min(...middles), middles.join()).to.be.below(3);
  });
});

describe('the ways in, on a narrow page', () => {
  const ways = (page: UploaderPage) =>
    ['browse', 'camera', 'folder', 'link'].map((action) => page.button(action)!.getBoundingClientRect());

  for (const width of [280, 320, 360])
    it(`stand in order, at ${width} pixels: the first, and the others side by side below it`, async function () {
      if (!(await setViewport({ width, height: 700 }))) return this.skip();
      const page = await uploaderPage({ multiple: true, sources: 'file folder drop paste url camera' });
      const [first, ...others] = ways(page);
      expect(new Set(others.map(({ top }) => top)).size, 'lines').to.equal(1);
      expect(first!.bottom).to.be.below(others[0]!.top);
      expect(Math.abs(first!.left - others[0]!.left) + Math.abs(first!.right - others[2]!.right)).to.be.below(
        2,
      );
    });

  for (const width of [280, 320, 360])
    it(`stand in one line above a list, from one end to the other, at ${width} pixels`, async function () {
      if (!(await setViewport({ width, height: 700 }))) return this.skip();
      const page = await uploaderPage({
        ...{ multiple: true, manual: true },
        sources: 'file folder drop paste url camera',
      });
      page.choose(...(await pictures('a.png', 'b.png')));
      await page.shows('queued', 'queued');
      const middles = ways(page).map(({ top, bottom }) => Math.round((top + bottom) / 2));
      expect(new Set(middles).size, 'lines').to.equal(1);
      const clear = page.button('clear')!.getBoundingClientRect();
      expect(Math.abs(clear.right - ways(page)[3]!.right), 'their end').to.be.below(2);
      const upload = page.button('upload')!.getBoundingClientRect();
      expect(Math.abs(upload.left - ways(page)[0]!.left), 'their start').to.be.below(2);
    });
});

describe('an uploader in forced colours', () => {
  const styleOf = (page: UploaderPage, selector: string) =>
    getComputedStyle(page.root.querySelector(selector)!);

  for (const colorScheme of ['light', 'dark'] as const)
    describe(colorScheme, () => {
      beforeEach(async function () {
        if (!(await emulateMedia({ colorScheme, forcedColors: 'active' }))) this.skip();
      });

      it('shows how far files are, in the colours of the person', async () => {
        const page = await busyPage();
        const isThere = () => styleOf(page, '.bar.total span').backgroundColor === colour('Highlight');
        await waitUntil(isThere, 'the bar has no colour of the person');
        expect(styleOf(page, '.bar.total').borderTopColor).to.equal(colour('CanvasText'));
        expect(page.root.querySelector<HTMLElement>('.bar.total')!.clientHeight).to.be.at.least(4);
        page.element.pause();
        await page.rendered();
        const { backgroundColor } = styleOf(page, '.bar.total span');
        expect(backgroundColor).not.to.equal(colour('Canvas'));
      });

      it('draws marks and icons of states so that they can be told from what is below', async () => {
        const page = await busyPage();
        await waitUntil(() => styleOf(page, '.badge').backgroundColor === colour('CanvasText'));
        for (const badge of page.root.querySelectorAll('.badge')) {
          const { backgroundColor, color } = getComputedStyle(badge);
          expect([backgroundColor, color]).to.deep.equal([colour('CanvasText'), colour('Canvas')]);
          expect(getComputedStyle(badge.querySelector('.icon')!).stroke).to.equal(colour('Canvas'));
        }
        const icons = [...page.root.querySelectorAll('.notice > .icon, .summary .icon')];
        expect(icons.length).to.be.greaterThan(0);
        for (const icon of icons) expect(getComputedStyle(icon).stroke).to.equal(colour('CanvasText'));
      });

      it('covers what is below while files are dragged over it', async () => {
        const page = await uploaderPage({ multiple: true });
        await waitUntil(() => styleOf(page, '.over').outlineStyle === 'solid', 'no line around it');
        page.drag('dragenter', await picture());
        await waitUntil(() => styleOf(page, '.over').opacity === '1');
        const { backgroundColor, outlineColor, color } = styleOf(page, '.over');
        expect([backgroundColor, outlineColor, color]).to.deep.equal([
          colour('Canvas'),
          colour('Highlight'),
          colour('CanvasText'),
        ]);
      });

      it('looks disabled where it is', async () => {
        const page = await uploaderPage({ multiple: true, disabled: true });
        await waitUntil(() => styleOf(page, '.base').borderTopColor === colour('GrayText'));
        const { backgroundColor, color, opacity } = styleOf(page, '[data-action="browse"]');
        expect([backgroundColor, color, opacity]).to.deep.equal([colour('Canvas'), colour('GrayText'), '1']);
        expect(styleOf(page, '.label').color).to.equal(colour('GrayText'));
      });

      it('shows where the focus is, also on a button that is filled with colour', async () => {
        const page = await uploaderPage({ multiple: true });
        page.element.focus({ focusVisible: true } as FocusOptions);
        const { outlineColor, outlineStyle } = styleOf(page, '[data-action="browse"]');
        expect([outlineColor, outlineStyle]).to.deep.equal([colour('Highlight'), 'solid']);
      });
    });
});

describe('an uploader for a person who wants less motion', () => {
  it('runs no animation, whatever it does', async function () {
    if (!(await emulateMedia({ reducedMotion: 'reduce' }))) return this.skip();
    for (const view of ['list', 'grid']) {
      const page = await busyPage({ view });
      server.requests.at(-1)!.progress(1); // all is sent, and the answer is yet to come
      const endless = () => page.root.querySelector('.bar[data-endless]');
      await waitUntil(endless, 'no bar waits', { timeout: 3000 });
      await waitUntil(() => getComputedStyle(endless()!.firstElementChild!).animationName === 'none');
      const running = page.root
        .getAnimations()
        .filter(({ effect }) => Number(effect!.getComputedTiming().activeDuration) > 1);
      expect(running.map((one) => (one as CSSAnimation).animationName)).to.deep.equal([]);
    }
  });
});
