// The static build needs no server: the mock is a service worker, and keeps what it knows in IndexedDB.
import type { Locator, Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { expect as base, test } from './storybook.ts';

const expect = base.configure({ timeout: 20_000 });

const MOCK = 'iframe.html?id=docs-the-mock--docs&viewMode=docs';

const tiles = (page: Page): Locator => page.locator('imgpro-gallery [part~="tile"]');

/** The worker ends, as after half a minute without a request; the next one starts it again. */
async function endWorkers(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
}

/** Adds a picture of 64 kB to the page's uploader; resolves with its id and how far it was, as the page was told. */
function upload(page: Page): Promise<{ id: string; told: number[] }> {
  return page.evaluate(async () => {
    const uploader = document.querySelector<ImgproUploader>('imgpro-uploader')!;
    const canvas = new OffscreenCanvas(128, 128);
    const pen = canvas.getContext('2d')!;
    const noise = pen.createImageData(128, 128);
    crypto.getRandomValues(noise.data);
    pen.putImageData(noise, 0, 0);
    const told: number[] = [];
    uploader.addEventListener('imgpro-upload-progress', ({ detail }) => told.push(detail.file.progress));
    const ready = new Promise<string>((resolve) =>
      uploader.addEventListener('imgpro-image-ready', ({ detail }) => resolve(detail.image.id), {
        once: true,
      }),
    );
    await uploader.addFiles([new File([await canvas.convertToBlob()], 'noise.png', { type: 'image/png' })]);
    return { id: await ready, told };
  });
}

/** A call to the mock's control plane, below its folder. */
function ask(page: Page, path: string, method = 'GET', body?: unknown): Promise<unknown> {
  return page.evaluate(
    async ([address, verb, json]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(address!, { method: verb!, ...(json && { body: json, headers }) });
      return answer.status === 204 ? null : answer.json();
    },
    [path, method, body === undefined ? '' : JSON.stringify(body)] as const,
  );
}

const shows = (page: Page, id: string): Promise<boolean> =>
  page.evaluate(
    (wanted) =>
      [...(document.querySelector('imgpro-gallery')?.shadowRoot?.querySelectorAll('img') ?? [])].some(
        ({ src, complete, naturalWidth }) => src.includes(wanted) && complete && naturalWidth > 0,
      ),
    id,
  );

test('a first visit, to a folder of the host, has pictures; an upload shows its way, and outlives worker and reload', async ({
  page,
  storybook,
}) => {
  test.slow(); // four pages
  const missed: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) missed.push(response.url());
  });
  await page.goto(`${storybook.url}/${MOCK}`);
  await tiles(page).nth(3).waitFor();
  const widths = () =>
    page
      .locator('imgpro-gallery img')
      .evaluateAll((all) => all.map((each) => (each as HTMLImageElement).naturalWidth));
  await expect.poll(async () => (await widths()).filter((width) => width === 0)).toEqual([]);
  expect((await widths()).length).toBeGreaterThan(3);

  await ask(page, 'kept-imgpro/line?speed=100000');
  const { id, told } = await upload(page);
  const under = told.filter((share) => share > 0 && share < 1);
  expect(under.length, `told ${told.join(', ')}`).toBeGreaterThan(3);
  expect(under).toEqual([...under].sort((a, b) => a - b));

  await endWorkers(page);
  await page.reload();
  await expect.poll(() => shows(page, id)).toBe(true);

  // A story begins with its own pictures, and leaves the reader's alone.
  await page.goto(`${storybook.url}/iframe.html?id=gallery--rows&viewMode=story`);
  await page.locator('body[data-story="success"]').waitFor();
  expect(await ask(page, 'mock/__mock')).toMatchObject({ counts: { images: 24 } });
  await page.goto(`${storybook.url}/${MOCK}`);
  await expect.poll(() => shows(page, id)).toBe(true);
  expect(missed).toEqual([]);
});

test('what a story has driven the mock to is still so when the browser has ended the worker', async ({
  page,
  storybook,
}) => {
  await page.goto(`${storybook.url}/iframe.html?id=uploader--done&viewMode=story`);
  await page.locator('body[data-story="success"]').waitFor();
  await ask(page, 'mock/__mock/clock', 'POST', { advance: '31d' });
  await ask(page, 'mock/__mock/faults', 'PUT', [{ match: 'GET /v1/usage', times: 3, status: 503 }]);
  await ask(page, 'imgpro/line?cut=true');
  type State = { now: string; counts: { images: number; requests: number } };
  const before = (await ask(page, 'mock/__mock')) as State;
  await endWorkers(page);
  const after = (await ask(page, 'mock/__mock')) as State;
  expect(Date.parse(after.now) - Date.now()).toBeGreaterThan(30 * 86_400_000);
  expect(after.counts).toEqual(before.counts);
  expect(before.counts).toMatchObject({ images: 26 });
  expect(before.counts.requests).toBeGreaterThan(0);
  expect(await ask(page, 'mock/__mock/faults')).toMatchObject([{ match: 'GET /v1/usage', times: 3 }]);
  await expect(ask(page, 'imgpro/token', 'POST')).rejects.toThrow('Failed to fetch');
});
