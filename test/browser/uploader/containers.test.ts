import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ImgproUploader } from '../../../src/elements/uploader/imgpro-uploader.ts';
import { nextFrame } from '../../../src/elements/uploader/list/frames.ts';
import { emulateMedia } from '../../harness/emulation.ts';
import { API, FakeServer, picture, pictures, UploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => server.restore());

/** An uploader in a container of the page. */
async function within(
  container: Element | ShadowRoot,
  attributes: Record<string, string> = {},
): Promise<UploaderPage> {
  const element = document.createElement('imgpro-uploader');
  for (const [name, value] of Object.entries({ 'api-url': API, multiple: '', manual: '', ...attributes }))
    element.setAttribute(name, value);
  container.append(element);
  await element.updateComplete;
  return new UploaderPage(element);
}

/** Many files of one picture, each with bytes of its own. */
async function many(count: number): Promise<File[]> {
  const head = await picture();
  return Array.from({ length: count }, (_, at) => new File([head, String(at)], `photo-${at}.png`));
}

const frames = () => new Promise<void>((resolve) => nextFrame(() => nextFrame(resolve)));

/** Whether rows fill all of the list that is seen, without a gap. */
function isFull(page: UploaderPage): boolean {
  const list = page.root.querySelector('.list')?.getBoundingClientRect();
  if (!list || list.height === 0) return false;
  const boxes = page.rows.map((row) => row.getBoundingClientRect()).sort((a, b) => a.top - b.top);
  let filled = list.top;
  // Tiles have a gap between them.
  for (const { top, bottom } of boxes) if (top <= filled + 20) filled = Math.max(filled, bottom);
  return filled >= list.bottom - 20;
}

const last = (page: UploaderPage) => page.rows.at(-1)?.querySelector('.name > :first-child')?.textContent;

/** A list of thousands is right at its start, in its middle, and up to its last row. */
async function isRightThroughout(page: UploaderPage, count: number): Promise<void> {
  const list = page.root.querySelector<HTMLElement>('.list')!;
  for (const share of [0, 0.2, 0.5, 0.8]) {
    list.scrollTop = list.scrollHeight * share;
    await waitUntil(() => isFull(page), `rows are missing at ${share * 100} %`, { timeout: 3000 });
  }
  const toEnd = () => {
    list.scrollTop = list.scrollHeight;
    return last(page) === `photo-${count - 1}.png`;
  };
  await waitUntil(toEnd, 'the end is not reached', { timeout: 3000 });
  await waitUntil(() => {
    const row = page.rows.at(-1)!.getBoundingClientRect();
    const box = list.getBoundingClientRect();
    return row.bottom <= box.bottom + 2 && row.bottom > box.top;
  }, 'the last row is not reached');
}

/** A container that hides what is in it at first. */
interface Hidden {
  element: HTMLElement;
  show(): void;
  hide(): void;
}

const containers: Record<string, () => Promise<Hidden>> = {
  'a closed dialog': async () => {
    const element = await fixture<HTMLDialogElement>(html`<dialog></dialog>`);
    return { element, show: () => element.show(), hide: () => element.close() };
  },
  'a modal dialog': async () => {
    const element = await fixture<HTMLDialogElement>(html`<dialog></dialog>`);
    return { element, show: () => element.showModal(), hide: () => element.close() };
  },
  'a closed details': async () => {
    const element = await fixture<HTMLDetailsElement>(html`<details><summary>More</summary></details>`);
    return { element, show: () => (element.open = true), hide: () => (element.open = false) };
  },
  'a hidden section': async () => {
    const element = await fixture<HTMLElement>(html`<section hidden></section>`);
    return { element, show: () => (element.hidden = false), hide: () => (element.hidden = true) };
  },
  'a tab without content-visibility': async () => {
    const element = await fixture<HTMLElement>(html`<section></section>`);
    const set = (value: string) => element.style.setProperty('content-visibility', value);
    set('hidden');
    return { element, show: () => set('visible'), hide: () => set('hidden') };
  },
  'a popover': async () => {
    const element = await fixture<HTMLElement>(html`<div popover></div>`);
    return { element, show: () => element.showPopover(), hide: () => element.hidePopover() };
  },
};

for (const [name, make] of Object.entries(containers))
  describe(`an uploader in ${name} that is opened later`, () => {
    it('has its list and its pictures then', async () => {
      const container = await make();
      const page = await within(container.element);
      await page.element.addFiles(await pictures('a.png', 'b.png'));
      container.show();
      const pictured = () => page.rows.filter((row) => row.querySelector('.thumb img'));
      await waitUntil(() => pictured().length === 2, 'no previews', { timeout: 4000 });
      expect(page.rows[0]!.offsetHeight).to.be.greaterThan(40);
    });

    it('has a long list right: filled while it was hidden, and hidden and shown again', async function () {
      this.timeout(20_000);
      const container = await make();
      const page = await within(container.element);
      await page.element.addFiles(await many(1500));
      container.show();
      await waitUntil(() => isFull(page), 'rows are missing when it is shown', { timeout: 4000 });
      await isRightThroughout(page, 1500);
      container.hide();
      await frames();
      page.element.requestUpdate(); // as a change of any file does
      await page.element.updateComplete;
      await frames();
      container.show();
      await waitUntil(() => isFull(page), 'rows are missing when it is shown again', { timeout: 4000 });
      await isRightThroughout(page, 1500);
    });
  });

describe('a long list whose place changes', () => {
  it('is right where its rows get another height, and tiles other columns', async function () {
    this.timeout(20_000);
    for (const view of ['list', 'grid']) {
      const container = await fixture<HTMLElement>(html`<section></section>`);
      container.style.setProperty('width', '700px');
      const page = await within(container, { view });
      await page.element.addFiles(await many(1500));
      await waitUntil(() => isFull(page));
      container.style.setProperty('width', '300px');
      await isRightThroughout(page, 1500);
      container.style.setProperty('--imgpro-list-size', '60rem');
      await waitUntil(() => isFull(page), 'a higher list is not filled', { timeout: 3000 });
    }
  });

  for (const [property, value] of [
    ['zoom', '0.5'],
    ['zoom', '1.5'],
    ['transform', 'scale(0.5)'],
    ['transform', 'scale(1.5)'],
    ['scale', '0.4 0.7'],
  ] as const)
    it(`is right under ${property}: ${value}`, async function () {
      this.timeout(20_000);
      const container = await fixture<HTMLElement>(html`<section></section>`);
      Object.assign(container.style, { transformOrigin: '0 0', [property]: value });
      for (const view of ['list', 'grid']) {
        const page = await within(container, { view });
        await page.element.addFiles(await many(1500));
        await waitUntil(() => isFull(page), 'not full at first');
        await isRightThroughout(page, 1500);
        page.element.remove();
      }
    });
});

describe('an overlay on a drop target', () => {
  for (const [property, value] of [
    ['zoom', '1.5'],
    ['zoom', '0.5'],
    ['transform', 'scale(0.5)'],
  ] as const)
    it(`lies on it where the uploader is under ${property}: ${value}`, async () => {
      const area = await fixture<HTMLElement>(html`<section id="area"><p></p></section>`);
      const inner = area.firstElementChild as HTMLElement;
      Object.assign(area.style, { width: '600px', height: '300px' });
      Object.assign(inner.style, { [property]: value });
      const page = await within(inner, { 'drop-target': '#area' });
      const transfer = new DataTransfer();
      transfer.items.add(await picture());
      area.dispatchEvent(
        new DragEvent('dragenter', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
      await waitUntil(() => page.root.querySelector('.overlay:popover-open'), 'no overlay');
      const overlay = page.root.querySelector('.overlay')!.getBoundingClientRect();
      const box = area.getBoundingClientRect();
      expect(Math.abs(overlay.left - box.left - 8), 'left').to.be.below(2);
      expect(Math.abs(overlay.right - box.right + 8), 'right').to.be.below(2);
      expect(Math.abs(overlay.top - box.top - 8), 'top').to.be.below(2);
      expect(Math.abs(overlay.bottom - Math.min(box.bottom, innerHeight) + 8), 'bottom').to.be.below(2);
    });
});

describe('an uploader’s dialog within a modal dialog of the page', () => {
  async function opened(): Promise<{
    outer: HTMLDialogElement;
    page: UploaderPage;
    inner: HTMLDialogElement;
  }> {
    const outer = await fixture<HTMLDialogElement>(html`<dialog></dialog>`);
    const page = await within(outer, { variant: 'dialog', sources: 'file drop url' });
    // By keys: of dialogs that open without a person, Escape closes all at once.
    const opener = await fixture<HTMLButtonElement>(html`<button>Open</button>`);
    opener.addEventListener('click', () => outer.showModal());
    opener.focus();
    await sendKeys({ press: 'Enter' });
    page.button('open')!.focus();
    await sendKeys({ press: 'Enter' });
    await page.rendered();
    return { outer, page, inner: page.root.querySelector('dialog')! };
  }

  it('lies above it, and Escape closes it alone', async () => {
    const { outer, inner } = await opened();
    expect([outer.open, inner.matches(':modal')]).to.deep.equal([true, true]);
    const { left, top, width, height } = inner.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    expect(document.elementFromPoint(x, y)?.localName).to.equal('imgpro-uploader');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !inner.open, 'it is open still');
    expect(outer.open).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !outer.open);
  });

  it('lets Escape close the form for a link first', async () => {
    const { outer, inner, page } = await opened();
    page.button('link')!.click();
    await waitUntil(() => page.root.activeElement?.matches('.link input'), 'the field has no focus');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !page.root.querySelector('.link'), 'the form is open still');
    expect([outer.open, inner.open]).to.deep.equal([true, true]);
  });

  it('stays when the file chooser is cancelled, as does the page’s', async () => {
    const { outer, inner, page } = await opened();
    // A browser's `cancel` of a file input bubbles, as that of a dialog does not.
    page.root
      .querySelector('input.files')!
      .dispatchEvent(new Event('cancel', { bubbles: true, cancelable: true }));
    await aTimeout(0);
    expect([outer.open, inner.open]).to.deep.equal([true, true]);
  });

  it('stays when a press begins inside and ends beside it, and the other way round', async () => {
    const { outer, inner } = await opened();
    const title = inner.querySelector('h2')!;
    const press = (from: Element, to: Element) => {
      from.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      // The click is that of the nearest element around both.
      to.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    };
    press(title, inner); // a person who selects the title
    expect([outer.open, inner.open]).to.deep.equal([true, true]);
    press(inner, title);
    expect([outer.open, inner.open]).to.deep.equal([true, true]);
    press(inner, inner);
    expect([outer.open, inner.open]).to.deep.equal([true, false]);
  });

  it('leaves Enter and Escape to a word that is composed in the form for a link', async () => {
    const { inner, page } = await opened();
    page.button('link')!.click();
    await waitUntil(() => page.root.activeElement?.matches('.link input'), 'the field has no focus');
    const field = page.root.activeElement!;
    for (const key of ['Enter', 'Escape'])
      expect(
        field.dispatchEvent(
          new KeyboardEvent('keydown', {
            key,
            isComposing: true,
            bubbles: true,
            composed: true,
            cancelable: true,
          }),
        ),
        key,
      ).to.equal(true);
    await page.rendered();
    expect(inner.open && !!page.root.querySelector('.link')).to.equal(true);
    expect(page.root.querySelector('.link-error')!.textContent).to.equal('');
  });

  it('takes files that are dropped on it', async () => {
    const { page } = await opened();
    page.drag('dragenter', await picture());
    expect(page.element.matches(':state(dragging)')).to.equal(true);
    page.drag('drop', await picture('dropped.png'));
    await waitUntil(() => page.element.files.length === 1, 'nothing was taken');
  });
});

describe('an uploader that a person cannot reach', () => {
  async function drop(target: Element): Promise<DragEvent> {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(await picture());
    const init = { dataTransfer, bubbles: true, composed: true, cancelable: true };
    target.dispatchEvent(new DragEvent('dragover', init));
    const event = new DragEvent('drop', init);
    target.dispatchEvent(event);
    return event;
  }

  it('takes no drop on its target: while it is inert, or behind a modal dialog', async () => {
    const container = await fixture<HTMLElement>(html`<section></section>`);
    const page = await within(container, { 'drop-target': 'body' });
    const dialog = await fixture<HTMLDialogElement>(html`<dialog>Sure?</dialog>`);
    container.inert = true;
    const event = await drop(document.body);
    expect(event.defaultPrevented, 'the page is not left all the same').to.equal(true);
    container.inert = false;
    dialog.showModal();
    await drop(dialog);
    dialog.close();
    await frames();
    expect(page.element.files).to.have.length(0);
    await drop(document.body);
    await waitUntil(() => page.element.files.length === 1, 'it is reached again');
  });

  it('is disabled with its fieldset, and enabled with it', async () => {
    const fieldset = await fixture<HTMLFieldSetElement>(html`<fieldset disabled></fieldset>`);
    const page = await within(fieldset);
    expect(page.button('browse')!.disabled).to.equal(true);
    page.drag('drop', await picture());
    await frames();
    expect(page.element.files).to.have.length(0);
    fieldset.disabled = false;
    await page.rendered();
    expect(page.button('browse')!.disabled).to.equal(false);
    page.drag('drop', await picture());
    await waitUntil(() => page.element.files.length === 1, 'nothing was taken');
  });
});

describe('an uploader in a shadow root', () => {
  for (const mode of ['open', 'closed'] as const)
    it(`of another element works: ${mode}`, async () => {
      const host = await fixture<HTMLElement>(html`<div></div>`);
      const root = host.attachShadow({ mode });
      const page = await within(root, { variant: 'dialog' });
      page.button('open')!.click();
      await page.rendered();
      page.choose(...(await pictures('a.png')));
      await waitUntil(() => page.rows[0]?.querySelector('.thumb img'), 'no preview', { timeout: 4000 });
      page.button('remove', page.row('a.png'))!.focus();
      await sendKeys({ press: 'Enter' });
      await page.rendered();
      expect(page.element.files).to.have.length(0);
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !page.root.querySelector('dialog')!.open);
    });

  it('is found by a drop target of that root, also when it is slotted there', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    host.attachShadow({ mode: 'open' }).append(document.createElement('slot'));
    const page = await within(host, { 'drop-target': 'body' });
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(await picture());
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await waitUntil(() => page.element.files.length === 1, 'nothing was taken');
  });
});

describe('an uploader on paper', () => {
  it('has its whole list there, a long one too, and its rows in sight again after that', async function () {
    this.timeout(20_000);
    const page = await within(await fixture<HTMLElement>(html`<section></section>`));
    await page.element.addFiles(await many(300));
    await waitUntil(() => isFull(page));
    expect(page.rows.length).to.be.below(100);
    window.dispatchEvent(new Event('beforeprint'));
    await page.element.updateComplete;
    expect(page.rows).to.have.length(300);
    window.dispatchEvent(new Event('afterprint'));
    await waitUntil(() => page.rows.length < 100, 'the rows stay');
    await isRightThroughout(page, 300);
  });

  it('cuts nothing of it, and offers nothing to press', async function () {
    const page = await within(await fixture<HTMLElement>(html`<section></section>`), {
      sources: 'file drop url folder camera',
    });
    await page.element.addFiles(await many(20));
    await waitUntil(() => page.rows.length === 20);
    page.button('link')!.click();
    await page.rendered();
    if (!(await emulateMedia({ media: 'print' }))) return this.skip();
    try {
      const list = page.root.querySelector<HTMLElement>('.list')!;
      await waitUntil(() => list.scrollHeight <= list.clientHeight + 1, 'the list is cut');
      const shown = [...page.root.querySelectorAll<HTMLElement>('button, input, [role=progressbar]')];
      expect(shown.filter((one) => one.checkVisibility()).map(({ outerHTML }) => outerHTML)).to.deep.equal(
        [],
      );
      expect(page.rows.every((row) => row.querySelector('.name')!.checkVisibility())).to.equal(true);
    } finally {
      await emulateMedia({});
    }
  });
});

describe('pictures of an uploader', () => {
  it('keep the menu of a long press, and so does a picture beside it', async () => {
    const page = await within(await fixture<HTMLElement>(html`<section></section>`));
    await page.element.addFiles(await pictures('a.png'));
    await waitUntil(() => page.rows[0]?.querySelector('.thumb img'), 'no preview', { timeout: 4000 });
    const rules = page.root.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
    // Only WebKit knows the property: others drop it.
    expect(rules.filter(({ cssText }) => cssText.includes('touch-callout'))).to.have.length(0);
    expect(getComputedStyle(page.rows[0]!.querySelector('img')!).pointerEvents).to.equal('auto');
  });
});

describe('an uploader in a box that scrolls', () => {
  for (const direction of ['Y', 'X'] as const)
    it(`makes previews of rows that come into sight: overflow-${direction.toLowerCase()}`, async () => {
      const box = await fixture<HTMLElement>(html`<div><div></div></div>`);
      Object.assign(box.style, { width: '300px', height: '200px', [`overflow${direction}`]: 'auto' });
      const far = box.firstElementChild as HTMLElement;
      if (direction === 'Y') far.style.setProperty('padding-top', '3000px');
      else Object.assign(far.style, { paddingLeft: '3000px', width: '3300px', boxSizing: 'border-box' });
      const page = await within(far);
      const element: ImgproUploader = page.element;
      await element.addFiles(await pictures('a.png'));
      element.scrollIntoView({ block: 'end', inline: 'end' });
      await waitUntil(() => page.rows[0]?.querySelector('.thumb img'), 'no preview', { timeout: 4000 });
    });
});
