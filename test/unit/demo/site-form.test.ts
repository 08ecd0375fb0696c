import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Image, ImageList } from '../../../src/api/types.ts';
import { picture } from '../server/harness.ts';
import { cookiesFor, dot, gatewayFor, json, png, postForm, startSite } from './site-harness.ts';

let world: Awaited<ReturnType<typeof startSite>>;
let url: string;
beforeAll(async () => {
  world = await startSite({
    handler: { log: () => {}, policy: { maxBytes: 10_000, types: ['image/png'] } },
  });
  ({ url } = world.site);
});
afterAll(() => world.close());

/** A form as a page without a script sends it, or with ids where one runs. */
function photoForm(...photos: (File | string)[]): FormData {
  const data = new FormData();
  data.append('title', 'A bicycle <b>');
  for (const photo of photos) data.append('photo', photo);
  return data;
}
const file = (name: string, bytes: Uint8Array<ArrayBuffer> = png) =>
  new File([bytes], name, { type: 'image/png' });

/** Sends a form as somebody, and opens the page that it leads to. */
async function publish(cookie: string, ...photos: (File | string)[]) {
  const answer = await postForm(url, '/form', photoForm(...photos), { origin: url, cookie });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([303, 'no-store']);
  const path = answer.headers.get('location')!;
  const page = await world.get(path, { cookie });
  return { path, page, text: await page.text() };
}

const idsIn = (html: string) => [...html.matchAll(/image-id="([^"]+)"/g)].map(([, id]) => id);
const listOf = async (cookie: string) =>
  ((await (await (await gatewayFor(url, cookie))('GET', '/images')).json()) as ImageList).data;

async function upload(cookie: string): Promise<string> {
  const answer = await (await gatewayFor(url, cookie))('POST', '/images', { body: dot() });
  return ((await answer.json()) as Image).id;
}

test('files of a form are stored as their sender’s, and shown on a page of the sender’s alone', async () => {
  const [cookie, stranger] = [await cookiesFor(url), await cookiesFor(url)];
  const { path, page, text } = await publish(cookie, file('one.png'), file('two.png'));
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(text).toContain('<h1>A bicycle &lt;b&gt;</h1>');
  const stored = await listOf(cookie);
  expect(idsIn(text).sort()).toEqual(stored.map(({ id }) => id).sort());
  expect(stored.map(({ filename }) => filename).sort()).toEqual(['one.png', 'two.png']);
  expect((await world.get(path, { cookie: stranger })).status).toBe(404);
  expect((await world.get('/form/nothing', { cookie })).status).toBe(404);
});

test('ids of a form count when they are the sender’s own, and are passed over when they are not', async () => {
  const [mine, theirs] = [await cookiesFor(url), await cookiesFor(url)];
  const [own, foreign] = [await upload(mine), await upload(theirs)];
  const { text } = await publish(mine, own, foreign, 'no-such-image', '../images', '');
  expect(idsIn(text)).toEqual([own]);
  expect(text).not.toContain(foreign);
  expect(idsIn((await publish(mine, foreign)).text)).toEqual([]);
});

test('a form has four photos at most', async () => {
  const cookie = await cookiesFor(url);
  const files = [1, 2, 3, 4, 5].map((number) => file(`${number}.png`));
  expect(idsIn((await publish(cookie, ...files)).text)).toHaveLength(4);
});

test('what is too large or no picture is named with the reason, and the rest is stored', async () => {
  const { text } = await publish(
    await cookiesFor(url),
    file('huge.png', picture('png', 20_000)),
    new File(['only words'], 'letter.png', { type: 'image/png' }),
    file('good.png', new Uint8Array([...png, ...new Uint8Array(6_000)])),
  );
  expect(idsIn(text)).toHaveLength(1);
  expect(text).toMatch(/<bdi>huge\.png<\/bdi>: \S+/);
  expect(text).toMatch(/<bdi>letter\.png<\/bdi>: \S+/);
  expect(text).not.toContain('<bdi>good.png');
});

test('an input without a choice stores nothing', async () => {
  const { text } = await publish(await cookiesFor(url), new File([], ''));
  expect(text).toContain('No photo is stored.');
  expect(text).not.toContain('Not stored');
});

test('a form of another site, of nobody, or of another kind is refused in words', async () => {
  const cookie = await cookiesFor(url);
  const before = world.mock.mock.control.status().counts.images;
  for (const [status, headers, body] of [
    [403, { cookie, origin: 'https://evil.example' }, photoForm(file('x.png'))],
    [403, { cookie }, photoForm(file('x.png'))],
    [401, { origin: url }, photoForm(file('x.png'))],
    [415, { cookie, origin: url, ...json('').headers }, JSON.stringify({ photo: 'x' })],
  ] as [number, Record<string, string>, FormData | string][]) {
    const answer = await fetch(`${url}/form`, { method: 'POST', headers, body, redirect: 'manual' });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, 'no-store']);
    expect(await answer.text()).toContain('The form was not taken');
  }
  expect(world.mock.mock.control.status().counts.images).toBe(before);
});

test('when the service does not answer the page says so', async () => {
  const cookie = await cookiesFor(url);
  world.mock.mock.control.setFaults([{ match: 'GET /v1/images', times: 20, status: 500 }]);
  const answer = await postForm(url, '/form', photoForm(file('late.png')), { origin: url, cookie });
  world.mock.mock.control.clearFaults();
  expect(answer.status).toBeGreaterThanOrEqual(500);
  expect(await answer.text()).toContain('The form was not taken');
});
