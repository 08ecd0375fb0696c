// Parts of the uploader that are fetched when they are wanted: until then nothing is lost, silent or out of place.
import { expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import * as camera from '../../../src/elements/uploader/input/camera/camera-dialog.ts';
import type { Part } from '../../../src/elements/shared/ui/part.ts';
import {
  cameraPart,
  fieldsPart,
  linkPart,
  longListPart,
  intakePart,
  recoveryPart,
  rejectionsPart,
  tilesPart,
} from '../../../src/elements/uploader/parts.ts';
import { FakeServer, impostor, picture, pictures, uploaderPage } from '../../harness/uploader.ts';
import { replaceLoader } from '../../harness/parts.ts';
import { shiftsDuring } from '../../harness/shifts.ts';

/** A part that a test has come, or fail, when it likes. */
class LatePart {
  readonly #asked: { resolve(module: object): void; reject(cause: unknown): void }[] = [];
  readonly #module: object;

  constructor(part: Part<object>, module = part.present!) {
    this.#module = module;
    undo.push(
      replaceLoader(part, () => new Promise((resolve, reject) => this.#asked.push({ resolve, reject }))),
    );
  }

  get attempts(): number {
    return this.#asked.length;
  }
  async #last(attempts: number) {
    await waitUntil(() => this.attempts >= attempts, `attempt ${attempts} was not made`, { timeout: 4000 });
    return this.#asked[attempts - 1]!;
  }
  async arrive(): Promise<void> {
    (await this.#last(this.attempts || 1)).resolve(this.#module);
  }
  /** Both attempts of one round fail. */
  async fail(): Promise<void> {
    const made = this.attempts || 1;
    for (const attempt of [made, made + 1])
      (await this.#last(attempt)).reject(new TypeError('Failed to fetch dynamically imported module'));
  }
}

const undo: (() => void)[] = [];
let server: FakeServer;

beforeEach(() => (server = new FakeServer()));
afterEach(() => {
  fixtureCleanup();
  for (const back of undo.splice(0)) back();
  server.restore();
});

/** Whether the page may be left without a question, for its files would come back. */
function isKept(): boolean {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return !event.defaultPrevented;
}

/** An earlier page, which kept a file that it did not send. */
async function leaveBehind(attributes: Parameters<typeof uploaderPage>[0]): Promise<void> {
  const before = await uploaderPage(attributes);
  before.choose(await picture('before.png'));
  await before.told('imgpro-files-added');
  await waitUntil(isKept, 'it was not kept', { timeout: 8000 });
  fixtureCleanup();
}

const failure = (root: ShadowRoot) => root.querySelector('.notice [data-action="load"]');

describe('files that were not added, before their sentences are there', () => {
  it('are not shown until they can be explained, then once, and said in the same words', async () => {
    const part = new LatePart(rejectionsPart);
    const page = await uploaderPage({ multiple: true });
    const shown = new Set<string>();
    const watch = new MutationObserver(() => {
      for (const { textContent } of page.root.querySelectorAll('.notice .words, [role="status"]'))
        if (textContent) shown.add(textContent.trim());
    });
    watch.observe(page.root, { childList: true, characterData: true, subtree: true });
    page.choose(impostor('words.jpg'));
    await waitUntil(() => part.attempts === 1);
    await page.rendered();
    await part.arrive();
    await waitUntil(() => /words\.jpg is not an image/.test(page.spoken));
    watch.disconnect();
    expect([...shown]).to.deep.equal(['words.jpg is not an image of a kind that can be added here.']);
  });

  it('are counted where the sentences take long, and explained when they come', async () => {
    const part = new LatePart(rejectionsPart);
    const page = await uploaderPage({ multiple: true });
    page.choose(impostor('words.jpg'));
    const words = () => page.root.querySelector('.notice')?.textContent ?? '';
    await waitUntil(() => words().includes('1 file was not added'), 'it is not shown', { timeout: 3000 });
    await part.arrive();
    await waitUntil(() => /words\.jpg is not an image/.test(words()));
  });

  it('are told to the page with their reason, before whatever comes after', async () => {
    const part = new LatePart(rejectionsPart);
    const page = await uploaderPage({ multiple: true });
    page.choose(impostor('words.jpg'));
    await waitUntil(() => part.attempts === 1);
    page.choose(await picture());
    await server.next();
    expect(page.types).not.to.contain('imgpro-upload-start');
    await part.arrive();
    await page.told('imgpro-upload-start');
    const types = page.types.filter((type) => /rejected|start/.test(type));
    expect(types).to.deep.equal(['imgpro-file-rejected', 'imgpro-upload-start']);
    expect(page.detail<{ message: string }>('imgpro-file-rejected').message).to.match(/is not an image/);
  });

  it('are told to the page and to people even if the sentences cannot be had', async () => {
    const part = new LatePart(rejectionsPart);
    const page = await uploaderPage();
    page.choose(impostor());
    await part.fail();
    await page.told('imgpro-file-rejected');
    expect(page.detail<{ message: string }>('imgpro-file-rejected').message).to.equal('1 file was not added');
    await waitUntil(() => /1 file was not added/.test(page.spoken));
    expect(page.root.querySelector('.notice')!.textContent).to.contain('1 file was not added');
    page.root.querySelector<HTMLElement>('.notice button')!.click();
    await page.rendered();
    expect(page.root.querySelector('.notice')).to.equal(null);
  });
});

describe('the form for an address, before it is there', () => {
  it('opens with the focus when it comes', async () => {
    const part = new LatePart(linkPart);
    const page = await uploaderPage({ sources: 'file url' });
    page.button('link')!.click();
    await page.rendered();
    expect(page.button('link')!.getAttribute('aria-expanded')).to.equal('true');
    await part.arrive();
    await waitUntil(() => page.root.activeElement?.matches('.link input'));
  });

  it('does not open for a person who has closed it again', async () => {
    const part = new LatePart(linkPart);
    const page = await uploaderPage({ sources: 'file url' });
    page.button('link')!.click();
    await page.rendered();
    page.button('link')!.click();
    await part.arrive();
    await page.rendered();
    expect(page.root.querySelector('.link')).to.equal(null);
  });

  it('says that it cannot be had, with a button that tries again', async () => {
    const part = new LatePart(linkPart);
    const page = await uploaderPage({ sources: 'file url' });
    page.button('link')!.click();
    await part.fail();
    await waitUntil(() => failure(page.root));
    await expect(page.element).to.be.accessible();
    (failure(page.root) as HTMLElement).click();
    await waitUntil(() => part.attempts === 3);
    await part.arrive();
    await waitUntil(() => page.root.querySelector('.link input'));
    expect(failure(page.root)).to.equal(null);
  });
});

describe('the camera, before its code is there', () => {
  it('says that it cannot be had, and opens once a person has tried again', async () => {
    const part = new LatePart(cameraPart, camera);
    const page = await uploaderPage({ sources: 'file camera' });
    page.button('camera')!.click();
    await part.fail();
    await waitUntil(() => failure(page.root));
    await waitUntil(() => /could not be loaded/.test(page.spoken), 'nothing was said');
    expect(page.root.querySelector('dialog.camera')).to.equal(null);
    (failure(page.root) as HTMLElement).click();
    await waitUntil(() => part.attempts === 3);
    await part.arrive();
    await waitUntil(() => page.root.querySelector('dialog.camera[open]'));
    expect(failure(page.root)).to.equal(null);
  });
});

describe('the looks of the rows, before they are there', () => {
  for (const [name, attributes] of [
    ['a grid', { view: 'grid' }],
    ['fields', { fields: 'caption' }],
  ] as const) {
    const late = () => new LatePart(name === 'a grid' ? tilesPart : fieldsPart);

    it(`${name}: files are sent meanwhile, and the list appears as it is going to stay`, async () => {
      const part = late();
      const page = await uploaderPage({ multiple: true, ...attributes });
      await page.element.addFiles(await pictures('one.png', 'two.png'));
      page.element.upload(); // with fields they wait for it
      (await server.next()).store();
      await page.told('imgpro-upload-success');
      expect(page.rows).to.have.length(0);
      await part.arrive();
      await waitUntil(() => page.rows.length === 2);
      expect(await shiftsDuring(() => page.rendered())).to.equal(0);
    });

    it(`${name}: the list is shown without them if they cannot be had, and says so`, async () => {
      const part = late();
      const page = await uploaderPage({ multiple: true, ...attributes });
      page.choose(await picture());
      await part.fail();
      await waitUntil(() => page.rows.length === 1 && failure(page.root));
    });
  }

  it('a list that is shown stays when the page switches to a grid', async () => {
    const part = new LatePart(tilesPart);
    const page = await uploaderPage({ multiple: true });
    page.choose(await picture());
    await waitUntil(() => page.rows.length === 1);
    const [row] = page.rows;
    page.element.view = 'grid';
    await page.rendered();
    await part.arrive();
    await waitUntil(() => getComputedStyle(page.root.querySelector('.list')!).display === 'grid');
    expect(page.rows[0]).to.equal(row);
  });
});

describe('a long list, before its code is there', () => {
  it('shows the first hundred rows, and then those that are seen', async () => {
    const part = new LatePart(longListPart);
    const page = await uploaderPage({ multiple: true, manual: true });
    const files = await Promise.all(Array.from({ length: 130 }, (_, at) => picture(`${at}.png`)));
    await page.element.addFiles(files);
    await waitUntil(() => page.rows.length === 100, undefined, { timeout: 8000 });
    await part.arrive();
    await waitUntil(() => page.rows.length < 100);
    expect(page.rows[0]!.getAttribute('aria-setsize')).to.equal('130');
  });
});

describe('what has to be read, before the code for that is there', () => {
  const paste = (element: HTMLElement, file: File) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(file);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true }));
  };

  it('counts as being checked, and comes onto the list then', async () => {
    const part = new LatePart(intakePart);
    const page = await uploaderPage({ multiple: true });
    paste(page.element, await picture('image.png'));
    await waitUntil(() => part.attempts === 1);
    expect(page.element.validity.customError).to.equal(true);
    await part.arrive();
    await waitUntil(() => page.element.files.length === 1);
    expect(page.element.files[0]!.name).to.match(/^pasted-/);
  });

  it('is taken as it is if that cannot be had', async () => {
    const part = new LatePart(intakePart);
    const page = await uploaderPage({ multiple: true });
    paste(page.element, await picture('image.png'));
    await part.fail();
    await waitUntil(() => page.element.files.length === 1);
    expect(page.element.files[0]!.name).to.equal('image.png');
  });

  it('is not waited for with files that were merely dropped', async () => {
    const part = new LatePart(intakePart);
    const page = await uploaderPage({ multiple: true });
    page.drag('drop', await picture());
    await waitUntil(() => page.element.files.length === 1);
    expect(part.attempts).to.equal(0);
  });
});

describe('recover, if its code cannot be had', () => {
  it('says so, and files are uploaded all the same', async () => {
    const part = new LatePart(recoveryPart);
    const page = await uploaderPage({ id: 'late', recover: true });
    page.choose(await picture());
    await part.fail();
    const request = await server.next();
    await waitUntil(() => failure(page.root));
    request.store();
    await page.shows('ready');
  });

  it('brings the files of an earlier page, once a person has tried again', async () => {
    const attributes = { id: 'late-again', recover: true, manual: true, multiple: true };
    await leaveBehind(attributes);
    const part = new LatePart(recoveryPart);
    const page = await uploaderPage(attributes);
    await part.fail();
    await waitUntil(() => failure(page.root));
    expect(page.rows).to.have.length(0);
    (failure(page.root) as HTMLElement).click();
    await waitUntil(() => part.attempts === 3);
    await part.arrive();
    await waitUntil(() => page.rows.length === 1);
    expect(page.element.files[0]!.name).to.equal('before.png');
    expect(failure(page.root)).to.equal(null);
    page.element.cancel();
    page.element.clear();
  });

  it('sends the files of an earlier page, if upload() was called before it was there', async () => {
    const attributes = { id: 'late-upload', recover: true, manual: true, multiple: true };
    await leaveBehind(attributes);
    const part = new LatePart(recoveryPart);
    const page = await uploaderPage(attributes);
    page.element.upload();
    await waitUntil(() => part.attempts === 1);
    await part.arrive();
    (await server.next()).store();
    await page.shows('ready');
    page.element.clear();
  });
});
