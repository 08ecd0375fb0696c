// A site of one page that shows and takes away the elements hundreds of times: what is gone is gone from memory.
import type { CDPSession, Page } from '@playwright/test';
import { ImgproClient, type Image } from '../../src/api/index.ts';
import type { ImgproGallery, ImgproImage, ImgproUploader } from '../../src/index.ts';
import { expect, jpeg, test as base } from '../harness/e2e.ts';
import { serveFront, type Front } from '../harness/front.ts';

const test = base.extend<{ front: Front }>({
  front: async ({ servers }, use) => {
    const front = await serveFront(servers.site, servers.mock);
    await use(front);
    await front.close();
  },
  baseURL: async ({ front }, use) => use(front.url),
});

/** How often an element is mounted before the first measure, and after it. */
const WARM_UP = 20;
const MOUNTS = 200;

/** Nodes and listeners that a browser may keep by itself (the last focused, the last hovered, a pending task). */
const SLACK = 12;
/** Bytes that a mount may leave behind, as compiled code and inline caches grow. */
const BYTES = 1500;

interface Usage {
  nodes: number;
  jsEventListeners: number;
  documents: number;
  bytes: number;
}

async function usage(session: CDPSession): Promise<Usage> {
  for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners, documents } = await session.send('Memory.getDOMCounters');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { nodes, jsEventListeners, documents, bytes: usedSize };
}

interface Given {
  images: Image[];
  processing: Image;
  photo: string;
}

/** A thing that a page does with a fresh element, and its parting from it. Runs in the page. */
type Mount = (given: Given, at: number) => Promise<void>;

async function checkMounts(page: Page, given: Given, mount: Mount, count = MOUNTS): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const mounts = (times: number) =>
    page.evaluate(
      async ({ given: all, source, times: total }) => {
        const act = new Function(`return (${source})`)() as Mount;
        for (let at = 0; at < total; at++) {
          await act(all, at);
          await new Promise((done) => setTimeout(done));
        }
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      },
      { given, source: mount.toString(), times },
    );
  await mounts(WARM_UP);
  const before = await usage(session);
  await mounts(count);
  // The browser lets go of some things a moment later: it is given the moment.
  await expect
    .poll(async () => {
      const after = await usage(session);
      return {
        nodes: Math.max(0, after.nodes - before.nodes - SLACK),
        listeners: Math.max(0, after.jsEventListeners - before.jsEventListeners - SLACK),
        documents: Math.max(0, after.documents - before.documents),
        bytes: Math.max(0, (after.bytes - before.bytes) / count - BYTES),
      };
    })
    .toEqual({ nodes: 0, listeners: 0, documents: 0, bytes: 0 });
}

/** A page with nothing on it but the script, whose policy lets this test's functions in. */
async function open(page: Page, front: Front, mockUrl: string): Promise<Given> {
  const client = new ImgproClient({ apiKey: 'img_live_demo', baseUrl: `${mockUrl}/v1` });
  const images: Image[] = [];
  for (const name of ['a.jpg', 'b.jpg', 'c.jpg', 'mock-processing-d.jpg']) {
    const { buffer, mimeType } = await jpeg(320, 240, name);
    images.push(
      await client.images.upload(new File([new Uint8Array(buffer)], name, { type: mimeType }), {
        public: true,
      }),
    );
  }
  const script = `<script type="module" src="/dist/imgpro.js" data-token-endpoint="/imgpro/token"
    data-load="imgpro-uploader imgpro-image imgpro-gallery"></script>`;
  front.add('/spa', {
    body: `<!doctype html><html lang="en"><title>SPA</title>${script}<body><main id="app"></main></body></html>`,
    csp: null,
  });
  await page.request.get('/');
  await page.goto('/spa');
  for (const tag of ['imgpro-uploader', 'imgpro-image', 'imgpro-gallery'])
    await page.evaluate((name) => customElements.whenDefined(name).then(() => {}), tag);
  const { buffer } = await jpeg(64, 48);
  return { images: images.slice(0, 3), processing: images[3]!, photo: buffer.toString('base64') };
}

const uploaders: Record<string, Mount> = {
  'an uploader': async () => {
    const element = document.createElement('imgpro-uploader') as ImgproUploader;
    document.querySelector('#app')!.append(element);
    await element.updateComplete;
    element.remove();
  },
  'an uploader with its engine, in a form': async () => {
    const form = document.createElement('form');
    const element = document.createElement('imgpro-uploader') as ImgproUploader;
    Object.assign(element, { name: 'photos', multiple: true, recover: true, fields: 'caption' });
    element.setAttribute('drop-target', 'body');
    form.append(element);
    document.querySelector('#app')!.append(form);
    await element.whenUppy();
    await element.updateComplete;
    form.remove();
  },
  'an uploader with files on its list': async ({ photo }, at) => {
    const element = document.createElement('imgpro-uploader') as ImgproUploader;
    Object.assign(element, { multiple: true, manual: true, fields: 'caption alt_text' });
    document.querySelector('#app')!.append(element);
    const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
    const files = [1, 2].map(
      (name) => new File([bytes, `${at} ${name}`], `${name}.jpg`, { type: 'image/jpeg' }),
    );
    await element.addFiles(files);
    await element.updateComplete;
    element.remove();
  },
  'an uploader whose request is pending': async ({ photo }, at) => {
    const element = document.createElement('imgpro-uploader') as ImgproUploader;
    document.querySelector('#app')!.append(element);
    const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
    const started = new Promise((done) => element.addEventListener('imgpro-upload-start', done));
    await element.addFiles([new File([bytes, `${at}`], 'a.jpg', { type: 'image/jpeg' })]);
    await started;
    element.remove();
  },
};

const images: Record<string, Mount> = {
  'an image': async ({ images: [first] }) => {
    const element = document.createElement('imgpro-image') as ImgproImage;
    Object.assign(element, { image: first, alt: 'A lake', zoomable: true, showCaption: true });
    const loaded = new Promise((done) => element.addEventListener('imgpro-load', done));
    document.querySelector('#app')!.append(element);
    await loaded;
    element.remove();
  },
  'an image whose viewer is open': async ({ images: [first] }) => {
    const element = document.createElement('imgpro-image') as ImgproImage;
    Object.assign(element, { image: first, alt: 'A lake', zoomable: true });
    const loaded = new Promise((done) => element.addEventListener('imgpro-load', done));
    document.querySelector('#app')!.append(element);
    await loaded;
    while (!document.querySelector('dialog.imgpro-lightbox')) {
      element.querySelector('img')!.click();
      await new Promise((done) => setTimeout(done, 5));
    }
    element.remove();
    while (document.querySelector('dialog.imgpro-lightbox'))
      await new Promise((done) => setTimeout(done, 20));
  },
  'an image that is polled': async ({ processing }) => {
    const element = document.createElement('imgpro-image') as ImgproImage;
    Object.assign(element, { image: { ...processing, status: 'processing' }, alt: 'A lake' });
    document.querySelector('#app')!.append(element);
    await element.updateComplete;
    await new Promise((done) => setTimeout(done, 10));
    element.remove();
  },
  'an image whose request is pending': async (_, at) => {
    const element = document.createElement('imgpro-image') as ImgproImage;
    Object.assign(element, { apiUrl: `${location.origin}/held`, imageId: `held${at % 3}`, alt: 'A lake' });
    document.querySelector('#app')!.append(element);
    await element.updateComplete;
    await new Promise((done) => setTimeout(done, 10));
    element.remove();
  },
};

const galleries: Record<string, Mount> = {
  'a gallery': async ({ images: given }) => {
    const element = document.createElement('imgpro-gallery') as ImgproGallery;
    Object.assign(element, { images: given, selectable: true, manage: true, reorderable: true });
    document.querySelector('#app')!.append(element);
    await element.updateComplete;
    await new Promise((done) => requestAnimationFrame(done));
    element.remove();
  },
  'a gallery that waits for its images': async () => {
    const element = document.createElement('imgpro-gallery') as ImgproGallery;
    Object.assign(element, { apiUrl: `${location.origin}/held`, ids: ['held1', 'held2'] });
    document.querySelector('#app')!.append(element);
    await element.updateComplete;
    await new Promise((done) => setTimeout(done, 10));
    element.remove();
  },
  'a gallery whose viewer is open': async ({ images: given }) => {
    const element = document.createElement('imgpro-gallery') as ImgproGallery;
    Object.assign(element, { images: given, lightbox: true });
    document.querySelector('#app')!.append(element);
    await element.updateComplete;
    const opened = new Promise((done) => element.addEventListener('imgpro-open', done));
    void element.open(given[1]!.id);
    await opened;
    element.remove();
    while (document.querySelector('dialog.imgpro-lightbox') || location.hash)
      await new Promise((done) => setTimeout(done, 20));
  },
};

for (const [what, mount] of Object.entries({ ...uploaders, ...images, ...galleries })) {
  // A viewer takes its time to open and to close.
  const count = /viewer/.test(what) ? 30 : MOUNTS;
  test(`${what}, shown ${count} times, leaves nothing behind`, async ({ page, front, servers }) => {
    test.setTimeout(120_000);
    const given = await open(page, front, servers.mock.url);
    for (const path of [
      '/imgpro/v1/images',
      '/held/images',
      '/held/images/held0',
      '/held/images/held1',
      '/held/images/held2',
    ])
      front.hold(path);
    await checkMounts(page, given, mount, count);
  });
}

test('a picture that is gone before the viewer’s code has come opens none', async ({
  page,
  front,
  servers,
}) => {
  const given = await open(page, front, servers.mock.url);
  let come = () => {};
  const coming = new Promise<void>((done) => (come = done));
  await page.route('**/dist/parts/lightbox-view-*.js', (route) => coming.then(() => route.continue()));
  const asked = page.waitForRequest(/lightbox-view/);
  await page.evaluate(async (image) => {
    const element = document.createElement('imgpro-image') as ImgproImage;
    Object.assign(element, { image, alt: 'A lake', zoomable: true });
    const loaded = new Promise((done) => element.addEventListener('imgpro-load', done));
    document.querySelector('#app')!.append(element);
    await loaded;
  }, given.images[0]);
  await page.getByRole('button', { name: /View larger/ }).click();
  await asked;
  await page.evaluate(() => document.querySelector('imgpro-image')!.remove());
  const arrived = page.waitForResponse(/lightbox-view/);
  come();
  await (await arrived).finished();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await expect(page.locator('dialog')).toHaveCount(0);
});
