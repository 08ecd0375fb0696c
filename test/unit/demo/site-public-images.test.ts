import { expect, test } from 'vitest';
import { lentPictures, publicGallery } from '../../../demo/site/public-images.ts';
import type { Image } from '../../../src/api/types.ts';
import { image } from '../server/harness.ts';

/** A service whose list holds these, and how often it was asked. */
function serviceWith(images: (at: number) => Image, length: number) {
  const service = {
    calls: 0,
    api: { apiKey: 'img_live_test', baseUrl: 'https://api.example/v1', fetch: list },
  };
  async function list(input: RequestInfo | URL): Promise<Response> {
    service.calls++;
    const { searchParams } = new URL(String(input));
    const from = Number(searchParams.get('cursor') ?? 0);
    const next = Math.min(length, from + Number(searchParams.get('limit')));
    const data = Array.from({ length: next - from }, (_, at) => images(from + at));
    const has_more = next < length;
    const pagination = { has_more, next_cursor: has_more ? `${next}` : null, next_url: null };
    return Response.json({ object: 'list', data, pagination });
  }
  return service;
}

const numbered = (at: number, isPublic: boolean) =>
  image({
    id: `img${at}`,
    public: isPublic,
    sizes: { small: { url: `https://src.img.pro/4j2/img${at}.jpg?size=s`, width: 4, height: 3 } },
  });
const idsIn = (html: string) => [...html.matchAll(/data-id="([^"]+)"/g)].map(([, id]) => id);

test('the page is filled with 24 public images, although many private ones lie between them', async () => {
  const service = serviceWith((at) => numbered(at, at % 10 === 0), 1000);
  const html = await publicGallery(service.api);
  expect(idsIn(html)).toEqual(Array.from({ length: 24 }, (_, at) => `img${at * 10}`));
  expect(service.calls).toBe(3);
});

test('an account of private images is not read through for ever, and nothing of it is told', async () => {
  const service = serviceWith((at) => numbered(at, false), 1_000_000);
  const html = await publicGallery(service.api);
  expect(idsIn(html)).toEqual([]);
  expect(service.calls).toBe(5);
});

test('of what is lent to very many, nothing is private, unfinished, flagged or taken down', async () => {
  const flaws = [{ public: false }, { status: 'processing' }, { nsfw: true }, { blocked: true }, {}] as const;
  const service = serviceWith((at) => image({ id: `img${at}`, ...flaws[at % flaws.length] }), 20);
  expect((await lentPictures(service.api))?.map(({ id }) => id)).toEqual(['img4', 'img9', 'img14', 'img19']);
});

test('nothing is lent when the service does not answer', async () => {
  const fetch = () => Promise.resolve(new Response('', { status: 503 }));
  expect(await lentPictures({ apiKey: 'img_live_test', baseUrl: 'https://api.example/v1', fetch })).toBe(
    null,
  );
});
