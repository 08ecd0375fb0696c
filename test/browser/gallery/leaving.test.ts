import { expect } from '@open-wc/testing';
import type { Image as ApiImage } from '../../../src/api/types.ts';
import {
  FakeService,
  galleryOf,
  type GalleryPage,
  makeImages,
  picture,
  until,
} from '../../harness/gallery.ts';

const task = () => new Promise((resolve) => setTimeout(resolve));

/** The box of a gallery that is taken out and put back. */
const boxOf = ({ element }: GalleryPage) => element.parentElement!;

/** Takes a gallery out of the page, and puts it back in another task: else it counts as moved. */
async function leaveAndReturn({ element }: GalleryPage): Promise<void> {
  const box = element.parentElement!;
  element.remove();
  await task();
  box.append(element);
}

describe('a gallery that leaves the page in the task that gives it its images', () => {
  const ways: Record<string, (page: GalleryPage) => Promise<() => void>> = {
    'an array': async ({ element }) => {
      const images = await makeImages(5);
      return () => (element.images = images);
    },
    'an iterable': async ({ element }) => {
      const images = new Set(await makeImages(5));
      return () => (element.images = images.values());
    },
    'an async iterable': async ({ element }) => {
      const images = await makeImages(5);
      return () =>
        (element.images = (async function* () {
          yield* images;
        })());
    },
    'the account’s list': async ({ element }) => {
      const { client } = new FakeService(await makeImages(5));
      return () => (element.client = client);
    },
    ids: async ({ element }) => {
      const { client } = new FakeService(await makeImages(9));
      return () =>
        Object.assign(element, { client, ids: ['photo0', 'photo1', 'photo2', 'photo3', 'photo4'] });
    },
    children: async ({ element }) => {
      const src = await picture(600, 400);
      return () => {
        for (let i = 0; i < 5; i++) {
          const img = Object.assign(new Image(600, 400), { src });
          img.dataset['id'] = `photo${i}`;
          element.append(img);
        }
      };
    },
  };
  for (const [name, way] of Object.entries(ways)) {
    it(`has them when it is back: ${name}`, async () => {
      const page = await galleryOf(null);
      const box = boxOf(page);
      const give = await way(page);
      page.element.remove();
      give();
      box.append(page.element);
      page.element.remove();
      await task();
      await task();
      box.append(page.element);
      await page.tilesAre(5);
    });

    // A microtask later, two, three …: wherever the first page is by then.
    it(`has them when it leaves while they are being read: ${name}`, async () => {
      for (let steps = 0; steps < 8; steps++) {
        const page = await galleryOf(null);
        const box = boxOf(page);
        const give = await way(page);
        give();
        for (let i = 0; i < steps; i++) await Promise.resolve();
        page.element.remove();
        await task();
        box.append(page.element);
        await page.tilesAre(5);
        box.remove();
      }
    });
  }

  it('has all of them, whatever is in view', async () => {
    const images = await makeImages(60_000);
    const page = await galleryOf(null, { layout: 'grid', columns: 5 });
    page.element.images = images;
    await until(() => page.element.loaded.length > 0);
    expect(page.element.loaded.length).to.be.lessThan(60_000);
    await leaveAndReturn(page);
    await until(() => page.element.loaded.length === 60_000, 'all of them');
  });

  it('has those that take the place of others', async () => {
    const images = await makeImages(6_000);
    const page = await galleryOf(null, { layout: 'grid', columns: 5 });
    page.element.images = images;
    await until(() => page.element.loaded.length === 6_000);
    page.element.images = (await makeImages(6_000, {}, 'other')).slice();
    page.element.requestUpdate();
    for (let i = 0; i < 4; i++) await Promise.resolve();
    await leaveAndReturn(page);
    await until(() => page.element.loaded[0]?.id === 'other0' && page.element.loaded.length === 6_000);
  });

  it('goes on loading anew', async () => {
    const service = new FakeService(await makeImages(80));
    const page = await galleryOf(service, { 'page-size': 40, 'row-height': 300 }, 600);
    await until(() => page.element.loaded.length >= 40);
    window.scrollTo(0, 0);
    await page.placed();
    service.images = await makeImages(80, {}, 'other');
    const release = service.hold();
    void page.element.reload();
    await until(() => service.calls.length > 1);
    await leaveAndReturn(page);
    release();
    await until(() => page.ids[0] === 'other0', 'what is new');
  });
});

describe('pictures that finish while the gallery is not in the page', () => {
  const half = async (images: ApiImage[]) => {
    const page = await galleryOf(null);
    page.element.images = images;
    while (page.tiles.length < images.length) await Promise.resolve();
    const box = boxOf(page);
    const pictures = page.tiles.map((tile) => tile.querySelector('img')!);
    const settled = Promise.all(
      pictures.map(
        (img) =>
          new Promise((resolve) => {
            img.addEventListener('load', resolve);
            img.addEventListener('error', resolve);
          }),
      ),
    );
    page.element.remove();
    await settled;
    box.append(page.element);
    return page;
  };

  it('are seen when it is back', async () => {
    const page = await half(await makeImages(4));
    await until(() => page.tiles.every((tile) => tile.querySelector('img')!.matches('.is-loaded')));
  });

  it('say that they failed when it is back, and only those', async () => {
    const images = await makeImages(4);
    images[1]!.url = 'blob:https://nowhere.example/none';
    const page = await half(images);
    await until(() => page.face('photo1').textContent!.includes('Could not be shown'));
    await until(() => page.picture('photo3')!.matches('.is-loaded'));
    expect(page.tiles.map((tile) => tile.classList.contains('is-broken'))).to.deep.equal([
      false,
      true,
      false,
      false,
    ]);
  });

  it('are not taken for failed ones however often it moves', async () => {
    const page = await galleryOf(null);
    page.element.images = await makeImages(30);
    await page.tilesAre(30);
    for (let i = 0; i < 6; i++) {
      if (i % 2) await leaveAndReturn(page);
      else boxOf(page).append(page.element);
    }
    await until(() => page.picture('photo0')!.matches('.is-loaded'));
    await page.placed();
    expect(page.root.querySelectorAll('.is-broken')).to.have.length(0);
  });
});

describe('galleries that have left the page', () => {
  it('watch nothing any more, and are collected', async function () {
    const { gc } = globalThis as { gc?: () => void };
    if (!gc) return this.skip();
    const images = await makeImages(12);
    const watching = new Set<IntersectionObserver | ResizeObserver>();
    const restore: (() => void)[] = [];
    for (const Observer of [IntersectionObserver, ResizeObserver]) {
      const { observe, disconnect } = Observer.prototype;
      Observer.prototype.observe = function (this: IntersectionObserver, target: Element) {
        watching.add(this);
        observe.call(this as never, target);
      };
      Observer.prototype.disconnect = function (this: IntersectionObserver) {
        watching.delete(this);
        disconnect.call(this);
      };
      restore.push(() => Object.assign(Observer.prototype, { observe, disconnect }));
    }
    try {
      const page = await galleryOf(null, { manage: true });
      const box = boxOf(page);
      page.element.remove();
      await task();
      const before = watching.size;
      const seen: WeakRef<Element>[] = [];
      for (let i = 0; i < 200; i++) {
        const element = document.createElement('imgpro-gallery');
        Object.assign(element, { manage: true, lightbox: true, reorderable: true, uploader: 'up', images });
        box.append(element);
        if (i % 20 === 0) await until(() => element.loaded.length === 12);
        element.select(['photo1']);
        element.remove();
        seen.push(new WeakRef(element));
      }
      await task();
      await new Promise(requestAnimationFrame);
      expect(watching.size).to.equal(before);
      await until(() => {
        gc();
        return seen.filter((ref) => ref.deref()).length < 5;
      }, 'the galleries are collected');
    } finally {
      for (const each of restore) each();
    }
  });
});
