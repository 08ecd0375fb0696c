// Real drags, made by Chromium itself: from outside the page, and from within it.
import { writeFile, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { expect, storedPicture, test as base } from '../harness/image-pages.ts';
import { jpeg } from '../harness/e2e.ts';

interface DragData {
  items: { mimeType: string; data: string }[];
  files?: string[];
  dragOperationsMask: number;
}
type Point = { x: number; y: number };

/** A drag by Chromium's own protocol. */
class Drag {
  readonly #protocol: CDPSession;

  constructor(protocol: CDPSession) {
    this.#protocol = protocol;
  }
  async #send(
    type: 'dragEnter' | 'dragOver' | 'dragCancel' | 'drop',
    { x, y }: Point,
    data: DragData,
  ): Promise<void> {
    await this.#protocol.send('Input.dispatchDragEvent', { type, x, y, data });
  }
  async over(at: Point, data: DragData): Promise<void> {
    await this.#send('dragEnter', at, data);
    await this.#send('dragOver', at, data);
  }
  /** Escape, or the pointer leaves the window. */
  async cancel(at: Point, data: DragData): Promise<void> {
    await this.#send('dragCancel', at, data);
  }
  async drop(at: Point, data: DragData): Promise<void> {
    await this.over(at, data);
    await this.#send('drop', at, data);
  }
}

const test = base.extend<{ drag: Drag; file(name?: string): Promise<DragData> }>({
  drag: async ({ page }, use) => {
    const protocol = await page.context().newCDPSession(page);
    await use(new Drag(protocol));
  },
  file: async ({}, use, { outputDir }) => {
    await use(async (name = 'photo.jpg') => {
      const { buffer } = await jpeg(320, 240, name);
      await mkdir(outputDir, { recursive: true });
      const path = resolve(outputDir, name);
      await writeFile(path, buffer);
      return { items: [], files: [path], dragOperationsMask: 1 };
    });
  },
});

/** A picture of another page, as Chromium drags it: its address, its markup, and the bytes as a file. */
const pictureOf = (address: string, files: string[] = []): DragData => ({
  items: [
    { mimeType: 'text/uri-list', data: address },
    { mimeType: 'text/html', data: `<a href="https://example.com/page"><img src="${address}"></a>` },
  ],
  files,
  dragOperationsMask: 17, // copy or move
});

const uploader = (page: Page) => page.locator('imgpro-uploader');
async function center(page: Page, selector: string): Promise<Point> {
  const box = (await page.locator(selector).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
const isDragging = (page: Page) => uploader(page).evaluate((element) => element.matches(':state(dragging)'));
const namesIn = (page: Page) =>
  uploader(page).evaluate((element) => (element as unknown as ImgproUploader).files.map(({ name }) => name));
const ready = (page: Page) =>
  page.evaluate(async () => {
    await customElements.whenDefined('imgpro-uploader');
    await (document.querySelector('imgpro-uploader') as unknown as ImgproUploader).whenUppy();
  });

const tag = (api: string, more = '') =>
  `<imgpro-uploader multiple api-url="${api}/v1" ${more}></imgpro-uploader>`;

for (const target of ['itself', 'the whole page'])
  test(`a file from outside, dropped on ${target}, is uploaded`, async ({
    page,
    open,
    drag,
    file,
    servers,
  }) => {
    await open(tag(servers.mock.url, target === 'itself' ? '' : 'drop-target="body"'));
    await ready(page);
    const at = target === 'itself' ? await center(page, 'imgpro-uploader') : { x: 40, y: 500 };
    const photo = await file('outside.jpg');
    // As browsers do, again and again.
    await expect.poll(() => drag.over(at, photo).then(() => isDragging(page))).toBe(true);
    await drag.drop(at, photo);
    await expect.poll(() => namesIn(page)).toEqual(['outside.jpg']);
    expect(await isDragging(page)).toBe(false);
  });

test('a file that is dropped beside the uploader does not make the browser leave the page', async ({
  page,
  open,
  drag,
  file,
  servers,
}) => {
  await open(`${tag(servers.mock.url)}<p id="beside">Beside it</p>`);
  await ready(page);
  const address = page.url();
  await drag.drop(await center(page, '#beside'), await file());
  await drag.drop(await center(page, 'imgpro-uploader'), await file('second.jpg'));
  await expect.poll(() => namesIn(page)).toEqual(['second.jpg']);
  expect(page.url()).toBe(address);
  expect(page.context().pages()).toHaveLength(1);
});

for (const what of ['a link', 'a picture of another page'])
  test(`${what} is imported, where links may be added`, async ({ page, open, drag, servers }) => {
    const stored = await storedPicture(servers.mock.url);
    await open(tag(servers.mock.url, 'sources="drop url"'));
    await ready(page);
    const at = await center(page, 'imgpro-uploader');
    const data =
      what === 'a link'
        ? { items: [{ mimeType: 'text/uri-list', data: stored.url }], dragOperationsMask: 3 }
        : pictureOf(stored.url);
    // As browsers do, again and again.
    await expect.poll(() => drag.over(at, data).then(() => isDragging(page))).toBe(true);
    await drag.drop(at, data);
    await expect
      .poll(() =>
        uploader(page).evaluate((element) =>
          (element as unknown as ImgproUploader).files.map(({ source, name }) => ({ source, name })),
        ),
      )
      .toEqual([{ source: 'url', name: new URL(stored.url).pathname.split('/').at(-1) }]);
    expect(page.context().pages()).toHaveLength(1);
  });

for (const what of ['a link', 'a picture of another page'])
  test(`${what} is refused with a sentence, where only files may be added`, async ({
    page,
    open,
    drag,
    servers,
  }) => {
    await open(tag(servers.mock.url));
    await ready(page);
    const address = page.url();
    const at = await center(page, 'imgpro-uploader');
    const url = 'https://example.com/picture.jpg';
    const data =
      what === 'a link'
        ? { items: [{ mimeType: 'text/uri-list', data: url }], dragOperationsMask: 2 }
        : pictureOf(url);
    await drag.over(at, data);
    expect(await isDragging(page)).toBe(false);
    await drag.drop(at, data);
    await expect(uploader(page).locator('[part~=error]')).toBeVisible();
    expect(await namesIn(page)).toEqual([]);
    expect([page.url(), page.context().pages().length]).toEqual([address, 1]);
  });

for (const what of ['a picture', 'a link around a picture', 'a picture in an element of ours'])
  test(`${what} of the page itself, dragged by a real mouse, is no offer; a file right after it is`, async ({
    page,
    open,
    drag,
    file,
    servers,
  }) => {
    const stored = await storedPicture(servers.mock.url, { width: 300, height: 200 });
    const img = `<img src="${stored.url}" width="300" height="200" alt="Ours">`;
    const markup = {
      'a picture': img,
      'a link around a picture': `<a href="/elsewhere">${img}</a>`,
      'a picture in an element of ours': `<imgpro-image>${img}</imgpro-image>`,
    }[what];
    await open(
      `<section>${markup}</section>${tag(servers.mock.url, 'drop-target="body" sources="file drop url"')}`,
    );
    await ready(page);
    await expect
      .poll(() => page.locator('section img').evaluate((one: HTMLImageElement) => one.naturalWidth))
      .toBe(300);
    const from = await center(page, 'section img');
    const to = await center(page, 'imgpro-uploader');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, from.y + 10, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    // Chromium has the picture as a file, too, in a drag that no driver stands between.
    const own = await file('own.jpg');
    await drag.over(to, pictureOf(stored.url, own.files));
    expect(await isDragging(page)).toBe(false);
    const overlay = (element: Element) => !!element.shadowRoot!.querySelector('.overlay:popover-open');
    expect(await uploader(page).evaluate(overlay)).toBe(false);
    await drag.drop(to, pictureOf(stored.url, own.files));
    await page.mouse.up();
    await page.mouse.move(from.x, from.y);
    const photo = await file('theirs.jpg');
    // As browsers do, again and again.
    await expect.poll(() => drag.over(to, photo).then(() => isDragging(page))).toBe(true);
    await drag.drop(to, photo);
    await expect.poll(() => namesIn(page)).toEqual(['theirs.jpg']);
  });

test('of two uploaders that take drops of the whole page, the overlay says which one it is; the nearer one wins', async ({
  page,
  open,
  drag,
  file,
  servers,
}) => {
  const { url } = servers.mock;
  const one = (name: string) => tag(url, `drop-target="body" aria-label="${name}"`);
  await open(`${one('Photos of the flat')}<p id="between">Between</p>${one('Plans')}`);
  await ready(page);
  const overlays = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('imgpro-uploader')].map(
        ({ shadowRoot }) => shadowRoot!.querySelector('.overlay:popover-open')?.textContent ?? '',
      ),
    );
  const dragging = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('imgpro-uploader')].map((each) => each.matches(':state(dragging)')),
    );
  const photo = await file('plan.jpg');
  const between = await center(page, '#between');
  await expect
    .poll(() => drag.over(between, photo).then(overlays))
    .toEqual(['Drop to add to “Photos of the flat”', '']);
  const at = await center(page, 'imgpro-uploader:last-of-type');
  await drag.over(at, photo);
  expect(await overlays()).toEqual(['', '']);
  expect(await dragging()).toEqual([false, true]);
  await drag.cancel(at, photo);
  await expect.poll(dragging).toEqual([false, false]);
  await drag.drop(at, photo);
  await expect
    .poll(() =>
      page.evaluate(() =>
        [...document.querySelectorAll('imgpro-uploader')].map(
          (each) => (each as unknown as ImgproUploader).files.length,
        ),
      ),
    )
    .toEqual([0, 1]);
});
