// The engine of an uploader comes late, or not at all: nothing that was done before is lost.
import { expect, fixtureCleanup, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Uppy, type Body, type Meta } from '@uppy/core';
import { enginePart, type EngineModule } from '../../../src/elements/uploader/late-engine.ts';
import { whenIdle } from '../../../src/elements/shared/ui/idle.ts';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import de from '../../../src/locales/de.ts';
import type { ImgproUploader } from '../../../src/elements/uploader/imgpro-uploader.ts';
import {
  FakeServer,
  imageObject,
  picture,
  pictures,
  uploaderPage,
  type UploaderPage,
} from '../../harness/uploader.ts';
import { warningsDuring } from '../../harness/warnings.ts';
import { replaceLoader } from '../../harness/parts.ts';
import { shiftsDuring } from '../../harness/shifts.ts';

interface Attempt {
  /** The address that was asked for, when it is not the first. */
  address: string | undefined;
  arrive(module?: EngineModule): void;
  fail(cause?: unknown): void;
}

const engine = enginePart.present!;
let server: FakeServer;
let attempts: Attempt[];
let restoreLoader: () => void;

/** A person who saves data: nothing is fetched before it is wanted. */
function saveData(on: boolean): void {
  Object.defineProperty(navigator, 'connection', { value: { saveData: on }, configurable: true });
}

beforeEach(() => {
  forgetWarnings();
  server = new FakeServer();
  for (const id of ['one', 'two']) server.answers.set(`/images/${id}`, () => ({ body: imageObject(id) }));
  attempts = [];
  restoreLoader = replaceLoader(
    enginePart,
    (address) =>
      new Promise((resolve, reject) =>
        attempts.push({
          address,
          arrive: (module = engine) => resolve(module),
          fail: (cause = new TypeError('error loading dynamically imported module')) =>
            reject(cause as Error),
        }),
      ),
  );
  saveData(true);
});
afterEach(() => {
  fixtureCleanup();
  restoreLoader();
  server.restore();
  delete (navigator as { connection?: unknown }).connection;
});

const attempt = async (number = 1): Promise<Attempt> => {
  await waitUntil(() => attempts.length >= number, `attempt ${number} was not made`, { timeout: 4000 });
  return attempts[number - 1]!;
};
/** The engine comes, and all that waits is handed over. */
async function arrive(page: UploaderPage, module?: EngineModule): Promise<void> {
  (await attempt(attempts.length || 1)).arrive(module);
  await nextFrame();
  await page.rendered();
}
/** Both attempts of one round fail. */
async function fail(page: UploaderPage): Promise<void> {
  const made = attempts.length || 1;
  (await attempt(made)).fail();
  (await attempt(made + 1)).fail();
  await nextFrame();
  await page.rendered();
}

const isPresent = ({ element }: UploaderPage) => element.files.length > 0;
const notice = ({ root }: UploaderPage) => root.querySelector('.notice .words p')?.textContent ?? '';
const submitted = ({ element }: UploaderPage) => new FormData(element.form!).getAll('photos');
const variants = [
  {},
  { multiple: true, sources: 'file folder drop paste url camera', name: 'photos', required: true },
  { variant: 'button' },
  { variant: 'dialog', multiple: true },
  { disabled: true },
  { readonly: true },
] as Record<string, string | boolean>[];

describe('<imgpro-uploader> before its engine is there', () => {
  for (const attributes of variants)
    it(`is accessible, and looks as it does with it: ${JSON.stringify(attributes)}`, async () => {
      const page = await uploaderPage(attributes);
      await expect(page.element).to.be.accessible();
      const places = () =>
        [page.element, ...page.root.querySelectorAll<HTMLElement>('.base, .base *, .opener, .opener > *')]
          .filter((node) => node.checkVisibility() && !node.matches('svg, svg *'))
          .map((node) => {
            const { x, y, width, height } = node.getBoundingClientRect();
            return [node.className, x, y, width, height, node.children.length ? '' : node.textContent].join();
          });
      const before = places();
      page.element.dispatchEvent(new Event('touchstart'));
      expect(await shiftsDuring(() => arrive(page))).to.equal(0);
      expect(page.element.uppy).not.to.equal(null);
      expect(places()).to.deep.equal(before);
    });

  it('fetches nothing for a person who saves data, before they come near', async () => {
    const page = await uploaderPage();
    await page.rendered();
    saveData(false); // for this test's own wait alone
    await new Promise<void>((resolve) => whenIdle(resolve, AbortSignal.timeout(5000)));
    expect(attempts).to.have.length(0);
  });

  it('is fetched when the page is idle', async () => {
    saveData(false);
    const page = await uploaderPage();
    await arrive(page);
    expect(page.element.uppy).not.to.equal(null);
  });

  for (const intent of ['pointerenter', 'focusin', 'touchstart', 'dragenter'])
    it(`is fetched on ${intent}`, async () => {
      const page = await uploaderPage();
      page.element.dispatchEvent(new Event(intent));
      await attempt();
    });

  const calls: Record<string, (element: ImgproUploader) => unknown> = {
    addUrl: (element) => element.addUrl('https://pictures.test/a.jpg'),
    upload: (element) => element.upload(),
    pause: (element) => element.pause(),
    resume: (element) => element.resume(),
    whenUppy: (element) => void element.whenUppy(),
    value: (element) => (element.value = ['one']),
    recover: (element) => (element.recover = true),
  };
  for (const [name, call] of Object.entries(calls))
    it(`is fetched on ${name}`, async () => {
      const page = await uploaderPage({ multiple: true, id: 'recovers' });
      call(page.element);
      await attempt();
    });

  it('is taken at once where another uploader has fetched it', async () => {
    const first = await uploaderPage();
    first.element.pause();
    await arrive(first);
    const second = await uploaderPage();
    expect(second.element.uppy).not.to.equal(null);
    expect(attempts).to.have.length(1);
  });

  it('opens the file chooser while the click of a person still counts', async () => {
    const page = await uploaderPage();
    const { click } = HTMLInputElement.prototype;
    const opened: string[] = [];
    HTMLInputElement.prototype.click = function () {
      opened.push(this.className);
    };
    try {
      page.button('browse')!.click();
    } finally {
      HTMLInputElement.prototype.click = click;
    }
    expect(opened).to.deep.equal(['files']);
  });

  it('keeps the focus, the page’s own label, and the language', async () => {
    registerLocale(de);
    const page = await uploaderPage({ lang: 'de', multiple: true });
    const label = Object.assign(document.createElement('b'), { slot: 'label', textContent: 'Fotos' });
    page.element.append(label);
    await page.element.updateComplete;
    page.element.focus();
    const focused = page.root.activeElement;
    expect(focused?.textContent?.trim()).to.equal('Bilder auswählen');
    await arrive(page);
    expect(page.root.activeElement).to.equal(focused);
    expect(label.assignedSlot?.name).to.equal('label');
    page.choose(await picture('a.png'));
    await page.shows('uploading');
    expect(page.summary).to.contain('hochgeladen');
  });

  it('refuses a secret key, too', async () => {
    const said = await warningsDuring(() => uploaderPage({ 'token-endpoint': 'img_sk_1234567890abcdef' }));
    expect(said.some((words) => words.includes('secret key'))).to.equal(true);
  });
});

describe('what is done before the engine is there', () => {
  it('counts as being checked, and holds the form back until it is stored', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true, required: true });
    expect(page.element.validity.valueMissing).to.equal(true);
    page.choose(...(await pictures('a.png', 'b.png')));
    expect(page.element.checkValidity()).to.equal(false);
    expect(page.element.validity.customError).to.equal(true);
    expect(page.element.validationMessage).to.equal('Wait until the images are uploaded.');
    await waitUntil(() => page.element.matches(':state(uploading)'));
    await waitUntil(() => page.root.querySelector('.checking')?.textContent === 'Checking 2 images…');
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented, 'leaving is asked about').to.equal(true);
    let gaps = 0;
    const watched = new MutationObserver(() => (gaps += Number(page.element.checkValidity())));
    watched.observe(page.root, { childList: true, subtree: true, attributes: true });
    await arrive(page);
    const [a, b] = await server.count(2);
    a!.store('a');
    expect(page.element.checkValidity()).to.equal(false);
    expect(gaps, 'it was never valid in between').to.equal(0);
    watched.disconnect();
    b!.store('b');
    await page.shows('ready', 'ready');
    expect(page.element.checkValidity()).to.equal(true);
    expect(submitted(page)).to.deep.equal(['a', 'b']);
  });

  it('is handed over in its order: choosers, drops, pastes, files and addresses of the page', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    const [a, b, c, d] = await pictures('a.png', 'b.png', 'c.png', 'image.png');
    page.choose(a!);
    page.drag('drop', b!);
    const added = page.element.addFiles([c!]);
    expect(page.element.addUrl('https://pictures.test/e.jpg')).to.equal(null);
    expect(page.element.addUrl('no address')).to.equal(null);
    const clipboardData = new DataTransfer();
    clipboardData.items.add(d!);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
    expect(page.element.files).to.deep.equal([]);
    await arrive(page);
    expect((await added).map(({ name }) => name)).to.deep.equal(['c.png']);
    await waitUntil(() => page.element.files.length === 5);
    // An address needs no look into a file.
    const names = page.element.files.map(({ name }) => name).filter((name) => name !== 'e.jpg');
    expect(names.slice(0, 3)).to.deep.equal(['a.png', 'b.png', 'c.png']);
    expect(names[3]).to.match(/^pasted-/);
    expect(page.element.files.map(({ source }) => source).sort()).to.deep.equal([
      'api',
      'drop',
      'file',
      'paste',
      'url',
    ]);
    expect(server.requests, 'they wait for upload()').to.have.length(0);
  });

  it('is sent when upload() was called, and waits when pause() was called after it', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    page.choose(await picture('a.png'));
    page.element.upload();
    await arrive(page);
    (await server.next()).store('one');
    await page.told('imgpro-upload-success');
    page.choose(await picture('later.png'));
    await page.told('imgpro-files-added', 2);
    await page.shows('ready', 'queued');
    expect(server.requests, 'one chosen after the call').to.have.length(1);

    restoreLoader();
    restoreLoader = replaceLoader(
      enginePart,
      () =>
        new Promise((resolve) => attempts.push({ address: '', arrive: () => resolve(engine), fail() {} })),
    );
    const paused = await uploaderPage({ multiple: true });
    paused.choose(await picture('b.png'));
    paused.element.pause();
    await arrive(paused);
    await paused.shows('queued');
    await waitUntil(() => paused.element.matches(':state(paused)'));
    expect(server.requests).to.have.length(1);
  });

  it('is given up by clear(), cancel() and a reset of the form, and only then', async () => {
    for (const giveUp of [
      (page: UploaderPage) => page.element.clear(),
      (page: UploaderPage) => page.element.cancel(),
      (page: UploaderPage) => page.element.form!.reset(),
    ]) {
      restoreLoader();
      attempts = [];
      restoreLoader = replaceLoader(
        enginePart,
        () =>
          new Promise((resolve) => attempts.push({ address: '', arrive: () => resolve(engine), fail() {} })),
      );
      const page = await uploaderPage({ multiple: true });
      const added = page.element.addFiles(await pictures('a.png'));
      page.element.addUrl('https://pictures.test/e.jpg');
      expect(page.element.checkValidity()).to.equal(false);
      giveUp(page);
      expect(page.element.checkValidity(), String(giveUp)).to.equal(true);
      expect(await added).to.deep.equal([]);
      page.choose(await picture('later.png'));
      await arrive(page);
      await waitUntil(() => isPresent(page));
      expect(page.element.files.map(({ name }) => name)).to.deep.equal(['later.png']);
    }
  });

  it('leaves no notice and no word behind when it is given up after a failure', async () => {
    for (const giveUp of ['cancel', 'clear'] as const) {
      restoreLoader();
      restoreLoader = replaceLoader(enginePart, () => Promise.reject(new TypeError('Failed to fetch')));
      const page = await uploaderPage({ multiple: true });
      void page.element.addFiles(await pictures('a.png'));
      await waitUntil(() => /could not be loaded/.test(page.spoken), 'nothing was said', { timeout: 4000 });
      page.element[giveUp]();
      await page.rendered();
      expect([page.spoken.trim(), notice(page)], giveUp).to.deep.equal(['', '']);
    }
  });

  it('is taken by nobody while it is disabled', async () => {
    const page = await uploaderPage({ disabled: true });
    expect(await page.element.addFiles([await picture()])).to.deep.equal([]);
    expect(page.element.checkValidity()).to.equal(true);
  });

  it('is still there when the uploader was removed and put back before the engine came', async () => {
    const page = await uploaderPage({ multiple: true });
    const place = page.element.parentElement!;
    page.choose(await picture('a.png'));
    page.element.remove();
    await nextFrame();
    place.append(page.element);
    await nextFrame();
    expect(page.element.checkValidity()).to.equal(false);
    await arrive(page);
    (await server.next()).store('a');
    await page.shows('ready');
  });

  it('waits for the uploader to be put back when the engine comes in between', async () => {
    const page = await uploaderPage({ multiple: true });
    const place = page.element.parentElement!;
    page.choose(await picture('a.png'));
    page.element.remove();
    await nextFrame();
    (await attempt()).arrive();
    await waitUntil(() => isPresent(page));
    await nextFrame();
    expect(server.requests).to.have.length(0);
    place.append(page.element);
    (await server.next()).store('a');
    await page.shows('ready');
  });
});

describe('the value before the engine is there', () => {
  it('is submitted at once, returned, and the same afterwards without a change', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true, required: true }, { value: ['one'] });
    expect(page.element.value).to.deep.equal(['one']);
    page.element.value = ['one', 'two'];
    expect(page.element.value).to.deep.equal(['one', 'two']);
    expect(submitted(page)).to.deep.equal(['one', 'two']);
    expect(page.element.checkValidity()).to.equal(true);
    await page.element.updateComplete;
    expect(page.element.matches(':state(empty)')).to.equal(false);
    await arrive(page);
    await page.shows('ready', 'ready');
    expect(submitted(page)).to.deep.equal(['one', 'two']);
    expect(page.types).not.to.include('change');
  });

  it('comes from the attribute, from a restored form, and before later files', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true, value: 'one' });
    expect(submitted(page)).to.deep.equal(['one']);
    page.element.formStateRestoreCallback('two one');
    expect(submitted(page)).to.deep.equal(['two', 'one']);
    page.choose(await picture('a.png'));
    await arrive(page);
    (await server.next()).store('three');
    await page.shows('ready', 'ready', 'ready');
    expect(submitted(page)).to.deep.equal(['two', 'one', 'three']);
  });

  it('is that of the attribute again after a reset', async () => {
    const page = await uploaderPage({ name: 'photos', value: 'one' });
    page.element.value = 'two';
    page.element.form!.reset();
    expect(page.element.value).to.equal('one');
    await arrive(page);
    await page.shows('ready');
    expect(submitted(page)).to.deep.equal(['one']);
  });
});

describe('the Uppy before the engine is there', () => {
  it('is null, which is said once, with the line to write', async () => {
    const page = await uploaderPage();
    const said = await warningsDuring(() => {
      expect(page.element.uppy).to.equal(null);
      expect(page.element.uppy).to.equal(null);
    });
    expect(said).to.have.length(1);
    expect(said[0]).to.contain('await uploader.whenUppy()');
  });

  it('is what whenUppy() resolves to', async () => {
    const page = await uploaderPage();
    const uppy = page.element.whenUppy();
    await arrive(page);
    expect(await uppy).to.equal(page.element.uppy);
    expect((await uppy).getFiles()).to.deep.equal([]);
  });

  it('is the page’s own, when it sets one, and files pass through it', async () => {
    const page = await uploaderPage();
    const own = new Uppy<Meta, Body>();
    page.element.uppy = own;
    expect(page.element.uppy).to.equal(own);
    page.choose(await picture('a.png'));
    await arrive(page);
    expect(page.element.uppy).to.equal(own);
    const request = await server.next();
    expect(own.getFiles().map(({ name }) => name)).to.deep.equal(['a.png']);
    const said = await warningsDuring(() => (page.element.uppy = new Uppy()));
    expect(said, 'not while a file is in flight').to.have.length(1);
    expect(page.element.uppy).to.equal(own);
    request.store();
    await page.shows('ready');
  });
});

describe('an engine that cannot be had', () => {
  it('is said with what to do, and holds the form back; nothing is lost once it comes', async () => {
    const page = await uploaderPage({ name: 'photos', multiple: true });
    page.choose(...(await pictures('a.png', 'b.png')));
    page.element.upload();
    await fail(page);
    expect(attempts).to.have.length(2);
    expect(notice(page)).to.contain('could not be loaded').and.contain('try again');
    expect(page.root.querySelector('.checking'), 'nothing is being checked').to.equal(null);
    expect(page.element.validity.customError).to.equal(true);
    await expect(page.element).to.be.accessible();
    page.button('load')!.click();
    (await attempt(3)).arrive();
    for (const request of await server.count(2)) request.store();
    await page.shows('ready', 'ready');
    expect(notice(page)).to.equal('');
    expect(submitted(page)).to.have.length(2);
  });

  it('is announced once each time', async () => {
    const page = await uploaderPage();
    const spoken: string[] = [];
    const region = page.root.querySelector('[role=status]')!;
    new MutationObserver(() => region.textContent && spoken.push(region.textContent)).observe(region, {
      ...{ characterData: true, childList: true, subtree: true },
    });
    page.choose(await picture());
    await fail(page);
    page.element.requestUpdate();
    await page.rendered();
    expect(spoken).to.deep.equal([notice(page)]);
    page.button('load')!.click();
    await attempt(3);
    await page.rendered();
    expect(region.textContent).to.equal('');
    await fail(page);
    expect(spoken).to.have.length(2);
    expect(spoken[1]).to.equal(notice(page)).and.contain('reload');
    expect(page.button('reload')).not.to.equal(null);
    expect(page.element.checkValidity()).to.equal(false);
  });

  it('is tried again by keyboard, and the focus stays with the uploader', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(await picture());
    await fail(page);
    page.element.focus();
    for (let tab = 0; tab < 3 && page.root.activeElement !== page.button('load'); tab += 1)
      await sendKeys({ press: 'Tab' });
    expect(page.root.activeElement).to.equal(page.button('load'));
    await sendKeys({ press: 'Enter' });
    (await attempt(3)).arrive();
    await page.shows('uploading');
    expect(document.activeElement).to.equal(page.element);
    expect(page.root.activeElement).not.to.equal(null);
  });

  it('is tried again when the connection is back', async () => {
    const page = await uploaderPage();
    page.choose(await picture());
    await fail(page);
    window.dispatchEvent(new Event('online'));
    (await attempt(3)).arrive();
    (await server.next()).store();
    await page.shows('ready');
  });

  it('is asked for under another address where the browser names the one that failed', async () => {
    const page = await uploaderPage();
    page.choose(await picture());
    const cause = new TypeError(
      'Failed to fetch dynamically imported module: https://site.test/parts/engine-abc123.js?v=2',
    );
    (await attempt()).fail(cause);
    const { address } = await attempt(2);
    expect(attempts[0]!.address).to.equal(undefined);
    expect(address).to.match(/^https:\/\/site\.test\/parts\/engine-abc123\.js\?v=2&again=\d+$/);
  });

  it('is not taken for a module that it imports, which Firefox names', async () => {
    const page = await uploaderPage();
    page.choose(await picture());
    (await attempt()).fail(new TypeError('error loading: https://site.test/parts/shared-abc.js'));
    const second = await attempt(2);
    expect(second.address).to.contain('shared-abc.js?again=');
    second.arrive({} as EngineModule);
    await waitUntil(() => notice(page) !== '');
    page.button('load')!.click();
    expect((await attempt(3)).address).to.equal(undefined);
  });

  it('says nothing while nothing waits for it', async () => {
    const page = await uploaderPage();
    page.element.dispatchEvent(new Event('pointerenter'));
    await fail(page);
    expect(notice(page)).to.equal('');
    expect(page.spoken).to.equal('');
    expect(page.element.checkValidity()).to.equal(true);
    page.choose(await picture());
    await attempt(3);
    await page.element.updateComplete;
    expect(notice(page), 'it is being fetched').to.equal('');
  });

  it('is said in the language of the page', async () => {
    registerLocale(de);
    const page = await uploaderPage({ lang: 'de' });
    page.choose(await picture());
    await fail(page);
    expect(notice(page)).to.contain('konnte nicht geladen werden');
  });
});
