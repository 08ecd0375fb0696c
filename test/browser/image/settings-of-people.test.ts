import { expect, fixture, html } from '@open-wc/testing';
import type { Image } from '../../../src/api/index.ts';
import '../../../src/define/image.ts';
import { emulateMedia, setViewport, systemColour } from '../../harness/emulation.ts';
import { apiUrl, ImageHarness, storedImage } from '../../harness/image.ts';
import { faultsInEveryLanguage } from '../../harness/every-language.ts';
import { faultsOf, situations } from '../../harness/layout-faults.ts';

let sheet: CSSStyleSheet;
let image: Image;
before(async () => {
  image = await storedImage();
});
beforeEach(() => {
  sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
});
afterEach(async () => {
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  await emulateMedia({});
  await setViewport({ width: 1280, height: 800 });
});

type State = 'ready' | 'processing' | 'failed' | 'blocked' | 'nsfw' | 'missing';

/** An image of its own in each state, as far as an object can say so. */
const inState = (state: State): Partial<Image> =>
  ({
    ready: image,
    processing: { ...image, status: 'processing' as const },
    failed: { ...image, status: 'failed' as const, failure_reason: 'It is no picture at all.' },
    blocked: { ...image, blocked: true, block_reason: 'dmca' },
    nsfw: { ...image, nsfw: true },
    missing: image,
  })[state];

async function shown(state: State): Promise<ImageHarness> {
  const element = document.createElement('imgpro-image');
  Object.assign(element, {
    alt: 'A ridge',
    showCaption: true,
    zoomable: true,
    actions: 'download copy-link',
  });
  element.apiUrl = apiUrl;
  if (state === 'missing') element.imageId = 'nowhere1';
  else element.image = inState(state) as Image;
  const harness = new ImageHarness(element);
  (await fixture<HTMLElement>(html`<div></div>`)).append(element);
  await harness.becomes(state);
  return harness;
}

const STATES = ['ready', 'processing', 'failed', 'blocked', 'nsfw', 'missing'] as const;
/** Tools and cards lie upon the picture. */
const ON_PURPOSE = '.tools';

for (const [situation, { css, ...size }] of Object.entries(situations))
  describe(`an image ${situation}`, () => {
    beforeEach(async function () {
      if (!(await setViewport(size))) this.skip();
      sheet.replaceSync(css);
    });

    for (const state of STATES)
      it(`is shown whole when it is ${state}: no word is cut, and nothing beside the page`, async () => {
        const { element } = await shown(state);
        await element.updateComplete;
        expect(faultsOf(element.shadowRoot!, ON_PURPOSE)).to.deep.equal([]);
        const box = element.getBoundingClientRect();
        for (const each of element.shadowRoot!.querySelectorAll<HTMLElement>('button, a')) {
          if (!each.checkVisibility()) continue;
          const { left, right, top, bottom } = each.getBoundingClientRect();
          const isWithin =
            left >= box.left - 1 && right <= box.right + 1 && top >= box.top - 1 && bottom <= box.bottom + 1;
          expect(isWithin, `${each.textContent} is within the image`).to.equal(true);
        }
      });
  });

describe('an image in every language, on a narrow page', () => {
  beforeEach(async function () {
    if (!(await setViewport({ width: 320, height: 700 }))) this.skip();
  });

  for (const state of STATES)
    it(`is shown whole when it is ${state}`, async () => {
      const { element } = await shown(state);
      const faults = () => faultsOf(element.shadowRoot!, ON_PURPOSE);
      expect(await faultsInEveryLanguage(() => element.updateComplete, faults)).to.deep.equal([]);
    });
});

describe('an image in forced colours', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const state of ['processing', 'failed', 'blocked', 'nsfw', 'missing'] as const)
      it(`has a card that can be told from the page when it is ${state}: ${colorScheme}`, async function () {
        if (!(await emulateMedia({ colorScheme, forcedColors: 'active' }))) return this.skip();
        const { element } = await shown(state);
        const panel = element.shadowRoot!.querySelector('.panel')!;
        const { borderTopColor, borderTopStyle } = getComputedStyle(panel);
        expect([borderTopColor, borderTopStyle]).to.deep.equal([systemColour('CanvasText'), 'solid']);
        for (const icon of panel.querySelectorAll('.icon'))
          expect(getComputedStyle(icon).stroke).to.equal(systemColour('CanvasText'));
        const title = getComputedStyle(panel.querySelector('.title')!);
        expect(title.color).to.equal(systemColour('CanvasText'));
      });
});
