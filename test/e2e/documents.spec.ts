// Documents that are not as usual: a <base>, a page that is written anew, the script twice, frames, windows of a page's own.
import type { Frame, Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { expect, jpeg, test as base } from '../harness/e2e.ts';
import { serveFront, type Front } from '../harness/front.ts';

const test = base.extend<{ front: Front; elsewhere: Front }>({
  front: async ({ servers }, use) => {
    const front = await serveFront(servers.site, servers.mock);
    await use(front);
    await front.close();
  },
  // Another origin, to which a <base> may lead.
  elsewhere: async ({ servers }, use) => {
    const front = await serveFront(servers.site, servers.mock);
    await use(front);
    await front.close();
  },
  baseURL: async ({ front }, use) => use(front.url),
});

const ELEMENTS = `<imgpro-uploader id="photos" multiple max-dimension="200 always"></imgpro-uploader>
  <imgpro-gallery uploader="photos" lightbox></imgpro-gallery>`;

const pageOf = ({
  head = '',
  attributes = 'data-token-endpoint="/imgpro/token"',
  body = ELEMENTS,
} = {}): string =>
  `<!doctype html><html lang="en"><head><title>Own</title>${head}
  <script type="module" src="/dist/imgpro.js" ${attributes}></script></head><body>${body}</body></html>`;

/** A page whose policy is its own business: it has a <base>, frames, or scripts of this test. */
const add = (front: Front, path: string, body: string): void => front.add(path, { body, csp: null });

/** Signs the visitor in: the token endpoint knows them by a cookie. */
const signIn = (page: Page) => page.request.get('/');

type Place = Page | Frame;

/** Uploads a photo through the uploader of a page or frame. */
async function upload(place: Place, name = 'lake.jpg'): Promise<void> {
  const { buffer, mimeType } = await jpeg(640, 480);
  await place.locator('imgpro-uploader').evaluate(
    async (element: ImgproUploader, file) => {
      await customElements.whenDefined('imgpro-uploader');
      const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0));
      await element.addFiles([new File([bytes], file.name, { type: file.type })]);
    },
    { name, type: mimeType, base64: buffer.toString('base64') },
  );
  await expect.poll(() => statuses(place), { timeout: 30_000 }).toContain('ready');
  await expect.poll(async () => new Set(await statuses(place)).size).toBe(1);
}

const statuses = (place: Place): Promise<string[]> =>
  place
    .locator('imgpro-uploader')
    .evaluate((element: ImgproUploader) => element.files.map(({ status }) => status));

const tiles = (place: Place) => place.locator('imgpro-gallery [part~=tile] img');
const drawn = (place: Place, selector = 'imgpro-gallery [part~=tile] img'): Promise<number> =>
  place
    .locator(selector)
    .evaluateAll((all) => all.filter((img) => (img as HTMLImageElement).naturalWidth > 0).length);

const viewer = (place: Place) => place.locator('dialog.imgpro-lightbox');

/** Opens the first picture, and checks that it has an address of this very page, which Back takes away. */
async function openAndGoBack(page: Page): Promise<void> {
  const before = page.url();
  await tiles(page).first().click();
  await expect(viewer(page)).toHaveAttribute('data-state', 'open');
  expect(page.url()).toMatch(/#imgpro=[\w-]+$/);
  expect(page.url().split('#')[0]).toBe(before);
  await page.goBack();
  await expect(viewer(page)).toHaveCount(0);
  expect(page.url()).toBe(before);
}

for (const [what, baseOf, endpointOf] of [
  ['another folder', () => '/other/folder/', () => '/imgpro/token'],
  ['the folder above, which a relative endpoint goes by', () => '/', () => 'imgpro/token'],
  ['another origin', (_, other) => `${other.url}/some/folder/`, (own) => `${own.url}/imgpro/token`],
] as [string, (own: Front, other: Front) => string, (own: Front) => string][])
  test(`a <base> to ${what}: uploads, pictures, the viewer and its address`, async ({
    page,
    front,
    elsewhere,
  }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(elsewhere.url)) asked.push(request.url());
    });
    add(
      front,
      '/deep/page',
      pageOf({
        head: `<script type="module" src="${front.url}/dist/imgpro.js" data-token-endpoint="${endpointOf(front)}"></script>
        <base href="${baseOf(front, elsewhere)}">`,
      }).replace(
        '<script type="module" src="/dist/imgpro.js" data-token-endpoint="/imgpro/token"></script>',
        '',
      ),
    );
    await signIn(page);
    await page.goto('/deep/page?a=1');
    await upload(page);
    await expect.poll(() => drawn(page)).toBe(1);
    await openAndGoBack(page);
    // Its address opens it at once.
    const id = await page
      .locator('imgpro-uploader')
      .evaluate((element: ImgproUploader) => element.images[0]!.id);
    await page.goto('about:blank');
    await page.goto(`/deep/page?a=1#imgpro=${id}`);
    await expect(viewer(page)).toHaveAttribute('data-state', 'open');
    await page.keyboard.press('Escape');
    await expect(viewer(page)).toHaveCount(0);
    expect(page.url()).toBe(`${front.url}/deep/page?a=1`);
    expect(asked).toEqual([]);
  });

for (const [what, again] of Object.entries({
  'with elements': ELEMENTS,
  'with elements and the script once more': `<script type="module" src="/dist/imgpro.js" data-token-endpoint="/imgpro/token"></script>${ELEMENTS}`,
}))
  test(`a page that is written anew ${what}: the new ones work`, async ({ page, front }) => {
    add(front, '/own', pageOf());
    await signIn(page);
    await page.goto('/own');
    await upload(page);
    await expect.poll(() => drawn(page)).toBe(1);
    await page.evaluate((markup) => {
      document.open();
      document.write(`<!doctype html><title>Anew</title><body><h1>Anew</h1>${markup}</body>`);
      document.close();
    }, again);
    await expect(page.locator('h1')).toHaveText('Anew');
    await upload(page, 'another.jpg');
    await expect.poll(() => drawn(page)).toBe(2);
    await openAndGoBack(page);
  });

test('a page that is written anew while its script is on its way', async ({ page, front }) => {
  add(front, '/own', pageOf());
  await signIn(page);
  let come = () => {};
  const coming = new Promise<void>((done) => (come = done));
  await page.route('**/dist/parts/*.js', (route) => coming.then(() => route.continue()));
  const asked = page.waitForRequest(/dist\/parts/);
  await page.goto('/own', { waitUntil: 'commit' });
  await asked;
  await page.evaluate((markup) => {
    document.open();
    document.write(`<!doctype html><title>Anew</title><body>${markup}</body>`);
    document.close();
  }, ELEMENTS);
  come();
  await upload(page);
  await expect.poll(() => drawn(page)).toBe(1);
});

for (const [what, second] of Object.entries({
  'the same': '/dist/imgpro.js',
  'of another address': '/dist/imgpro.js?release=2',
  'and all in one file beside it': '/dist/imgpro.all.js',
}))
  test(`the script twice, ${what}: nothing breaks`, async ({ page, front, faults }) => {
    add(
      front,
      '/own',
      pageOf({ head: `<script type="module" src="${second}" data-token-endpoint="/imgpro/token"></script>` }),
    );
    await signIn(page);
    await page.goto('/own');
    await upload(page);
    await expect.poll(() => drawn(page)).toBe(1);
    await openAndGoBack(page);
    // Two copies of the code are a mistake, and are told once.
    const told = faults.splice(0).map((text) => /two copies/.test(text));
    expect(told).toEqual(what === 'the same' ? [] : [true]);
  });

/** The frame of a page, once it is there. */
async function frameOf(page: Page): Promise<Frame> {
  const handle = await page.locator('iframe').elementHandle();
  const frame = await handle!.contentFrame();
  await frame!.waitForLoadState();
  return frame!;
}

test('in a frame of the same origin all works, and the viewer closes by Back', async ({ page, front }) => {
  add(front, '/inner', pageOf());
  add(
    front,
    '/outer',
    '<!doctype html><title>Outer</title><iframe src="/inner" width="900" height="700"></iframe>',
  );
  await signIn(page);
  await page.goto('/outer');
  const frame = await frameOf(page);
  await upload(frame);
  await expect.poll(() => drawn(frame)).toBe(1);
  await tiles(frame).first().click();
  await expect(viewer(frame)).toHaveAttribute('data-state', 'open');
  expect(frame.url()).toMatch(/\/inner#imgpro=/);
  await page.evaluate(() => history.back());
  await expect(viewer(frame)).toHaveCount(0);
  expect(frame.url()).toBe(`${front.url}/inner`);
});

for (const [what, sandbox] of Object.entries({
  'without an origin of its own': 'allow-scripts allow-forms',
  'with its origin': 'allow-scripts allow-forms allow-same-origin',
}))
  test(`in a sandboxed frame ${what}, uploads, pictures and the viewer work`, async ({
    page,
    front,
    servers,
  }) => {
    front.share('/dist/');
    const body = `<imgpro-uploader id="photos" multiple recover max-dimension="200 always"></imgpro-uploader>
      <imgpro-gallery uploader="photos" lightbox></imgpro-gallery><imgpro-image id="one" zoomable alt="A lake"></imgpro-image>`;
    add(front, '/inner', pageOf({ attributes: `data-api-url="${servers.mock.url}/v1"`, body }));
    add(
      front,
      '/outer',
      `<!doctype html><title>Outer</title><iframe src="/inner" sandbox="${sandbox}" width="900" height="700"></iframe>`,
    );
    await page.goto('/outer');
    const frame = await frameOf(page);
    await upload(frame);
    await expect.poll(() => drawn(frame)).toBe(1);
    await tiles(frame).first().click();
    await expect(viewer(frame)).toHaveAttribute('data-state', 'open');
    await viewer(frame).getByRole('button', { name: 'Close' }).click();
    await expect(viewer(frame)).toHaveCount(0);
    await frame.evaluate(() => {
      const [image] = document.querySelector<ImgproUploader>('imgpro-uploader')!.images;
      Object.assign(document.querySelector('#one')!, { image });
    });
    await expect.poll(() => drawn(frame, '#one img')).toBe(1);
  });

test('in a window that the page has opened: made there by its own script they work', async ({
  page,
  front,
}) => {
  add(front, '/opener', '<!doctype html><title>Opener</title>');
  add(front, '/own', pageOf());
  await signIn(page);
  await page.goto('/opener');
  const opened = page.waitForEvent('popup');
  await page.evaluate(() => void window.open('/own'));
  const popup = await opened;
  await upload(popup);
  await expect.poll(() => drawn(popup)).toBe(1);
  await openAndGoBack(popup);
});

test('in an empty window that the page has written', async ({ page, front }) => {
  add(front, '/opener', '<!doctype html><title>Opener</title>');
  await signIn(page);
  await page.goto('/opener');
  const opened = page.waitForEvent('popup');
  await page.evaluate((text) => {
    const popup = window.open('', '', 'width=900,height=700')!;
    popup.document.write(text);
    popup.document.close();
  }, pageOf());
  const popup = await opened;
  const faults: string[] = [];
  popup.on('pageerror', (error) => faults.push(error.message));
  await upload(popup);
  await expect.poll(() => drawn(popup)).toBe(1);
  await tiles(popup).first().click();
  await expect(viewer(popup)).toHaveAttribute('data-state', 'open');
  await popup.keyboard.press('Escape');
  await expect(viewer(popup)).toHaveCount(0);
  expect(faults).toEqual([]);
});

test('moved to another window they are refused with one warning, and nothing throws', async ({
  page,
  front,
  faults,
}) => {
  add(front, '/own', pageOf());
  await signIn(page);
  await page.goto('/own');
  await upload(page);
  const opened = page.waitForEvent('popup');
  await page.evaluate(() => {
    const popup = window.open('', '', 'width=900,height=700')!;
    Object.assign(window, { popup });
    popup.document.write('<!doctype html><title>Popup</title><body></body>');
    popup.document.close();
    popup.document.body.append(...document.querySelectorAll('imgpro-uploader, imgpro-gallery'));
  });
  await (await opened).close();
  await expect.poll(() => faults.length).toBe(1);
  expect(faults.splice(0)).toEqual([expect.stringContaining('was moved to another document')]);
  // The page itself is as alive as before.
  await page.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), ELEMENTS);
  await upload(page, 'after.jpg');
  expect(faults).toEqual([]);
});
