import { expect, test } from 'vitest';
import { MemoryBlobs } from '../../../demo/mock/blobs/memory.ts';
import type { Pixels, Ports } from '../../../demo/mock/ports.ts';
import { Variants } from '../../../demo/mock/service/variants.ts';
import { MemoryStore } from '../../../demo/mock/store/memory.ts';
import { seedImages } from '../../../demo/mock/scenes/seeds.ts';

function darkroom() {
  let rendered = 0;
  const pixels = {
    render: async () => {
      rendered++;
      await new Promise((resolve) => setImmediate(resolve));
      return new Uint8Array([rendered]);
    },
  } as unknown as Pixels;
  const store = new MemoryStore();
  store.insertMany(seedImages({ account: 'a', seed: 1, from: 0, to: 1, now: 0 }));
  const [image] = store.latest(1);
  if (!image) throw new Error('There is no image.');
  const variants = new Variants({ store, blobs: new MemoryBlobs(), pixels } as unknown as Ports);
  return { variants, image, store, rendered: () => rendered };
}

test('however many ask for one variant at once, it is computed once, and then kept', async () => {
  const { variants, image, rendered } = darkroom();
  await Promise.all(Array.from({ length: 20 }, () => variants.get(image, { w: 10, blur: 2 }, 'jpg')));
  await variants.get(image, { blur: 2, w: 10 }, 'jpg');
  expect(rendered()).toBe(1);
  await variants.get(image, { blur: 2, w: 10 }, 'webp');
  await variants.get(image, { blur: 2, w: 11 }, 'jpg');
  expect(rendered()).toBe(3);
});

test('a picture that is deleted while it is rendered is not kept', async () => {
  const { variants, image, store } = darkroom();
  const rendering = variants.get(image, { size: 's' }, 'jpg');
  store.delete(image.id);
  await rendering;
  expect(await variants.rendered(image, { size: 's' })).toBeNull();
});
