import sharp from 'sharp';
import { ImgproClient } from 'imgpro-elements/api';
import type { Mock } from './mock/index.ts';
import { sceneSvg } from './mock/scenes/svg.ts';
import type { StateImages } from './site/states.ts';

/** Change by the mock's control plane for each image, and the number of its drawing. */
const WANTED = {
  ready: { scene: 21, change: { state: 'ready' } },
  processing: { scene: 22, change: { state: 'processing' } },
  nsfw: { scene: 23, change: { state: 'ready', nsfw: true } },
  failed: { scene: 24, change: { state: 'failed' } },
  blocked: { scene: 25, change: { state: 'blocked' } },
} as const;

/**
 * Gives the images in each state that `/image` shows, found by their names or made: they belong to the demo account and
 * are public. Asked again it puts them back into their states, and makes anew what was deleted meanwhile.
 */
export function stateImagesOf(mock: Mock): () => Promise<StateImages> {
  let last: Promise<unknown> = Promise.resolve();
  // One call after the other: two at once would both find none, and make two of each.
  return () => {
    const images = last.then(() => findOrMake(mock));
    last = images.catch(() => {});
    return images;
  };
}

async function findOrMake(mock: Mock): Promise<StateImages> {
  const stored = new Map(mock.control.images('', 1_000_000).map(({ filename, id }) => [filename, id]));
  const found = Object.entries(WANTED).map(async ([state, { scene, change }]) => {
    const name = `state-${state}.jpg`;
    const id = stored.get(name) ?? (await upload(mock, name, scene));
    mock.control.image(id, change);
    return [state, id] as const;
  });
  return Object.fromEntries(await Promise.all(found)) as StateImages;
}

async function upload(mock: Mock, name: string, scene: number): Promise<string> {
  const size = { width: 1200, height: 800 };
  const pixels = await sharp(Buffer.from(sceneSvg({ scene }, size)))
    .jpeg()
    .toBuffer();
  const client = new ImgproClient({
    apiKey: 'img_live_demo',
    baseUrl: 'http://localhost/v1',
    fetch: async (input, init) => mock.fetch(new Request(input, init)),
  });
  const file = new File([new Uint8Array(pixels)], name, { type: 'image/jpeg' });
  // An old date, so that they don't come first wherever images are listed.
  const { id } = await client.images.upload(file, { published_at: '2015-06-01' });
  return id;
}
