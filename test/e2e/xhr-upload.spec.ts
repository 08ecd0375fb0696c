// A stock @uppy/xhr-upload with imgproXhrOptions(), before the demo site's token backend and the real mock.
import type { Page } from '@playwright/test';
import type { Uppy } from '@uppy/core';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { createKeyring } from '../../src/server/secrets.ts';
import type { ImgproXhrOptions } from '../../src/uppy/index.ts';
import { expect, jpeg, test, type TestFile } from '../harness/e2e.ts';
import { imageCount, setFaults } from '../harness/mock-control.ts';
import { bundled } from '../harness/recipes.ts';
import { startServers } from '../harness/start-servers.ts';

const SCRIPT = `
import { Uppy } from '@uppy/core';
import XHRUpload from '@uppy/xhr-upload';
import { imgproXhrOptions } from 'imgpro-elements/uppy';

globalThis.told = [];
globalThis.opened = 0;
const { open } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function (...given) {
  opened += 1;
  open.apply(this, given);
};
globalThis.start = (options) => {
  const uppy = new Uppy().use(XHRUpload, imgproXhrOptions(options));
  for (const event of ['upload-success', 'upload-error', 'complete'])
    uppy.on(event, (file, error) => told.push([event, error?.code ?? '', error?.name ?? '']));
  document.querySelector('input').addEventListener('change', ({ target }) => {
    for (const data of target.files) uppy.addFile({ name: data.name, type: data.type, data });
    void uppy.upload();
  });
  globalThis.uppy = uppy;
};`;

interface Script {
  start(options: ImgproXhrOptions): void;
  uppy: Uppy;
  told: [string, string, string][];
  /** Requests that were begun, sent or not. */
  opened: number;
}
type Servers = Awaited<ReturnType<typeof startServers>>;

let script: string;
let servers: Servers;
test.beforeAll(async () => {
  script = (await bundled({ 'xhr-upload.js': SCRIPT }, 'xhr-upload.js', 'browser')).text;
});
test.beforeEach(async () => {
  servers = await startServers();
});
test.afterEach(() => servers.close());

/** A page of the site's, under its strict policy, and what it sends. */
async function open(page: Page, options: ImgproXhrOptions = { tokenEndpoint: '/imgpro/token' }) {
  await page.route('**/xhr-upload.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  const sent: { authorization?: string; key?: string; at: number }[] = [];
  const tokens: string[] = [];
  page.on('request', (request) => {
    const { authorization, 'idempotency-key': key } = request.headers();
    if (request.method() === 'POST' && request.url().endsWith('/v1/images'))
      sent.push({ authorization, key, at: Date.now() });
    if (request.url().endsWith('/imgpro/token')) tokens.push(request.url());
  });
  // A page that the site really serves, since browsers keep others from the addresses of this machine.
  await page.goto(`${servers.site.url}/xhr-upload`);
  await page.evaluate(async (given) => {
    const input = document.body.appendChild(document.createElement('input'));
    Object.assign(input, { type: 'file', multiple: true });
    await import('/xhr-upload.js' as string);
    (globalThis as unknown as Script).start(given);
  }, options);
  return { sent, tokens };
}

const upload = (page: Page, ...files: TestFile[]) => page.locator('input').setInputFiles(files);
const told = (page: Page) => page.evaluate(() => (globalThis as unknown as Script).told);
const completed = (page: Page) =>
  expect.poll(() => told(page).then((all) => all.at(-1)?.[0]), { timeout: 30_000 }).toBe('complete');
const files = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as Script).uppy.getFiles().map(({ name, error, response }) => ({
      name,
      error: error ?? null,
      image: response?.body,
    })),
  );

/** The same token, as it was minted a quarter of an hour ago. */
async function expired(token: string): Promise<string> {
  const { signing } = await createKeyring('a secret of the tests alone, forty characters');
  const { iat, nbf, exp, ...claims } = decodeJwt(token);
  const before = (time?: number) => time! - 900;
  return new SignJWT({ ...claims, iat: before(iat), nbf: before(nbf), exp: before(exp) })
    .setProtectedHeader(decodeProtectedHeader(token) as { alg: string })
    .sign(signing.key);
}

test('files are stored through the token backend; the Image is the answer', async ({ page }) => {
  const { sent, tokens } = await open(page);
  await upload(page, await jpeg(800, 600, 'lighthouse.jpg'), await jpeg(600, 800, 'dunes.jpg'));
  await completed(page);
  expect(await files(page)).toMatchObject([
    { error: null, image: { object: 'image', filename: 'lighthouse.jpg', width: 800, metadata: {} } },
    { error: null, image: { object: 'image', filename: 'dunes.jpg', width: 600 } },
  ]);
  expect(tokens).toHaveLength(1);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  expect(await imageCount(servers.mock)).toBe(2);
});

test('a token that has expired is renewed once for all files, and each is stored once', async ({ page }) => {
  const { sent, tokens } = await open(page);
  await page.route('**/imgpro/token', async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { token: string };
    if (tokens.length === 1) answer.token = await expired(answer.token);
    await route.fulfill({ response, json: answer });
  });
  await upload(page, await jpeg(400, 300, 'one.jpg'), await jpeg(400, 300, 'two.jpg'));
  await completed(page);
  expect(await files(page)).toMatchObject([{ error: null }, { error: null }]);
  expect(tokens).toHaveLength(2);
  expect(sent).toHaveLength(4);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  expect(new Set(sent.map(({ authorization }) => authorization)).size).toBe(2);
  expect(await imageCount(servers.mock)).toBe(2);
});

test('a file that may be sent a second later is sent then, under its key', async ({ page }) => {
  await setFaults(servers.mock, { match: 'POST /v1/images', times: 1, status: 429, retry_after: 1 });
  const { sent } = await open(page);
  await upload(page, await jpeg(400, 300, 'patience.jpg'));
  await completed(page);
  expect(await files(page)).toMatchObject([{ error: null, image: { filename: 'patience.jpg' } }]);
  expect(sent).toHaveLength(2);
  expect(sent[1]!.key).toBe(sent[0]!.key);
  expect(sent[1]!.at - sent[0]!.at).toBeGreaterThanOrEqual(1_000);
});

for (const [way, options] of [
  ['the token backend', () => ({ tokenEndpoint: '/imgpro/token' })],
  ['no backend, where the browser itself loses the connection', () => ({ apiUrl: `${servers.mock.url}/v1` })],
] as const)
  test(`an answer that is lost after the work was done stores one image, by ${way}`, async ({ page }) => {
    await setFaults(servers.mock, { match: 'POST /v1/images', times: 1, drop: 'after' });
    const { sent } = await open(page, options());
    await upload(page, await jpeg(400, 300, 'once.jpg'));
    await completed(page);
    expect(await files(page)).toMatchObject([{ error: null, image: { filename: 'once.jpg' } }]);
    expect(sent).toHaveLength(2);
    expect(sent[1]!.key).toBe(sent[0]!.key);
    expect(await imageCount(servers.mock)).toBe(1);
  });

test('a connection that cannot be had ends in an error of ours', async ({ page }) => {
  await setFaults(servers.mock, { match: 'POST /v1/images', drop: 'before' });
  const { sent } = await open(page, { apiUrl: `${servers.mock.url}/v1`, retries: 1 });
  await upload(page, await jpeg(400, 300, 'lost.jpg'));
  await completed(page);
  expect(await told(page)).toContainEqual(['upload-error', 'network_error', 'ImgproError']);
  expect(await files(page)).toMatchObject([{ error: 'No answer came: the connection was lost or refused.' }]);
  expect(sent).toHaveLength(2);
});

test('a file that is cancelled while it waits for its next try is not sent again', async ({ page }) => {
  await setFaults(servers.mock, { match: 'POST /v1/images', times: 1, status: 429, retry_after: 1 });
  const { sent } = await open(page);
  await upload(page, await jpeg(400, 300, 'regretted.jpg'));
  await page.waitForFunction(() => (globalThis as unknown as Script).opened === 2);
  expect(sent).toHaveLength(1);
  await page.evaluate(() => (globalThis as unknown as Script).uppy.cancelAll());
  // Another one that waits as long, and begins later, would be sent after it.
  await setFaults(servers.mock, { match: 'POST /v1/images', times: 1, status: 429, retry_after: 2 });
  await upload(page, await jpeg(400, 300, 'wanted.jpg'));
  await expect.poll(() => files(page)).toMatchObject([{ name: 'wanted.jpg', image: { object: 'image' } }]);
  expect(sent).toHaveLength(3);
  expect(sent[1]!.key).not.toBe(sent[0]!.key);
  expect(sent[2]!.key).toBe(sent[1]!.key);
  expect((await told(page)).map(([event]) => event)).not.toContain('upload-error');
  expect(await imageCount(servers.mock)).toBe(1);
});

test('a dead token endpoint fails the file with its reason; when it is back the file is stored', async ({
  page,
}) => {
  const { sent } = await open(page);
  await page.route('**/imgpro/token', (route) => route.abort('connectionrefused'));
  await upload(page, await jpeg(400, 300, 'locked-out.jpg'));
  await completed(page);
  expect(await told(page)).toContainEqual(['upload-error', 'network_error', 'ImgproError']);
  expect(await files(page)).toMatchObject([{ error: 'The token endpoint could not be reached.' }]);
  expect(sent).toEqual([]);
  await page.unroute('**/imgpro/token');
  // Sooner than a person could try again, the same is told again.
  const retry = () =>
    page.evaluate(async () => void (await (globalThis as unknown as Script).uppy.retryAll()));
  await expect
    .poll(() => retry().then(() => files(page)))
    .toMatchObject([{ error: null, image: { filename: 'locked-out.jpg' } }]);
  expect(await imageCount(servers.mock)).toBe(1);
});

test('what the token does not allow is refused before a byte is sent', async ({ page }) => {
  await servers.close();
  servers = await startServers({ policy: { maxBytes: 1_000 } });
  const { sent } = await open(page);
  await upload(page, await jpeg(800, 600, 'heavy.jpg'));
  await completed(page);
  expect(await told(page)).toContainEqual(['upload-error', 'file_too_large', 'ImgproError']);
  expect(sent).toEqual([]);
});
